// The numbers that globals, functions, aliases and comdats are described with. Sources: what llvm-as-13
// to -22 write for each word (told by llvm-bcanalyzer), llvm-dis-13's reading of files of LLVM 3.x, and
// ComdatSelectionKindCodes in llvm/Bitcode/LLVMBitCodes.h.

export type Linkage =
  | "external"
  | "available_externally"
  | "linkonce"
  | "linkonce_odr"
  | "weak"
  | "weak_odr"
  | "appending"
  | "internal"
  | "private"
  | "extern_weak"
  | "common";

export type Visibility = "default" | "hidden" | "protected";
export type DllStorage = "default" | "dllimport" | "dllexport";
export type ThreadLocalMode = "generaldynamic" | "localdynamic" | "initialexec" | "localexec";
export type UnnamedAddr = "unnamed_addr" | "local_unnamed_addr";
export type CodeModel = "tiny" | "small" | "kernel" | "medium" | "large";
export type ComdatSelection = "any" | "exactmatch" | "largest" | "nodeduplicate" | "samesize";

/** A number that means nothing yet is taken for external, as LLVM does. */
export function linkageOf(number: number): Linkage {
  return LINKAGES[number] ?? "external";
}

/**
 * Whether linkage is one of the four that meant a comdat of the symbol's own name before comdats
 * were written (3.5); writers that have comdats use other numbers for these words.
 */
export function impliesComdat(number: number): boolean {
  return number === 1 || number === 4 || number === 10 || number === 11;
}

const LINKAGES: readonly Linkage[] = [
  "external",
  "weak",
  "appending",
  "internal",
  "linkonce",
  // dllimport and dllexport, a property of its own since 3.5.
  "external",
  "external",
  "extern_weak",
  "common",
  "private",
  "weak_odr",
  "linkonce_odr",
  "available_externally",
  // linker_private and linker_private_weak, up to 3.4.
  "private",
  "private",
  // linkonce_odr_auto_hide, up to 3.3.
  "external",
  "weak",
  "weak_odr",
  "linkonce",
  "linkonce_odr",
];

export const VISIBILITIES: readonly Visibility[] = ["default", "hidden", "protected"];

/** By the property's number. */
export const DLL_STORAGES: readonly DllStorage[] = ["default", "dllimport", "dllexport"];

/** The storage that the linkage of files up to 3.4 stands for. */
export function dllStorageOfLinkage(number: number): DllStorage {
  return number === 5 ? "dllimport" : number === 6 ? "dllexport" : "default";
}

/** 0 is a variable of the whole program. */
export const THREAD_LOCAL_MODES: readonly (ThreadLocalMode | undefined)[] = [undefined, "generaldynamic", "localdynamic", "initialexec", "localexec"];

export const UNNAMED_ADDRS: readonly (UnnamedAddr | undefined)[] = [undefined, "unnamed_addr", "local_unnamed_addr"];

/** Since 18. */
export const CODE_MODELS: readonly (CodeModel | undefined)[] = [undefined, "tiny", "small", "kernel", "medium", "large"];

export const COMDAT_SELECTIONS: readonly (ComdatSelection | undefined)[] = [undefined, "any", "exactmatch", "largest", "nodeduplicate", "samesize"];
