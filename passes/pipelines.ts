// The named pipelines. Each line says why it stands where it does.

/** Named pipelines as pipeline text; a name may stand for its passes wherever passes are named. */
export const pipelines: Readonly<Record<string, string>> = {
  /** All that a kext needs. */
  kext: [
    "retarget", // first: the others read the triple to tell x86-64 from arm64, Mach-O names from ELF's
    "pin-layout", // after retarget, which keeps what the module's data layout says of integers
    "strip-split-stack", // before anything is added to groups, so that those it empties can go
    "strip-unwind", // likewise
    "rename-symbols", // after retarget: module asm then has Mach-O's leading underscores
    "terminate-strings", // after rename-symbols, whose option may shorten format strings
    "guard-format-strings", // after rename-symbols, which makes printk IOLog, and after the strings have their length
    "kernel-attributes", // after all passes that add or drop functions and call sites
    "noredzone", // likewise; after kernel-attributes, which splits groups by role
    "soft-float", // last: it looks at the code that is left, and corrects what kernel-attributes says of floats
  ].join(","),

  /** All that a module of Linux's kernel needs, which stays ELF. */
  linux: [
    "strip-split-stack", // before anything is added to groups, so that those it empties can go
    "strip-unwind", // likewise; with it go the flags that make code position-independent
    "rename-symbols<printk=_printk>", // what Linux 5.15 and later export; printk is a macro of C there
    "terminate-strings",
    "guard-format-strings", // after the strings have their length
    "kernel-attributes", // after all passes that add or drop functions and call sites
    "noredzone", // after kernel-attributes, which splits groups by role
    "soft-float", // it looks at the code that is left
    "code-model", // after strip-unwind
  ].join(","),

  /** What keeps the code generator from doing harm, and the names and strings C sees. */
  minimal: [
    "strip-split-stack", // before anything is added to groups, so that those it empties can go
    "noredzone",
    "soft-float",
    "rename-symbols",
    "terminate-strings", // after rename-symbols, whose option may shorten format strings
  ].join(","),

  /** Changes nothing. */
  none: "",
};
