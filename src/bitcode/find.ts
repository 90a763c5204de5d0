import { findBitcode, type FoundBitcode } from "llvm-bitcode-reader";
import { InputError } from "../support/diagnostic.js";
import { describeBinary } from "./describe-binary.js";
import { readingBitcode } from "./malformed.js";

/**
 * The bitcode in a file: the file itself, or what objects, archives and rlibs hold.
 *
 * @throws InputError for an archive of names alone, and for a file that is damaged.
 */
export function bitcodeIn(bytes: Uint8Array): FoundBitcode[] {
  if (describeBinary(bytes) !== "a thin archive of objects") return readingBitcode(() => findBitcode(bytes));
  throw new InputError({
    severity: "error",
    code: "thin-archive",
    message: "a thin archive holds the names of its members, not the members",
    fix: "give kextir the members, or make the archive without 'T' or --thin",
  });
}
