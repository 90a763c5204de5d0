// What the kernel's linker refuses before it links: a kext's headers, sections and symbols. The rules
// are those of kxld in xnu-6153 (macOS 10.15).

import * as layout from "../macho/layout.js";
import { commandName } from "../macho/load-command.js";
import type { MachO, MachOSymbol, Section } from "../macho/macho.js";
import { isRefusedSymbol } from "../macho/refused-symbol.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { refusal } from "./kext-error.js";

const ACCEPTED_COMMANDS: ReadonlySet<number> = new Set([
  layout.LC_SEGMENT_64, layout.LC_SYMTAB, layout.LC_DYSYMTAB, layout.LC_UUID, layout.LC_VERSION_MIN_MACOSX, layout.LC_VERSION_MIN_IPHONEOS,
  layout.LC_VERSION_MIN_TVOS, layout.LC_VERSION_MIN_WATCHOS, layout.LC_BUILD_VERSION, layout.LC_SOURCE_VERSION, layout.LC_SEGMENT_SPLIT_INFO,
  layout.LC_NOTE, layout.LC_CODE_SIGNATURE, layout.LC_DYLD_INFO, layout.LC_DYLD_INFO_ONLY, layout.LC_FUNCTION_STARTS, layout.LC_DATA_IN_CODE,
  layout.LC_DYLIB_CODE_SIGN_DRS,
]);

// Section types with data: regular, literals, symbol pointers, stubs, constructors, destructors, coalesced.
const ACCEPTED_SECTION_TYPES: ReadonlySet<number> = new Set([0, 2, 3, 4, 5, 6, 8, 9, 0xa, 0xb, 0xe]);

const KEXT_LINK = "make the kext's binary with kextir link, or Apple's ld -kext";

/**
 * Everything about a kext but its relocations that keeps it from being linked against a
 * kernel that exports `exports`, and names its undefined symbols `isKnown` by another way.
 */
export function refusals(object: MachO, exports: ReadonlyMap<string, bigint>, isKnown: (symbol: string) => boolean): Diagnostic[] {
  if (object.architecture !== "x86_64") return [refusal("load-architecture", `the kext is for ${object.architecture}, and the test kernel for x86_64`, "build it for x86_64, or give the x86_64 half of a universal binary")];
  if (object.fileType !== layout.MH_KEXT_BUNDLE) return [refusal("load-file-type", `the file's type is ${object.fileType}, where a kext's binary has ${layout.MH_KEXT_BUNDLE} (MH_KEXT_BUNDLE)`, KEXT_LINK)];
  return [...commandRefusals(object), ...segmentRefusals(object), ...symbolRefusals(object, exports, isKnown)];
}

function commandRefusals({ loadCommands, segments }: MachO): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { command } of loadCommands) {
    if (!ACCEPTED_COMMANDS.has(command)) found.push(refusal("load-command", `the kernel's linker does not accept the load command ${commandName(command)}`, KEXT_LINK));
  }
  for (const command of [layout.LC_SYMTAB, layout.LC_DYSYMTAB]) {
    if (!loadCommands.some((one) => one.command === command)) found.push(refusal("load-no-symbol-table", `there is no ${commandName(command)}, without which the kernel's linker does not link`, KEXT_LINK));
  }
  if (!segments.some(({ name }) => name === "__LINKEDIT")) found.push(refusal("load-no-symbol-table", "there is no segment __LINKEDIT", KEXT_LINK));
  return found;
}

function segmentRefusals({ segments }: MachO): Diagnostic[] {
  const found: Diagnostic[] = [];
  let end = 0n;
  for (const { name, address, size, sections } of segments.filter((segment) => segment.size > 0n)) {
    if (address % 4096n !== 0n) found.push(refusal("load-segment", `segment ${name} does not begin with a page`, KEXT_LINK));
    else if (address !== end) found.push(refusal("load-segment", `segment ${name} does not follow the one before it: kexts begin at 0 and have no gaps`, KEXT_LINK));
    end = address + ((size + 4095n) & -4096n);
    for (const section of sections) found.push(...sectionRefusals(name, section));
  }
  return found;
}

function sectionRefusals(segment: string, section: Section): Diagnostic[] {
  const name = `section '${section.segment},${section.name}'`;
  const found: Diagnostic[] = [];
  if (section.segment !== segment) found.push(refusal("load-section", `${name} lies in segment ${segment}`, KEXT_LINK));
  if (section.alignment > 12) found.push(refusal("load-section", `${name} is to be aligned to 2^${section.alignment} bytes, which loading by pages does not keep`, "ask for no more than a page"));
  if (section.contents !== undefined && section.fileOffset !== 0 && !ACCEPTED_SECTION_TYPES.has(section.type)) {
    found.push(refusal("load-section", `${name} is of type 0x${section.type.toString(16)}, which the kernel's linker does not accept`, "take thread-local variables, interposing and lazy pointers out of the kext"));
  }
  return found;
}

function symbolRefusals(object: MachO, exports: ReadonlyMap<string, bigint>, isKnown: (symbol: string) => boolean): Diagnostic[] {
  const { symbols } = object;
  const found: Diagnostic[] = [];
  if (!symbols.some(({ name, kind }) => name === "_kmod_info" && kind === "defined")) {
    found.push(refusal("load-no-kmod-info", "the kext has no kmod_info structure, by which the kernel finds start and stop", "link an object that defines kmod_info, and do not strip the symbol"));
  }
  const twice = symbols.filter(({ name, kind, external, privateExternal }) => (kind === "defined" || kind === "absolute") && external && !privateExternal && name !== "_kmod_info" && (exports.has(name) || isKnown(name)));
  if (twice.length > 0) {
    found.push(refusal("load-duplicate-symbol", `${count(twice, "symbol is", "symbols are")} defined by the kext and by the kernel`, "hide them: kextir link exports only what --export names", names(twice)));
  }
  const commons = symbols.filter(({ kind }) => kind === "common");
  if (commons.length > 0) found.push(refusal("load-common-symbol", `${count(commons, "common symbol has", "common symbols have")} no memory: a linker gives it to them`, KEXT_LINK, names(commons)));
  const refused = symbols.filter(({ kind, type }) => isRefusedSymbol(kind, type));
  if (refused.length > 0) found.push(refusal("load-symbol-type", `${count(refused, "symbol is", "symbols are")} of a kind that the kernel's linker does not accept`, "strip -S takes debug symbols out; link with kextir link", names(refused)));
  const unresolved = symbols.filter(({ name, kind, description }) => kind === "undefined" && (description & layout.N_WEAK_REF) === 0 && !exports.has(name) && !isKnown(name));
  if (unresolved.length > 0) {
    found.push(refusal("load-unresolved-symbol", `${count(unresolved, "symbol is", "symbols are")} unresolved for this kext`, "kextir audit says where each comes from", names(unresolved)));
  }
  const weak = symbols.filter(({ name, kind, description }) => kind === "undefined" && (description & layout.N_WEAK_REF) !== 0 && !exports.has(name));
  if (weak.length > 0 && !symbols.some(({ name }) => name === "_gOSKextUnresolved")) {
    found.push(refusal("load-weak-import", "the kext has weak references and does not test for them", "compare their addresses with gOSKextUnresolved before use", names(weak)));
  }
  return found;
}

function count(list: readonly unknown[], one: string, several: string): string {
  return `${list.length} ${list.length === 1 ? one : several}`;
}

function names(symbols: readonly MachOSymbol[]): string[] {
  return symbols.map(({ name }) => name).sort();
}
