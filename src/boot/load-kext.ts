// Links a kext against the test kernel, as the linker in xnu (kxld) does: slides it to where it will
// lie, resolves its symbols, applies the two tables of relocations, fills in kmod_info.

import type { MachO, MachOSymbol, Segment } from "../macho/macho.js";
import { invariant } from "../support/invariant.js";
import { InputError } from "../support/diagnostic.js";
import { refusals } from "./refusals.js";
import { relocate } from "./relocate.js";
import { recordTailCalls } from "./tail-calls.js";

export interface LoadedSegment {
  readonly name: string;
  /** Whether it is executable, and not writable. */
  readonly isCode: boolean;
  /** In the test kernel's memory. */
  readonly address: bigint;
  /** Whole pages. */
  readonly size: bigint;
  /** What it begins with; zeroes follow. */
  readonly bytes: Buffer;
}

export interface LoadedKext {
  readonly object: MachO;
  /** Where the kext's address 0 lies. */
  readonly base: bigint;
  readonly size: bigint;
  /** The kext's, and what was added. */
  readonly segments: readonly LoadedSegment[];
  /** The address of the kmod_info structure. */
  readonly kmodInfo: bigint;
  /** Addresses of functions; 0 is passed over. */
  readonly constructors: readonly bigint[];
  readonly destructors: readonly bigint[];
  /** Symbols that the kernel exports and the test kernel does not have, by the addresses given to them, at which nothing is mapped. */
  readonly absent: ReadonlyMap<bigint, string>;
}

/** Where kexts are put: xnu has them from 0xffffff7f80000000 on, 2 GiB and less before its own end. */
export const KEXT_BASE = 0xffffff7f8a000000n;

/** Offsets in kmod_info, as <mach/kmod.h> has it, packed to 4 bytes. */
const KMOD = { version: 8, id: 12, referenceCount: 144, address: 156, size: 164, headerSize: 172, start: 180, stop: 188, end: 196 };

/**
 * @param exports the addresses of what the test kernel has, by Mach-O names.
 * @param isExported whether a kernel exports a symbol that is not among them.
 * @throws InputError for what the kernel's linker would refuse; all of it at once, but that relocations come last.
 */
export function loadKext(file: Uint8Array, object: MachO, exports: ReadonlyMap<string, bigint>, isExported: (symbol: string) => boolean): LoadedKext {
  const refused = refusals(object, exports, isExported);
  if (refused.length > 0) throw new InputError(...refused);

  const kept = object.segments.filter(({ name, size }) => name !== "__LINKEDIT" && size > 0n);
  const segments = kept.map((segment) => copy(file, segment));
  const size = segments.reduce((sum, segment) => sum + segment.size, 0n);
  if (size > LARGEST) refuse("load-too-large", `the kext takes ${size >> 20n} MiB of memory, and the test kernel has ${LARGEST >> 20n} for it`, "run a smaller one");

  const absent = new Map<bigint, string>();
  const unresolved = exports.get("_kext_weak_symbol_referenced");
  const addressOf = resolver(object.symbols, exports, unresolved, KEXT_BASE + size + ABSENT_GAP, absent);
  relocate(object, segments, KEXT_BASE, addressOf);

  const kmodInfo = fillKmodInfo(object, segments, size);
  return {
    object, base: KEXT_BASE, size, kmodInfo,
    segments: [...segments, ...recordTailCalls(object, segments, KEXT_BASE)],
    constructors: functionsIn("__mod_init_func", object, segments),
    destructors: functionsIn("__mod_term_func", object, segments),
    absent,
  };
}

const LARGEST = 192n << 20n;
/** Nothing that runs over the kext's end is to look like a call of an absent function. */
const ABSENT_GAP = 1n << 20n;

function refuse(code: string, message: string, fix: string): never {
  throw new InputError({ severity: "error", code, message, fix });
}

