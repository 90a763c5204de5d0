// What the host must know of the test kernel: the symbols that kexts may use, and all functions, to
// name where a kext called it. ELF64, little-endian; records and constants as <elf.h> has them.

import { invariant } from "../support/invariant.js";

export interface TestKernel {
  /** Addresses of what kexts may use, by their names in Mach-O, with the underscore. */
  readonly exports: ReadonlyMap<string, bigint>;
  /** All functions, by address, ascending. */
  readonly functions: readonly KernelFunction[];
}

export interface KernelFunction {
  /** As in C. */
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
}

const SHT_SYMTAB = 2;
const STT_FUNC = 2;
const STB_GLOBAL = 1;
const STV_DEFAULT = 0;
const symbolSize = 24;

/** Reads the symbols of the test kernel, an ELF file that the toolchain has just built. */
export function readTestKernel(file: Uint8Array): TestKernel {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  invariant(bytes.toString("latin1", 0, 6) === "\x7fELF\x02\x01", "the test kernel is a 64-bit ELF file");
  const sections = Array.from({ length: bytes.readUInt16LE(60) }, (_, index) => Number(bytes.readBigUInt64LE(40)) + index * bytes.readUInt16LE(58));
  const part = (header: number): Buffer => {
    const offset = Number(bytes.readBigUInt64LE(header + 24));
    return bytes.subarray(offset, offset + Number(bytes.readBigUInt64LE(header + 32)));
  };
  const table = sections.find((header) => bytes.readUInt32LE(header + 4) === SHT_SYMTAB);
  invariant(table !== undefined, "the test kernel has a symbol table");
  const symbols = part(table);
  const names = part(sections[bytes.readUInt32LE(table + 40)]!);

  const exports = new Map<string, bigint>();
  const functions: KernelFunction[] = [];
  for (let at = 0; at < symbols.length; at += symbolSize) {
    const start = symbols.readUInt32LE(at);
    const name = names.toString("latin1", start, names.indexOf(0, start));
    const info = symbols[at + 4]!;
    const isDefined = symbols.readUInt16LE(at + 6) !== 0;
    const address = symbols.readBigUInt64LE(at + 8);
    if (!isDefined || name === "") continue;
    if ((info & 15) === STT_FUNC) functions.push({ name, address, size: symbols.readBigUInt64LE(at + 16) });
    const isData = (info & 15) === 1;
    if (info >> 4 === STB_GLOBAL && (symbols[at + 5]! & 3) === STV_DEFAULT && (isData || (info & 15) === STT_FUNC)) exports.set(`_${name}`, address);
  }
  functions.sort((a, b) => (a.address < b.address ? -1 : 1));
  return { exports, functions };
}
