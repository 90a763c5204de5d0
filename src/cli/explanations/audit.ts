// What the audit finds beyond single instructions: stack, symbols, sections, relocations.

import type { Explanation } from "./explanation.js";

export const auditExplanations: readonly Explanation[] = [
  {
    code: "stack-frame",
    title: "a function reserves much of the kernel stack",
    text: `\
A kernel stack has 16 KiB, behind it lies a page that is not mapped, and the kernel has used a part of
it when it calls a kext. More than 2 KiB in one function is a warning, more than 4 KiB an error; the
configuration sets other limits (audit.stack.frameWarning, frameError). Allocate large variables, or
split the function: inlining puts the frames of several into one.`,
  },
  {
    code: "stack-depth",
    title: "a function and what it calls use much of the kernel stack",
    text: `\
The frames along the calls that the object itself makes, added up from a function that nothing in it
calls. More than 8 KiB is a warning, more than the stack's 16 KiB an error; the configuration sets
other limits (audit.stack.depthWarning, depthError). What other objects and the kernel use below is
not counted, nor what is called through pointers.`,
  },
  {
    code: "recursion",
    title: "functions call themselves",
    text: `\
Their stack has no bound that the code shows. A kernel stack of 16 KiB ends soon, and then the machine
panics. Make a loop of it; where the depth is bounded by other means, set the rule off for the function.`,
  },
  {
    code: "dynamic-stack",
    title: "a function reserves stack by a number that is computed at run time",
    text: "A variable-length array or alloca. Whoever controls the number controls the kernel's stack. Give the variable a fixed size, or allocate it.",
  },
  {
    code: "indirect-call",
    title: "a function calls through a pointer",
    text: "What it calls, and so how deep the stack gets there, only the run of the program can tell. Rust's dyn traits and formatting do so.",
  },
  {
    code: "soft-float-call",
    title: "code calls a library routine for floating point",
    text: `\
soft-float turns operations on floats into calls of compiler-rt's routines. No kernel exports them.
Compute with integers, or link a library of them into the kext. Where the module is known, the message
names the lines that the calls were made of.`,
  },
  {
    code: "thread-variable",
    title: "there are variables of threads",
    text: "#[thread_local] and __thread need a runtime that the kernel does not have, and its linker refuses their sections. Take them away.",
  },
  {
    code: "unwind-table",
    title: "there are unwind tables",
    text: "The kernel never reads them, and they may refer to a personality routine that it does not export. Compile with panic=abort and run the pass strip-unwind.",
  },
  {
    code: "constructor",
    title: "there are constructors or destructors",
    text: `\
The kernel calls what __mod_init_func lists before the start function, and __mod_term_func after the
stop function, with no say whether they succeeded. Lists of the newer form (__init_offsets) it does not
read at all. Do the work in start and stop.`,
  },
  {
    code: "common-symbol",
    title: "there are common symbols",
    text: "C's tentative definitions: a linker has to give them a place; the kernel's own linker refuses them. Compile with -fno-common.",
  },
  {
    code: "weak-import",
    title: "a symbol is imported weakly",
    text: `\
Where it is missing the kernel binds it to the address in gOSKextUnresolved, if the kext knows that
variable, and refuses the kext if not. Test (&symbol != gOSKextUnresolved) before each use.`,
  },
  {
    code: "relocation",
    title: "there is a relocation that a kernel extension cannot carry",
    text: `\
The kernel applies pointers of 8 bytes and branches. For addresses in 4 bytes, direct uses of data that
is defined elsewhere, and distances to what is defined elsewhere, linkers write no entry, or a wrong one,
without a word. Compile with -mkernel; data of others is reached through the GOT.`,
  },
  {
    code: "section-type",
    title: "there is a section of a kind that the kernel's linker refuses",
    text: "Lazy pointers, interposing, DTrace probes and the like have no place in a kext.",
  },
  {
    code: "file-type",
    title: "the file is neither an object nor a kext's binary",
    text: "A kext's binary is of the type MH_KEXT_BUNDLE. Programs and dynamic libraries are not loaded into a kernel.",
  },
  {
    code: "architecture",
    title: "the file is for a processor or a system that no kernel extension runs on",
    text: "Macs with Intel's processors load x86_64 kexts, those with Apple's arm64e ones. The platform in LC_BUILD_VERSION has to be macOS.",
  },
  {
    code: "linker-option",
    title: "an object asks for a library to be linked",
    text: "#[link] or an import left an LC_LINKER_OPTION. A kext links no libraries of programs, and its binary must not hold the command.",
  },
  {
    code: "kext-header",
    title: "a kext's header or load commands are not as the kernel's linker takes them",
    text: "It refuses load commands that it does not know, and fails without a symbol table. The message names the command. Link with ld -kext or kextir link.",
  },
  {
    code: "kext-layout",
    title: "a kext's segments or sections do not lie where the kernel's linker takes them",
    text: `\
__TEXT comes first, at address 0, __LINKEDIT last, with whole pages and no gap between them; code stands
in __TEXT, for nothing else becomes executable. The kernel's linker allocates the sum of the sizes and
puts each segment at its own address.`,
  },
  {
    code: "kext-relocation",
    title: "a kext has a relocation that the kernel's linker does not apply",
    text: `\
External entries are pointers of 8 bytes or branches, to undefined symbols, with nothing added; local
ones are pointers of 8 bytes to a section. Others are refused or, worse, passed over.`,
  },
  {
    code: "kext-symbols",
    title: "a kext's symbol table is not as the kernel's linker takes it",
    text: "Symbols stand in three runs, local, defined and undefined ones, as LC_DYSYMTAB says; some kinds are refused. strip -S takes debug symbols away.",
  },
  {
    code: "kmod-info",
    title: "a kext's kmod_info is missing or wrong",
    text: `\
The kernel finds the start and stop functions by the symbol _kmod_info, and writes into it: it has to be
defined, in a segment that is writable, with the version 1, a name of less than 64 bytes, a version that
the kernel understands, and pointers into __TEXT that are relocated.`,
  },
  {
    code: "info-plist",
    title: "a kext's Info.plist is wrong, or does not fit its binary",
    text: `\
The kernel takes the identifier, the version, the executable's name and the libraries from there. A
version is up to three numbers of up to four digits, and a stage as in 1.2.3b4. Libraries are the
com.apple.kpi.… with versions; com.apple.kernel.… is refused for 64-bit kexts.`,
  },
  {
    code: "bad-bundle",
    title: "a folder is not a kernel extension's",
    text: "NAME.kext holds Contents/Info.plist, and under Contents/MacOS the binary that its CFBundleExecutable names.",
  },
  {
    code: "not-a-kext",
    title: "a file is not the binary of a kernel extension",
    text: `\
bundle takes what kextir link or ld -kext made: a Mach-O file of the type MH_KEXT_BUNDLE that defines
_kmod_info. Objects are to be linked first.`,
  },
  {
    code: "bad-info-plist",
    title: "keys for Info.plist are not what a kext's can be",
    text: `\
The kernel's versions are 1, 1.2, 1.2.3 or 1.2.3b4: up to three numbers of up to four digits, then d, a,
b, f or fc with a level from 0 to 255 (f and fc from 1). Each entry of IOKitPersonalities is a dictionary
with IOClass and IOProviderClass; OSBundleLibraries is one of identifiers and versions. Of Xcode's variables,
EXECUTABLE_NAME, PRODUCT_NAME, PRODUCT_BUNDLE_IDENTIFIER, CURRENT_PROJECT_VERSION and MARKETING_VERSION are
replaced; the others Xcode alone knows.`,
  },
];
