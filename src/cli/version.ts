declare const KEXTIR_VERSION: string;

/** The version in package.json, which the bundler puts in. */
export const version = KEXTIR_VERSION;
