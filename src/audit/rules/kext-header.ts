// Judges the header, the load commands and the symbol table of a kext's binary, by what
// kxld, the linker in the kernel up to macOS 10.15, and the builder of kernel collections
// after it take and refuse.

import * as layout from "../../macho/layout.js";
import { commandName } from "../../macho/load-command.js";
import type { MachO } from "../../macho/macho.js";
import { isRefusedSymbol } from "../../macho/refused-symbol.js";
import type { Observation } from "../finding.js";
import type { InputRule } from "../rule.js";

/** The kext's binary of an input; undefined for objects and modules. */
export function kextOf(object: MachO | undefined): MachO | undefined {
  return object?.fileType === layout.MH_KEXT_BUNDLE ? object : undefined;
}

export const kextHeader: InputRule = {
  code: "kext-header",
  severity: "error",
  title: "a kext's header or load commands are not as the kernel's linker takes them",
  fix: "link with kextir link, or with ld -kext",
  looksAt: "input",
  *check({ object }) {
    const kext = kextOf(object);
    if (kext === undefined) return;
    // MH_NOUNDEFS, MH_DYLDLINK and MH_TWOLEVEL; the two bits of weak symbols may be added.
    const flags = kext.flags & ~(layout.MH_WEAK_DEFINES | layout.MH_BINDS_TO_WEAK);
    if (kext.architecture === "x86_64" && flags !== kextFlags) {
      yield { severity: "warning", message: `the header's flags are 0x${kext.flags.toString(16)}; linkers of kexts write 0x${kextFlags.toString(16)}` };
    }
    const capabilities = (kext.cpuSubtype & layout.CPU_SUBTYPE_MASK) >>> 0;
    if (kext.architecture === "x86_64" && capabilities !== 0) {
      yield { severity: "warning", message: `the header's cpu subtype has the bits 0x${capabilities.toString(16)}; linkers of kexts write none` };
    }
    for (const { command, offset } of kext.loadCommands) {
      if (!accepted.has(command) && !(kext.architecture === "arm64" && command === layout.LC_DYLD_CHAINED_FIXUPS)) {
        yield { message: `the load command ${commandName(command)} at byte offset 0x${offset.toString(16)} is one that the kernel's linker refuses` };
      }
    }
    yield* missing(kext);
  },
};

const kextFlags = 0x85;

const accepted: ReadonlySet<number> = new Set([
  layout.LC_SEGMENT_64,
  layout.LC_SYMTAB,
  layout.LC_DYSYMTAB,
  layout.LC_UUID,
  layout.LC_VERSION_MIN_MACOSX,
  layout.LC_VERSION_MIN_IPHONEOS,
  layout.LC_VERSION_MIN_TVOS,
  layout.LC_VERSION_MIN_WATCHOS,
  layout.LC_BUILD_VERSION,
  layout.LC_SOURCE_VERSION,
  layout.LC_SEGMENT_SPLIT_INFO,
  layout.LC_NOTE,
  layout.LC_CODE_SIGNATURE,
  layout.LC_DYLD_INFO,
  layout.LC_DYLD_INFO_ONLY,
  layout.LC_FUNCTION_STARTS,
  layout.LC_DATA_IN_CODE,
  layout.LC_DYLIB_CODE_SIGN_DRS,
]);

function* missing(kext: MachO): Iterable<Observation> {
  for (const command of [layout.LC_SYMTAB, layout.LC_DYSYMTAB]) {
    if (!kext.loadCommands.some((candidate) => candidate.command === command)) yield { message: `there is no ${commandName(command)}, without which the kernel's linker fails` };
  }
  if (kext.uuid === undefined) yield { severity: "warning", message: "there is no LC_UUID, by which crash reports tell builds apart" };
  const isArm64e = kext.architecture === "arm64" && (kext.cpuSubtype & ~layout.CPU_SUBTYPE_MASK) === layout.CPU_SUBTYPE_ARM64E;
  if (isArm64e && !kext.loadCommands.some(({ command }) => command === layout.LC_DYLD_CHAINED_FIXUPS)) {
    yield { message: "there is no LC_DYLD_CHAINED_FIXUPS, which arm64e kexts must have" };
  }
}

export const kextSymbols: InputRule = {
  code: "kext-symbols",
  severity: "error",
  title: "a kext's symbol table is not as the kernel's linker takes it",
  fix: "link with kextir link, or with ld -kext; strip debug symbols with strip -S",
  looksAt: "input",
  *check({ object }) {
    const kext = kextOf(object);
    if (kext === undefined) return;
    for (const { kind, type, name, description } of kext.symbols) {
      if (kind === "undefined" && (description & layout.N_WEAK_DEF) !== 0) yield { severity: "warning", message: `symbol ${name} is undefined and marked as a weak definition`, symbol: name };
      if (isRefusedSymbol(kind, type)) yield { message: kind === "debug" ? `debug symbol '${name}' is of kind 0x${type.toString(16)}, which the kernel's linker refuses` : `symbol ${name} is of the prebound kind, which the kernel's linker refuses`, symbol: name };
    }
    yield* places(kext);
    yield* duplicates(kext);
    yield* runs(kext);
  },
};

function* places({ symbols }: MachO): Iterable<Observation> {
  for (const { kind, name, section, value } of symbols) {
    if (kind !== "defined" || section === undefined || (value >= section.address && value <= section.address + section.size)) continue;
    yield { message: `symbol ${name} is at 0x${value.toString(16)}, outside of its section ${section.segment},${section.name}`, symbol: name };
  }
}

/** Two external entries of one name are what a damaged table has. */
function* duplicates({ symbols }: MachO): Iterable<Observation> {
  const names = new Set<string>();
  for (const { kind, external, name } of symbols) {
    if (!external || kind === "debug") continue;
    if (names.has(name)) yield { message: `symbol ${name} stands twice in the symbol table`, symbol: name };
    names.add(name);
  }
}

/** LC_DYSYMTAB says which symbols are local, defined for others, and undefined. */
function* runs({ dynamicSymbolTable, symbols }: MachO): Iterable<Observation> {
  if (dynamicSymbolTable === undefined) return;
  const { locals, defined, undefined: undefinedRun } = dynamicSymbolTable;
  for (const [index, { external, kind, name }] of symbols.entries()) {
    const run = !external || kind === "debug" ? locals : kind === "undefined" || kind === "common" || kind === "prebound" ? undefinedRun : defined;
    if (index >= run.first && index < run.first + run.count) continue;
    yield { message: `symbol ${name} is not in the run of the symbol table that LC_DYSYMTAB has for its kind`, symbol: name };
    return;
  }
}
