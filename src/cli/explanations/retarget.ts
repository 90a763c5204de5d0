// What the pass retarget reports.

import type { Explanation } from "./explanation.js";

const LINUX = 'target triple = "x86_64-unknown-linux-gnu"\n\n';

export const retargetExplanations: readonly Explanation[] = [
  {
    code: "nothing-to-retarget",
    title: "the module is Mach-O's already",
    text: "retarget ran and changed nothing.",
    example: {
      passes: "retarget,retarget",
      module: 'target triple = "x86_64-apple-macosx10.15.0"\n\ndefine void @f() {\n  ret void\n}\n',
    },
  },
  {
    code: "other-abi",
    title: "the module's calls pass arguments as macOS's do not",
    text: "A triple can be changed, code generated for another calling convention cannot. Build for a System V target: x86_64-apple-darwin, x86_64-unknown-none, x86_64-unknown-linux-gnu.",
    example: { passes: "retarget", module: 'target triple = "x86_64-pc-windows-msvc"\n' },
  },
  {
    code: "other-architecture",
    title: "the module is for a processor that no kernel extension runs on",
    text: "Its triple or its data layout says so. Build for x86_64 or aarch64.",
    example: { passes: "retarget", module: 'target triple = "riscv64-unknown-none-elf"\n' },
  },
  {
    code: "thread-local",
    title: "a variable is thread-local",
    text: "The kernel has no thread-local storage; __tlv_bootstrap, which code for it calls, is not there. Make it an atomic, or keep one value per thread by the thread's address.",
    example: { passes: "retarget", module: `${LINUX}@t = thread_local global i32 7\n` },
  },
  {
    code: "ifunc",
    title: "a function is chosen by the loader",
    text: "An ifunc takes a loader that calls resolvers. The kernel's does not. Choose in code, by way of a function pointer.",
    example: {
      passes: "retarget",
      module: `${LINUX}@i = ifunc void (), ptr @resolve\n\ndefine internal ptr @resolve() {\n  ret ptr null\n}\n`,
    },
  },
  {
    code: "weak-alias",
    title: "an alias is weak",
    text: "LLVM turns a weak alias into a local symbol in Mach-O, so that nobody outside finds it. Make it an alias without weak, or a function that calls the other.",
    example: { passes: "retarget", module: `${LINUX}@w = weak alias void (), ptr @f\n\ndefine void @f() {\n  ret void\n}\n` },
  },
  {
    code: "dll-storage",
    title: "a symbol is imported from or exported to a DLL",
    text: "Only COFF knows that. Build for a target without DLLs, such as x86_64-unknown-none.",
    example: { passes: "retarget", module: `${LINUX}declare dllimport void @b()\n` },
  },
  {
    code: "comdat-kind",
    title: "a comdat asks the linker to compare definitions",
    text: "Mach-O's linker takes any of several definitions, as for kind 'any'; kinds 'largest', 'samesize' and 'exactmatch' cannot be said. Make one definition, or give it linkonce_odr linkage.",
    example: { passes: "retarget", module: `${LINUX}$a = comdat largest\n\n@a = global i32 7, comdat\n` },
  },
  {
    code: "elf-section",
    title: "a section has no counterpart in Mach-O",
    text: `\
Well-known sections (.rodata, .init_array …) are mapped. Of this one it is not known what finds it, or
it is found in a way that Mach-O has not. Give it a Mach-O section on Darwin:
#[cfg_attr(target_vendor = "apple", link_section = "__DATA,__name")].`,
    example: { passes: "retarget", module: `${LINUX}@a = constant i32 7, section ".modinfo"\n` },
  },
  {
    code: "elf-assembly",
    title: "assembly is written for ELF and cannot be translated with certainty",
    text: `\
Symbols in assembly need the underscore that C names have on macOS, or they come out undefined, with
exit code 0. kextir translates what it understands wholly; here it may be a symbol or not, or a
directive has no counterpart. Write the assembly for Darwin under cfg(target_vendor = "apple").`,
    example: { passes: "retarget", module: `${LINUX}module asm ".symver memcpy, memcpy@GLIBC_2.2.5"\n` },
  },
  {
    code: "raw-name",
    title: "a symbol is the linker's name as it is",
    text: "A name that begins with \\01 gets no underscore. C names on macOS have one, so this is found by nobody who means a C function. Drop the \\u{1} from link_name.",
    example: { passes: "retarget", module: `${LINUX}declare void @"\\01raw"()\n` },
  },
  {
    code: "narrow-argument",
    title: "C is called with a small integer that nobody widens",
    text: `\
On arm64 macOS the caller widens arguments below 32 bits; elsewhere the callee does. rustc writes
zeroext or signext for Darwin alone, so for another target C reads garbage in the upper bits. Build
for aarch64-apple-darwin, or pass 32-bit integers between Rust and C.`,
    example: {
      passes: "retarget",
      module: 'target triple = "aarch64-unknown-linux-gnu"\n\ndeclare void @put(i8)\n\ndefine void @f(i8 %c) {\n  call void @put(i8 %c)\n  ret void\n}\n',
    },
  },
];
