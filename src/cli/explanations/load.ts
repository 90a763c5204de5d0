// What keeps boot from linking a kext, as it would keep the kernel. All of it takes binary files.

import type { Explanation } from "./explanation.js";

const LINKED_WRONG = "kextir link and Apple's ld -kext make no such file: another linker did, or a tool changed it.";

export const loadExplanations: readonly Explanation[] = [
  { code: "load-architecture", title: "the kext is not for x86_64", text: "The test kernel is one for Intel Macs. Build the kext for x86_64 too, and boot that half." },
  { code: "load-file-type", title: "the file is no kext's binary", text: "The kernel links files of the type MH_KEXT_BUNDLE. Objects and bundles for programs are linked with 'kextir link' first." },
  { code: "load-command", title: "a load command is one that kexts may not have", text: `The kernel's linker refuses what it does not know, dynamic libraries and entry points among them. ${LINKED_WRONG}` },
  { code: "load-no-symbol-table", title: "the kext's symbol tables are missing", text: "The kernel's linker needs LC_SYMTAB, LC_DYSYMTAB and the segment __LINKEDIT. Stripping a kext may take them; strip -S leaves what is needed." },
  { code: "load-segment", title: "a segment lies where the kernel's linker does not expect it", text: `Segments begin at 0 and follow each other without gaps, in whole pages. ${LINKED_WRONG}` },
  { code: "load-section", title: "a section is of a type, or an alignment, that the kernel's linker refuses", text: "Thread-local variables, lazy pointers and interposing have section types of their own; kexts have none of these. Alignment is kept up to a page." },
  { code: "load-no-kmod-info", title: "the kext has no kmod_info", text: "The kernel finds name, version, start and stop in this structure, by the symbol _kmod_info. Define it as in examples/hello-kext, and do not strip the symbol." },
  { code: "load-kmod-info", title: "the kernel would not take the kext's kmod_info", text: "It is written to, so it must not be const; its info_version is 1; start and stop are functions of the kext." },
  {
    code: "load-duplicate-symbol", title: "the kext exports a name that the kernel exports",
    text: "The kernel's linker refuses it: which one other kexts mean would not be known. Hidden definitions do no harm: 'kextir link' hides all but what --export names.",
  },
  { code: "load-common-symbol", title: "a common symbol has no memory yet", text: "A linker gives commons memory in __DATA,__common. The kernel's does not: compile with -fno-common, or link with 'kextir link'." },
  { code: "load-symbol-type", title: "a symbol is of a kind that the kernel's linker refuses", text: "Prebound symbols, and debug symbols newer than the linker, as those of kind 0x32 that name a compiler's files. Take them out with strip -S." },
  {
    code: "load-unresolved-symbol", title: "the kernel has no symbol of that name",
    text: "What it is part of, the compiler's runtime, libc, another kext, 'kextir audit' says. Symbols that a kernel exports and kextir does not know are found in lists given with --kpi.",
  },
  { code: "load-weak-import", title: "a symbol may be missing, and the kext does not ask", text: "The kernel binds missing weak imports to gOSKextUnresolved, and only for kexts that refer to that variable, to compare addresses with it." },
  {
    code: "load-relocation", title: "a relocation is of a form that the kernel's linker does not apply",
    text: "It knows pointers of 8 bytes and calls. 32-bit addresses, direct references to data of the kernel's, and thread-local variables cannot be linked. 'kextir link' refuses the object that holds them.",
  },
  { code: "load-relocation-overflow", title: "a reference reaches further than 2 GiB", text: "Kexts lie within 2 GiB of the kernel's text, so that calls reach it. Data goes through pointers of 8 bytes, or the global offset table." },
  { code: "load-too-large", title: "the kext is larger than the test kernel's memory", text: "192 MiB are there for a kext. Large zeroed arrays are better allocated when they are needed." },
];
