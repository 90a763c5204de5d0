import { type BitcodeModule, type FoundBitcode, readModules } from "llvm-bitcode-reader";
import { InputError } from "../support/diagnostic.js";
import { bitcodeIn } from "./find.js";
import { readingBitcode } from "./malformed.js";
import { type ModuleWriter, writerOf } from "./writer.js";

/** A module of bitcode and what wrote it. */
export interface SoleModule {
  /** The bitstream, cut out of the object or archive that it is in. */
  readonly bitcode: Uint8Array;
  readonly writer: ModuleWriter;
  /** What it was laid out by; undefined where it does not say. */
  readonly dataLayout: string | undefined;
}

/**
 * The one module of a bitcode file, or of an object or archive with bitcode in it. Undefined for a
 * file without bitcode.
 *
 * @throws InputError where it holds several modules, where it is malformed, and where it has none
 *   although it begins as bitcode.
 */
export function soleModule(bytes: Uint8Array): SoleModule | undefined {
  return readingBitcode(() => {
    const found = bitcodeIn(bytes);
    const modules = found.flatMap((bitcode) => readModules(bitcode.window).map((module) => ({ bitcode, module })));
    const [sole] = modules;
    if (sole === undefined) {
      if (found.length > 0) throw new InputError({ severity: "error", code: "malformed-bitcode", message: "malformed bitcode: it holds no module", fix: "make it again with the compiler that wrote it" });
      return undefined;
    }
    if (modules.length > 1) throw severalModules(modules);
    const { start, end } = sole.bitcode.window;
    return { bitcode: bytes.subarray(start, end), writer: writerOf(sole.module), dataLayout: sole.module.dataLayout };
  });
}

/** How many of the modules are named. */
const SHOWN = 8;

function severalModules(modules: readonly { readonly bitcode: FoundBitcode; readonly module: BitcodeModule }[]): InputError {
  const names = modules.slice(0, SHOWN).map(({ bitcode, module }) => [...bitcode.path.map(({ name }) => name), module.sourceFileName ?? "a module without a name"].join(": "));
  return new InputError({
    severity: "error",
    code: "several-modules",
    message: `the file holds ${modules.length} modules of bitcode, and kextir works on one`,
    notes: modules.length > SHOWN ? [...names, `and ${modules.length - SHOWN} more`] : names,
    fix: "join them with llvm-link, or take one out: with ar from an archive, with llvm-modextract from a bitcode file",
  });
}