function copy(file: Uint8Array, { name, address, size, fileOffset, fileSize }: Segment): LoadedSegment {
  return { name, isCode: name === "__TEXT", address: KEXT_BASE + address, size: (size + 4095n) & -4096n, bytes: Buffer.from(file.subarray(fileOffset, fileOffset + fileSize)) };
}

/** The address of a symbol, by its place in the table. */
function resolver(
  symbols: readonly MachOSymbol[], exports: ReadonlyMap<string, bigint>, unresolved: bigint | undefined, room: bigint, absent: Map<bigint, string>,
): (symbol: MachOSymbol) => bigint {
  const missing = symbols.filter(({ name, kind, description }) => kind === "undefined" && (description & WEAK) === 0 && !exports.has(name));
  const places = new Map(missing.map(({ name }, index) => [name, room + BigInt(index) * 16n]));
  for (const [name, address] of places) absent.set(address, name);
  return ({ name, kind, value }) => {
    if (kind === "defined") return KEXT_BASE + value;
    if (kind === "absolute") return value;
    return exports.get(name) ?? places.get(name) ?? unresolved ?? 0n;
  };
}

const WEAK = 0x40;

/** The bytes of memory from an address of the kext's on, `undefined` where the file has none. */
export function bytesAt(segments: readonly LoadedSegment[], address: bigint, length: number): Buffer | undefined {
  const segment = segments.find((one) => address >= one.address && address + BigInt(length) <= one.address + BigInt(one.bytes.length));
  if (segment === undefined) return undefined;
  const offset = Number(address - segment.address);
  return segment.bytes.subarray(offset, offset + length);
}

/** Writes into kmod_info what the kernel does, and checks start and stop as it does. */
function fillKmodInfo({ symbols }: MachO, segments: readonly LoadedSegment[], size: bigint): bigint {
  const symbol = symbols.find(({ name, kind }) => name === "_kmod_info" && kind === "defined");
  invariant(symbol !== undefined, "a kext without kmod_info was refused");
  const address = KEXT_BASE + symbol.value;
  const info = bytesAt(segments, address, KMOD.end);
  const isWritable = segments.some((segment) => segment.name !== "__TEXT" && address >= segment.address && address < segment.address + segment.size);
  if (info === undefined || !isWritable) refuse("load-kmod-info", "kmod_info lies where the kernel cannot write into it", "define it as an initialized variable that is not const");
  if (info.readUInt32LE(KMOD.version) !== 1) refuse("load-kmod-info", `kmod_info's info_version is ${info.readUInt32LE(KMOD.version)}, not 1`, "define it as KMOD_EXPLICIT_DECL does");
  for (const [what, offset] of [["start", KMOD.start], ["stop", KMOD.stop]] as const) {
    const target = info.readBigUInt64LE(offset);
    const isCode = segments.some((segment) => segment.name === "__TEXT" && target >= segment.address && target < segment.address + BigInt(segment.bytes.length));
    if (!isCode) refuse("load-kmod-info", `kmod_info's ${what} is no function of the kext`, `give kmod_info the address of a ${what} function`);
  }
  info.writeUInt32LE(100, KMOD.id);
  info.writeUInt32LE(0, KMOD.referenceCount);
  info.writeBigUInt64LE(KEXT_BASE, KMOD.address);
  info.writeBigUInt64LE(size, KMOD.size);
  info.writeBigUInt64LE(0n, KMOD.headerSize);
  return address;
}

/** By name, as the kernel does: in each segment the first section that is called so. */
function functionsIn(name: string, { segments }: MachO, loaded: readonly LoadedSegment[]): bigint[] {
  return segments.flatMap(({ sections }) => {
    const section = sections.find((one) => one.name === name);
    const table = section && bytesAt(loaded, KEXT_BASE + section.address, Number(section.size));
    return table === undefined ? [] : Array.from({ length: Math.floor(table.length / 8) }, (_, index) => table.readBigUInt64LE(index * 8));
  });
}
