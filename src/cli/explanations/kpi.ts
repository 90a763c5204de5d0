// What is reported of lists of kernel exports, and of property lists.

import type { Explanation } from "./explanation.js";

export const kpiExplanations: readonly Explanation[] = [
  {
    code: "foreign-symbol",
    title: "a symbol that is needed is no kernel's",
    text: `\
The kernel exports no compiler runtime, no C library but for a part, no unwinder, and nothing of user
space. What it is part of, and what to do, stands in the message.

A compiler's runtime: soft-float routines (___adddf3) come from floating point in code without
floating-point registers, 128-bit ones (___udivti3) from u128 division. 'audit main.o --ir=main.ll'
names the operations. Xcode links kexts with libcc_kext.a; Rust has them in compiler_builtins. Whatever
defines them must hide them.

Instead of C's functions: IOMallocZero and IOFree for malloc and free, panic for abort, IOLog for puts,
strlcpy for strcpy, snprintf for asprintf, IOSleep for usleep, clock_get_calendar_microtime for
gettimeofday, read_random for arc4random, kernel_thread_start for pthread_create, lck_mtx_lock for
pthread_mutex_lock.

compile only warns: another object of the kext may define the symbol.`,
  },
  {
    code: "missing-symbol",
    title: "a symbol that is needed is in no list of exports",
    text: `\
The lists given with --kpi are complete, so the kernel does not export it, and nothing is known that it
may be part of. Another object of the kext may define it, or another kext, whose list --kpi takes too.`,
  },
  {
    code: "unknown-symbol",
    title: "a symbol that is needed is not in the built-in table",
    text: `\
kextir knows by itself the few hundred functions that kexts commonly call; the kernel exports thousands.
Whether it exports this one, full lists say: --kpi=DIR with xnu's config/*.exports, the property lists
in System.kext, or JSON.`,
  },
  {
    code: "other-release-symbol",
    title: "the oldest release that the kext is for does not export a symbol",
    text: `\
Which release that is, the object says (clang's -target x86_64-apple-macosx10.15), or --target-release.
There the kext does not load. Require the newer release, or import the symbol weakly and compare its
address with gOSKextUnresolved before it is used.`,
  },
  {
    code: "private-kpi",
    title: "only Apple's kexts may use a symbol",
    text: "com.apple.kpi.private in OSBundleLibraries is refused for every kext whose identifier does not begin with com.apple. and whose copyright is not Apple's.",
  },
  {
    code: "unsupported-kpi",
    title: "a symbol may be gone in the next release",
    text: "com.apple.kpi.unsupported is open to all kexts, but what it exports changes without notice.",
  },
  {
    code: "bundle-libraries",
    title: "Info.plist does not name the libraries that the code needs",
    text: `\
The kernel resolves a kext's symbols from the bundles in OSBundleLibraries alone, and refuses the kext
where one is not among them, or is older than asked for. 'kextir audit --libraries' prints the
dictionary that the symbols call for. The bundles com.apple.kpi.… have the version of Darwin that runs,
19.6.0 on macOS 10.15.7: ask for the major version of the oldest release that the kext is for.`,
  },
  {
    code: "kpi-collision",
    title: "a global has the name of one that the kernel exports",
    text: `\
The kernel's linker refuses a kext that defines, for others to see, what a library exports that it links
against: "defined more than once". Definitions of memcpy or memset for the compiler must be hidden.
In Rust, #[no_mangle] makes a function visible; a version script or -Zdefault-visibility=hidden hides it.`,
  },
  {
    code: "invalid-kpi-list",
    title: "a file given as a list of kernel exports is none",
    text: `\
--kpi takes a file or a folder of them: xnu's config/*.exports (which bundle they are of is told by
their names: Libkern.exports, Libkern.x86_64.exports), property lists with symbol sets (dictionaries
with CFBundleIdentifier and Symbols), or JSON as in {"com.apple.kpi.bsd": ["_proc_pid"]}.`,
  },
  {
    code: "invalid-plist",
    title: "a property list cannot be read",
    text: "The line and column are where it stops making sense. A binary one is converted by 'plutil -convert xml1 FILE'.",
  },
];
