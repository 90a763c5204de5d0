import type { Function } from "../ir/function.js";
import type { Module } from "../ir/module.js";
import type { MachO } from "../macho/macho.js";
import type { PlistDictionary } from "../support/plist.js";
import type { AuditedFunction } from "./audited-function.js";
import type { AuditSettings } from "./settings.js";
import type { KernelChoice } from "./symbols.js";

/** What one audit is about: an object or a kext's binary, a module of IR, or a module and the object made of it. */
export interface AuditInput {
  readonly object?: MachO;
  /** The functions of `object`, in the order of their addresses. */
  readonly functions?: readonly AuditedFunction[];
  readonly module?: Module;
  /** What stands around a kext's binary. */
  readonly bundle?: Bundle;
  /** What kernel the input is for; where it is not said, symbols are not looked at. */
  readonly kernel?: KernelChoice;
  /** What a module is to be compiled with, where that is known. */
  readonly compiler?: CompilerFacts;
  readonly settings: AuditSettings;
}

/** What a compiler makes of a module. */
export interface CompilerFacts {
  /** As messages name it. */
  readonly name: string;
  /** The LLVM release whose text it reads. */
  readonly reads: number;
  /** The release that the module's words are of, and the words; absent where none tells. */
  readonly needs?: { readonly atLeast: number; readonly because: readonly string[] };
  /** Declarations of intrinsics that it does not know as they are declared. */
  readonly unknownIntrinsics: readonly Function[];
}

export interface Bundle {
  readonly infoPlist: PlistDictionary;
  /** The name of the binary's file, in `Contents/MacOS`. */
  readonly executable: string;
  /** A Mach-O file with the debug info of the binary, whose addresses are the binary's. */
  readonly debugSymbols?: Uint8Array | undefined;
}
