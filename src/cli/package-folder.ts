declare const KEXTIR_PACKAGE_FOLDER: string;

/** Where the npm package lies, with what of it is no script; the starter knows. */
export function packageFolder(): string {
  return KEXTIR_PACKAGE_FOLDER;
}
