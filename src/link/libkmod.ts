// What Apple's libkmod has for kexts, of our own making, so that the sources of a kext made with Xcode link
// unchanged: `_start` and `_stop`, which call what the variables `_realmain` and `_antimain` point to, and
// three functions that read kmod_info. <libkern/OSKextLib.h> and <mach/kmod.h> declare them.

import {
  CPU_SUBTYPE_X86_64_ALL,
  CPU_TYPE_X86_64,
  LC_SEGMENT_64,
  LC_SYMTAB,
  machHeaderSize,
  MH_MAGIC_64,
  MH_OBJECT,
  MH_SUBSECTIONS_VIA_SYMBOLS,
  N_EXT,
  N_PEXT,
  N_SECT,
  relocationSize,
  S_ATTR_PURE_INSTRUCTIONS,
  S_ATTR_SOME_INSTRUCTIONS,
  sectionSize,
  segmentCommandSize,
  symbolSize,
} from "../macho/layout.js";
import type { ArchiveMember } from "../macho/archive.js";
import type { InputArchive } from "./input.js";
import { KMOD_INFO } from "./kmod-info.js";
import { X86_64_RELOC_SIGNED } from "./relocation-type.js";

/** A function with one reference to a variable, by the distance to it. */
interface KmodFunction {
  readonly name: string;
  readonly member: string;
  readonly variable: string;
  /** Instructions; the four bytes of the distance hold what is added to the variable's address. */
  readonly code: readonly number[];
  /** Where in the code the distance is. */
  readonly field: number;
}

/** `kern_return_t f(kmod_info_t *, void *)`: goes on to the function that the variable points to, and without one succeeds. */
function forwarding(name: string, member: string, variable: string): KmodFunction {
  const code = [
    0x48, 0x8b, 0x05, 0, 0, 0, 0, // movq variable(%rip), %rax
    0x48, 0x85, 0xc0, // testq %rax, %rax
    0x74, 0x02, // je over the jump
    0xff, 0xe0, // jmpq *%rax
    0x31, 0xc0, // xorl %eax, %eax
    0xc3, // retq
  ];
  return { name, member, variable, code, field: 3 };
}

/** `const char *f(void)`: a field of kmod_info, by its offset. */
function textField(name: string, member: string, offset: number): KmodFunction {
  return { name, member, variable: KMOD_INFO, code: [0x48, 0x8d, 0x05, offset, 0, 0, 0, 0xc3], field: 3 }; // leaq variable+offset(%rip), %rax; retq
}

const ID_OFFSET = 12;
const NAME_OFFSET = 16;
const VERSION_OFFSET = 80;

const FUNCTIONS: readonly KmodFunction[] = [
  forwarding("__start", "start.o", "__realmain"),
  forwarding("__stop", "stop.o", "__antimain"),
  textField("_OSKextGetCurrentIdentifier", "identifier.o", NAME_OFFSET),
  textField("_OSKextGetCurrentVersionString", "version.o", VERSION_OFFSET),
  // uint32_t f(void): movl variable+offset(%rip), %eax; retq
  { name: "_OSKextGetCurrentLoadTag", member: "load-tag.o", variable: KMOD_INFO, code: [0x8b, 0x05, ID_OFFSET, 0, 0, 0, 0xc3], field: 2 },
];

/** The library as an archive of objects, which is searched behind those that are given. */
export function libkmod(): InputArchive {
  return { name: "libkmod", members: FUNCTIONS.map((made): ArchiveMember => ({ name: made.member, offset: 0, bytes: objectOf(made) })) };
}

/** An object of one function. */
function objectOf({ name, variable, code, field }: KmodFunction): Uint8Array {
  const text = machHeaderSize + segmentCommandSize + sectionSize + SYMTAB_SIZE;
  const relocation = Math.ceil((text + code.length) / 8) * 8;
  const symbols = relocation + relocationSize;
  const strings = symbols + 2 * symbolSize;
  const names = Buffer.from(`\0${name}\0${variable}\0`, "latin1");
  const object = Buffer.alloc(strings + names.length);
  let at = 0;
  const u32 = (...values: readonly number[]): void => {
    for (const value of values) at = object.writeUInt32LE(value >>> 0, at);
  };
  const u64 = (...values: readonly number[]): void => {
    for (const value of values) u32(value, 0);
  };
  const fixedText = (name16: string): void => {
    object.write(name16, at, "latin1");
    at += 16;
  };
  u32(MH_MAGIC_64, CPU_TYPE_X86_64, CPU_SUBTYPE_X86_64_ALL, MH_OBJECT, 2, text - machHeaderSize, MH_SUBSECTIONS_VIA_SYMBOLS, 0);
  u32(LC_SEGMENT_64, segmentCommandSize + sectionSize);
  fixedText("");
  u64(0, code.length, text, code.length);
  u32(7, 7, 1, 0);
  fixedText("__text");
  fixedText("__TEXT");
  u64(0, code.length);
  u32(text, 4, relocation, 1, S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS, 0, 0, 0);
  u32(LC_SYMTAB, SYMTAB_SIZE, symbols, 2, strings, names.length);
  object.set(code, text);
  at = relocation;
  // To symbol 1, relative to the instruction, of four bytes.
  u32(field, 1 | (1 << 24) | (2 << 25) | (1 << 27) | (X86_64_RELOC_SIGNED << 28));
  u32(1, N_SECT | N_EXT | N_PEXT | (1 << 8));
  u64(0);
  u32(1 + name.length + 1, N_EXT);
  u64(0);
  object.set(names, strings);
  return object;
}

/** Bytes of `symtab_command`. */
const SYMTAB_SIZE = 24;
