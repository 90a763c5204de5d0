// What a module is and holds, for people and programs to read.

import type { Dialect } from "../dialect-guess.js";

export interface ModuleReport {
  readonly schemaVersion: 1;
  readonly kind: "module";
  readonly format: "text" | "bitcode";
  /** What the module was found in, outermost first: archives with the member's name, objects with the section's. */
  readonly path: readonly { readonly kind: string; readonly name: string }[];
  /** What wrote the bitcode, as in `LLVM22.1.2-rust-1.95.0-stable`; null for text, which does not say. */
  readonly producer: string | null;
  /** The compilers that `!llvm.ident` names, as in `rustc version 1.95.0 (59807616e 2026-04-14)`. */
  readonly compilers: readonly string[];
  readonly dialect: Dialect;
  readonly sourceFilename: string | null;
  readonly triple: string | null;
  readonly dataLayout: string | null;
  readonly moduleAsm: string | null;
  /** Of the text, or of the bitcode. */
  readonly bytes: number;
  /** Of text; null for bitcode. */
  readonly lines: number | null;
  readonly counts: EntityCounts;
  /** The structs that have a name, with what is in them. */
  readonly types: readonly { readonly name: string; readonly type: string }[];
  /** The sections that functions and variables name. */
  readonly sections: readonly string[];
  readonly comdats: readonly { readonly name: string; readonly selection: string }[];
  readonly moduleFlags: readonly { readonly behavior: string; readonly name: string; readonly value: string }[];
  readonly namedMetadata: readonly { readonly name: string; readonly operands: number }[];
  /** For each attribute of functions, how many definitions have it; most first. */
  readonly attributes: readonly { readonly attribute: string; readonly definitions: number }[];
  readonly symbols: readonly SymbolReport[];
  /** Text constants without a NUL at their end. */
  readonly unterminatedStrings: readonly { readonly name: string; readonly text: string }[];
  /** What the bitstream is made of. Only of bitcode, and where the file has one module. */
  readonly blocks?: readonly BlockReport[];
}

export interface EntityCounts {
  readonly definitions: number;
  readonly declarations: number;
  readonly variables: number;
  readonly aliases: number;
  /** Structs with a name. */
  readonly types: number;
  readonly comdats: number;
  readonly attributeGroups: number;
  readonly namedMetadata: number;
  readonly metadataNodes: number;
  readonly assemblyLines: number;
  /** What kextir does not know. */
  readonly unknown: number;
}

/** A function or variable that has a name. What it does not say in the module is left out. */
export interface SymbolReport {
  /** Decoded. */
  readonly name: string;
  readonly kind: "function" | "variable" | "alias" | "ifunc";
  readonly linkage: string;
  readonly isDefinition: boolean;
  readonly visibility: string;
  /** Of the function or of what the variable holds. */
  readonly type: string;
  readonly callingConvention?: string;
  readonly unnamedAddr?: string;
  readonly dllStorage?: string;
  readonly threadLocal?: string;
  readonly isConstant?: boolean;
  /** In bytes. */
  readonly alignment?: number;
  readonly section?: string;
  readonly partition?: string;
  readonly comdat?: string;
  readonly gc?: string;
  /** Of the function itself, as LLVM IR spells them. */
  readonly attributes: readonly string[];
  /** Of what a function returns. */
  readonly returnAttributes?: readonly string[];
  /** For each of a function's parameters. */
  readonly parameterAttributes?: readonly (readonly string[])[];
  /** In a function's body. */
  readonly instructions?: number;
  /** Of its text. */
  readonly bytes?: number;
}

export interface BlockReport {
  readonly blockId: number;
  /** Null for a kind of block that has no name. */
  readonly name: string | null;
  readonly instances: number;
  readonly records: number;
}

/** All modules of a file that holds several. */
export interface ModulesReport {
  readonly schemaVersion: 1;
  readonly kind: "modules";
  readonly modules: readonly ModuleReport[];
  /** Of all modules. */
  readonly symbols: readonly SymbolReport[];
  /** Of all bitstreams in the file. */
  readonly blocks: readonly BlockReport[];
}
