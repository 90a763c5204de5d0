// What link finds in objects. All of it takes binary files, so none has an example.

import type { Explanation } from "./explanation.js";

export const linkExplanations: readonly Explanation[] = [
  {
    code: "link-bad-input",
    title: "a file is not an x86_64 object",
    text: `\
link takes Mach-O objects and archives of them. An ELF object comes from a clang without -target
x86_64-apple-macosx10.15, a linked file is to be linked no more, and kexts for arm64 are linked by
Apple's tools.`,
  },
  {
    code: "link-duplicate-symbol",
    title: "two objects define the same name",
    text: `\
Which one is meant is not known. Two copies of one library, or a helper with external linkage in a
header, are the usual causes. Keep one, or make the others static or weak.`,
  },
  {
    code: "link-undefined-symbol",
    title: "a symbol is defined neither by the objects nor by the kernel",
    text: `\
The kernel would refuse the kext when it is loaded. The message says what the symbol is part of: the
compiler's runtime (link libcompiler_builtins after kextir's passes), libc, the unwinder (panic=abort).`,
  },
  { code: "link-no-export", title: "what is to be exported is not defined", text: `\
No object and no archive defines it. In Mach-O names begin with one more underscore than in C or
Rust.` },
  {
    code: "link-export-clash",
    title: "a kext exports a name that the kernel exports too",
    text: "The kernel refuses to load a kext that defines what one of its libraries defines. Rename it, or do not export it: hidden definitions do no harm.",
  },
  {
    code: "link-section-type",
    title: "a section is of a type that the kernel's linker refuses",
    text: `\
Thread-local variables, lazy pointers, interposing and tables of initialisers as offsets have
section types of their own. Kexts have none of these.`,
  },
  {
    code: "link-short-pointer",
    title: "an address is stored in 4 bytes or less",
    text: `\
Kexts are loaded near the top of the address space, where addresses have 8 bytes. Apple's linker
writes such a field without a word, and the kernel then overwrites the 4 bytes behind it.`,
  },
  {
    code: "link-direct-reference",
    title: "data of another kext is reached by its distance",
    text: `\
The kernel's linker fills in distances for calls only; for data, code has to read the address from
memory ('movq symbol@GOTPCREL(%rip), %rax'). Apple's linker writes no relocation, and the kext reads
somewhere. In IR, a declaration must not be dso_local; in C, it must not have hidden visibility.`,
  },
  {
    code: "link-far-difference",
    title: "the distance to something outside the kext is stored",
    text: `\
Nobody can compute it before the kext is loaded, and the kernel's linker does not. Store a
pointer.`,
  },
  { code: "link-far-number", title: "a fixed address is reached by its distance", text: `\
Where the kext will be is not known when it is linked. Load the number into a register, and call
or read through that.` },
  {
    code: "link-external-addend",
    title: "a pointer lies a number of bytes behind a symbol of another kext",
    text: `\
The kernel's own linker adds the number; the builder of kernel collections (macOS 11 and later)
ignores it, and the pointer is wrong. Store the address alone.`,
  },
  { code: "link-thread-local", title: "code uses a thread-local variable", text: `\
The kernel has none: it would call __tlv_bootstrap, which is in no KPI. Use a static variable and
a lock.` },
  {
    code: "link-left-out",
    title: "something refers to what does not go into a kext",
    text: `\
Debug info, unwind tables and bitcode are left out. Code that refers to them unwinds or reads
itself; the kernel does neither.`,
  },
  { code: "link-overflow", title: "a distance does not fit into 4 bytes", text: `\
A kext is smaller than 1 GiB, so the object asks for an address far outside of what it refers to,
as 'leaq array-0x90000000(%rip)' does.` },
  { code: "link-bad-relocation", title: "a relocation is of a form that no object has", text: "The object is damaged, or a tool wrote it that knows another format." },
  { code: "link-bad-symbol", title: "a symbol lies outside of its section", text: `\
The object is damaged, or '.set name, other + 4096' in assembly names a place behind all data.` },
  { code: "link-alignment", title: "a section wants to be aligned to more than a page", text: `\
The kernel loads a kext at a page boundary: what is aligned to more in the file is not in memory.` },
  { code: "link-too-many-sections", title: "the kext has more than 255 sections", text: `\
Mach-O numbers a symbol's section in one byte. Put what has sections of its own into common ones.` },
  {
    code: "link-code-segment",
    title: "a section outside of __TEXT holds code",
    text: `\
The kernel makes the segment __TEXT executable and no other one, whatever their headers say; calls
of such code end in a page fault. A section attribute in the source names the segment.`,
  },
  {
    code: "link-weak-import",
    title: "a weak reference to another kext, and no test of it",
    text: `\
What is missing gets the address in gOSKextUnresolved. The kernel refuses kexts with weak references
that never refer to that symbol. Test '&symbol != gOSKextUnresolved' before use, or refer strongly.`,
  },
  { code: "link-too-large", title: "the kext is too large", text: `\
Kernel collections keep places in a kext in 30 bits. Large zeroed arrays are to be allocated when
the kext starts.` },
  {
    code: "link-no-kmod-info",
    title: "the kext has no _kmod_info",
    text: `\
The kernel finds a kext's name, version, start and stop in this structure. A C file brings it with
KMOD_EXPLICIT_DECL of <mach/kmod.h>, or as in examples/hello-kext.`,
  },
  {
    code: "link-bad-kmod-info",
    title: "the kernel would not take the kext's _kmod_info",
    text: `\
It has to be writable, of 196 bytes (packed to 4), with info_version 1, a name of at most 63
bytes, and functions of the kext as start and stop.`,
  },
];
