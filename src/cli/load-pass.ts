import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Pass } from "../pass/pass.js";
import { UsageError } from "../support/diagnostic.js";

/** The passes that a JavaScript module exports, under whatever names. Throws UsageError where it exports none. */
export async function loadPasses(file: string): Promise<Pass[]> {
  const exported = Object.values(await importFile(file));
  const passes = exported.filter(isPass);
  if (passes.length === 0) {
    throw new UsageError(`--load-pass: '${file}' exports no pass`, "export what definePass of the package kextir returns");
  }
  for (const { name } of passes) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      throw new UsageError(`--load-pass: '${name}' in '${file}' is no name for a pass`, "lower case words joined by hyphens make a name");
    }
  }
  return [...new Set(passes)];
}

async function importFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(resolve(file)).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new UsageError(`--load-pass: '${file}' cannot be loaded: ${reason}`);
  }
}

function isPass(value: unknown): value is Pass {
  if (typeof value !== "object" || value === null) return false;
  const { name, run, options } = value as Partial<Record<keyof Pass, unknown>>;
  const isSchema = typeof options === "object" && options !== null && "_zod" in options;
  return typeof name === "string" && typeof run === "function" && isSchema;
}
