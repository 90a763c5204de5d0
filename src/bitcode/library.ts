// The modules in a static library of Rust's: its objects keep the bitcode that they were made of.

import { BitcodeError, findBitcode, type GlobalValue, readModules } from "llvm-bitcode-reader";
import { InputError } from "../support/diagnostic.js";

/** A module of a library. */
export interface LibraryModule {
  /** The member's name. */
  readonly name: string;
  readonly bitcode: Uint8Array;
  /** As in `LLVM22.1.2-rust-1.95.0-stable`. */
  readonly producer: string | undefined;
  /** The functions and globals that it defines for others. */
  readonly defines: readonly string[];
}

/** The modules in one member of an archive; none in an object that keeps no bitcode. InputError where it is malformed. */
export function modulesIn(member: { readonly name: string; readonly bytes: Uint8Array }): LibraryModule[] {
  try {
    return findBitcode(member.bytes).flatMap(({ window: { bytes, start, end } }) => {
      const bitcode = bytes.subarray(start, end);
      return readModules(bitcode).map((module) => ({
        name: member.name,
        bitcode,
        producer: module.identification.producer,
        defines: module.globalValues.filter(isForOthers).map(({ name }) => name),
      }));
    });
  } catch (error) {
    if (!(error instanceof BitcodeError)) throw error;
    throw new InputError({ severity: "error", code: "malformed-bitcode", message: `malformed bitcode in '${member.name}': ${error.message}` });
  }
}

function isForOthers(value: GlobalValue): boolean {
  const isDeclaration = (value.kind === "function" || value.kind === "variable") && value.isDeclaration;
  return !isDeclaration && value.linkage !== "internal" && value.linkage !== "private" && value.linkage !== "available_externally";
}
