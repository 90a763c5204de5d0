// What can be wrong with an input before any pass looks at it.

import type { Explanation } from "./explanation.js";

export const inputExplanations: readonly Explanation[] = [
  {
    code: "cannot-read",
    title: "the input cannot be read",
    text: `\
The system's reason stands in the message: there is no such file, it is a directory, or reading it is
not permitted. Standard input is read where no file is named, or '-'.`,
  },
  {
    code: "empty-input",
    title: "the input has no bytes",
    text: `\
An empty module is a valid one, so it is printed as it is. It is hardly ever meant: in a pipe it is
what a compiler leaves that failed. Put 'set -o pipefail' before the pipe.`,
    example: { passes: "noredzone", module: "" },
  },
  {
    code: "byte-order-mark",
    title: "the file begins with a UTF-8 byte order mark",
    text: `\
Some editors put the bytes EF BB BF in front of a text. LLVM takes them for a symbol that it does not
know and refuses the module. Save the file without one.`,
    example: { passes: "noredzone", module: "\u{feff}define void @f() {\n  ret void\n}\n" },
  },
  {
    code: "no-library",
    title: "the package has nothing that a kext could be made of",
    text: `\
A kext is a library: its functions are called by the kernel, and there is no main. build takes the library
of one package, of whatever kind it is, as src/lib.rs with #![no_std]; of a workspace, the package that is the kext has
to be named.`,
  },
  {
    code: "not-ir",
    title: "the input is no LLVM IR",
    text: `\
Nothing in it begins as an entity of a module does; where the file is of a kind that kextir knows (an
object, an archive, an image) the message names it. rustc writes IR with --emit=llvm-ir, clang with
-S -emit-llvm. Objects are looked at with 'kextir inspect'.`,
    example: { passes: "noredzone", module: "int main(void) { return 0; }\n" },
  },
  {
    code: "unknown-entity",
    title: "a part of the module is of no kind that kextir knows",
    text: `\
It is kept byte for byte and no pass looks into it. Either it is a mistake, which llvm-as will name,
or a newer LLVM writes something that did not exist when this kextir was made. Where all else is in
order, the warning does no harm.`,
    example: { passes: "noredzone", module: "define void @f() {\n  ret void\n}\n\nfunction @g() {\n}\n" },
  },
  {
    code: "unterminated-string",
    title: "a quote is never closed; or, of an object, text is handed to C without a NUL at its end",
    text: `\
Of a module: a quote is opened and the file ends before it is closed. The file is cut off; make it
again, and look whether what wrote it was stopped or ran out of space.

Of an object: a call hands a C function the address of text that does not end in NUL, so C reads on
into whatever lies behind it. Rust's strings carry their length instead. Run the pass
terminate-strings, or write c"…" or "…\\0" in the source.`,
    example: { passes: "noredzone", module: 'source_filename = "main\n' },
  },
  {
    code: "unterminated-comment",
    title: "a comment is never closed",
    text: "LLVM 22 and later read /* … */ as a comment. The file ends within one: it is cut off.",
    example: { passes: "noredzone", module: "define void @f() {\n  ret void\n}\n/* to be continued\n" },
  },
  {
    code: "unterminated-body",
    title: "a function's body is never closed",
    text: "The file ends within a function: it is cut off. Make it again, and look whether what wrote it was stopped.",
    example: { passes: "noredzone", module: "define void @f() {\n  ret void\n" },
  },
  {
    code: "missing-body",
    title: "a function is defined and has no body",
    text: "The file ends, or goes on with something else, where a body's '{' has to stand. A function without a body is written 'declare'.",
    example: { passes: "noredzone", module: "define void @f()\n" },
  },
  {
    code: "malformed-bitcode",
    title: "a bitcode file is damaged",
    text: "It has bitcode's mark and breaks off, or says something impossible, at the place that the message names. Make it again.",
  },
  {
    code: "thin-archive",
    title: "an archive has the names of its members alone",
    text: "An archive that ar made with 'T' or --thin says where its members are and does not hold them. Give kextir the members, or make the archive anew without that.",
  },
  {
    code: "several-modules",
    title: "a file holds several modules of bitcode",
    text: `\
Archives and rlibs do, and files made for ThinLTO with split units. kextir works on one module: join
them with llvm-link, or take one out, with ar or llvm-modextract. 'kextir inspect' shows them all.`,
  },
  {
    code: "llvm-dis",
    title: "llvm-dis made text of the input and said more",
    text: "Bitcode is turned into text by the llvm-dis that can read it. What it said beside is shown; most often, that it dropped debug info which is invalid.",
  },
  {
    code: "no-llvm-dis",
    title: "no llvm-dis here can read the bitcode",
    text: `\
An llvm-dis reads bitcode of its own LLVM and older ones. Install one as new as the compiler's LLVM
(the message has the command, and says which compiler wrote the bitcode and what is here), or give
kextir text, for which it needs no other program: rustc --emit=llvm-ir. 'kextir inspect' needs no
llvm-dis.`,
  },
  {
    code: "invalid-module",
    title: "llvm-as refuses the module (--verify-each)",
    text: `\
The message says whether the input was invalid already or a pass made it so, and what llvm-as found.
A valid module that one of kextir's passes makes invalid is a bug in kextir: please report it.`,
    example: { passes: "noredzone", module: "define i32 @f() {\n  ret void\n}\n" },
  },
];
