// What load commands are called, how long they have to be, and which of them a file
// has once. Source: <mach-o/loader.h>.

import * as layout from "./layout.js";

interface CommandKind {
  readonly command: number;
  readonly name: string;
  /** Bytes of the whole command, where all of that kind have the same. */
  readonly size?: number;
  readonly isSingle?: true;
}

/** Bytes of `linkedit_data_command`. */
const linkeditSize = 16;

const kinds: readonly CommandKind[] = [
  { command: 0x1, name: "LC_SEGMENT" },
  { command: layout.LC_SYMTAB, name: "LC_SYMTAB", size: 24, isSingle: true },
  { command: 0x4, name: "LC_THREAD" },
  { command: 0x5, name: "LC_UNIXTHREAD", isSingle: true },
  { command: layout.LC_DYSYMTAB, name: "LC_DYSYMTAB", size: 80, isSingle: true },
  { command: 0xc, name: "LC_LOAD_DYLIB" },
  { command: 0xd, name: "LC_ID_DYLIB", isSingle: true },
  { command: 0xe, name: "LC_LOAD_DYLINKER" },
  { command: 0xf, name: "LC_ID_DYLINKER", isSingle: true },
  { command: 0x10, name: "LC_PREBOUND_DYLIB" },
  { command: 0x11, name: "LC_ROUTINES" },
  { command: 0x12, name: "LC_SUB_FRAMEWORK" },
  { command: 0x13, name: "LC_SUB_UMBRELLA" },
  { command: 0x14, name: "LC_SUB_CLIENT" },
  { command: 0x15, name: "LC_SUB_LIBRARY" },
  { command: 0x16, name: "LC_TWOLEVEL_HINTS", size: 16, isSingle: true },
  { command: 0x17, name: "LC_PREBIND_CKSUM" },
  { command: 0x80000018, name: "LC_LOAD_WEAK_DYLIB" },
  { command: layout.LC_SEGMENT_64, name: "LC_SEGMENT_64" },
  { command: 0x1a, name: "LC_ROUTINES_64", size: 72 },
  { command: layout.LC_UUID, name: "LC_UUID", size: 24, isSingle: true },
  { command: 0x8000001c, name: "LC_RPATH" },
  { command: layout.LC_CODE_SIGNATURE, name: "LC_CODE_SIGNATURE", size: linkeditSize, isSingle: true },
  { command: layout.LC_SEGMENT_SPLIT_INFO, name: "LC_SEGMENT_SPLIT_INFO", size: linkeditSize, isSingle: true },
  { command: 0x8000001f, name: "LC_REEXPORT_DYLIB" },
  { command: 0x20, name: "LC_LAZY_LOAD_DYLIB" },
  { command: 0x21, name: "LC_ENCRYPTION_INFO", size: 20, isSingle: true },
  { command: layout.LC_DYLD_INFO, name: "LC_DYLD_INFO", size: 48, isSingle: true },
  { command: layout.LC_DYLD_INFO_ONLY, name: "LC_DYLD_INFO_ONLY", size: 48, isSingle: true },
  { command: 0x80000023, name: "LC_LOAD_UPWARD_DYLIB" },
  { command: layout.LC_VERSION_MIN_MACOSX, name: "LC_VERSION_MIN_MACOSX", size: 16, isSingle: true },
  { command: layout.LC_VERSION_MIN_IPHONEOS, name: "LC_VERSION_MIN_IPHONEOS", size: 16, isSingle: true },
  { command: layout.LC_FUNCTION_STARTS, name: "LC_FUNCTION_STARTS", size: linkeditSize, isSingle: true },
  { command: 0x27, name: "LC_DYLD_ENVIRONMENT" },
  { command: 0x80000028, name: "LC_MAIN", size: 24, isSingle: true },
  { command: layout.LC_DATA_IN_CODE, name: "LC_DATA_IN_CODE", size: linkeditSize, isSingle: true },
  { command: layout.LC_SOURCE_VERSION, name: "LC_SOURCE_VERSION", size: 16, isSingle: true },
  { command: layout.LC_DYLIB_CODE_SIGN_DRS, name: "LC_DYLIB_CODE_SIGN_DRS", size: linkeditSize, isSingle: true },
  { command: 0x2c, name: "LC_ENCRYPTION_INFO_64", size: 24, isSingle: true },
  { command: layout.LC_LINKER_OPTION, name: "LC_LINKER_OPTION" },
  { command: layout.LC_LINKER_OPTIMIZATION_HINT, name: "LC_LINKER_OPTIMIZATION_HINT", size: linkeditSize, isSingle: true },
  { command: layout.LC_VERSION_MIN_TVOS, name: "LC_VERSION_MIN_TVOS", size: 16, isSingle: true },
  { command: layout.LC_VERSION_MIN_WATCHOS, name: "LC_VERSION_MIN_WATCHOS", size: 16, isSingle: true },
  { command: layout.LC_NOTE, name: "LC_NOTE", size: 40 },
  { command: layout.LC_BUILD_VERSION, name: "LC_BUILD_VERSION" },
  { command: layout.LC_DYLD_EXPORTS_TRIE, name: "LC_DYLD_EXPORTS_TRIE", size: linkeditSize, isSingle: true },
  { command: layout.LC_DYLD_CHAINED_FIXUPS, name: "LC_DYLD_CHAINED_FIXUPS", size: linkeditSize, isSingle: true },
  { command: 0x80000035, name: "LC_FILESET_ENTRY" },
  { command: layout.LC_ATOM_INFO, name: "LC_ATOM_INFO", size: linkeditSize, isSingle: true },
];

const kindOf: ReadonlyMap<number, CommandKind> = new Map(kinds.map((kind) => [kind.command, kind]));

/** The command's name, as `LC_SYMTAB`; its number where it has none here. */
export function commandName(command: number): string {
  return kindOf.get(command)?.name ?? `0x${command.toString(16)}`;
}

/** How many bytes every command of that kind has, its first eight included; undefined where that differs. */
export function commandSize(command: number): number | undefined {
  return kindOf.get(command)?.size;
}

/** Whether a file may have no more than one command of that kind. */
export function isSingleCommand(command: number): boolean {
  return kindOf.get(command)?.isSingle === true;
}

/** The commands that name a range of `__LINKEDIT` and nothing else. */
export function isLinkeditCommand(command: number): boolean {
  return kindOf.get(command)?.size === linkeditSize && !versionCommands.has(command);
}

const versionCommands: ReadonlySet<number> = new Set([
  layout.LC_VERSION_MIN_MACOSX,
  layout.LC_VERSION_MIN_IPHONEOS,
  layout.LC_VERSION_MIN_TVOS,
  layout.LC_VERSION_MIN_WATCHOS,
  layout.LC_SOURCE_VERSION,
  // LC_TWOLEVEL_HINTS counts entries, not bytes.
  0x16,
]);
