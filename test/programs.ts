import { fileURLToPath } from "node:url";

/** The path of a fake program in test/programs. */
export function program(name: string): string {
  return fileURLToPath(new URL(`../../test/programs/${name}`, import.meta.url));
}
