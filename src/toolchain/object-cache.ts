import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { identityOf } from "./answers.js";
import { compileObject, type CompileOptions } from "./clang.js";

/** An object, made now or before of the same text by the same clang. */
export interface CachedObject {
  readonly object: Uint8Array;
  /** Its place in the cache. */
  readonly file: string;
  readonly isNew: boolean;
  /** What clang said although it did its work; nothing where the object was there. */
  readonly stderr: string;
}

/**
 * Compiles as `compileObject` does, or takes the object that an earlier call left in
 * `folder`. A clang that is a script is run anew each time: what it runs may have changed.
 *
 * @throws what `compileObject` throws.
 */
export async function cachedObject(folder: string, options: Omit<CompileOptions, "ir" | "output" | "check"> & { readonly ir: Uint8Array }): Promise<CachedObject> {
  const { clang, ir, target, language = "ir", optimizationLevel, debugInfo = false, extraArgs = [] } = options;
  const identity = await identityOf(clang);
  const key = createHash("sha256").update(JSON.stringify([identity, target, language, optimizationLevel, debugInfo, extraArgs])).update(ir);
  const file = join(folder, `${key.digest("hex").slice(0, 40)}.o`);
  const known = identity === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (known !== undefined) return { object: known, file, isNew: false, stderr: "" };
  await mkdir(folder, { recursive: true });
  const { stderr } = await compileObject({ ...options, output: file });
  return { object: await readFile(file), file, isNew: true, stderr };
}
