// Where the sections of ELF belong in a Mach-O object.

/** What becomes of a `section` clause. */
export type MachOSection =
  /** It is fine, or LLVM's own. */
  | { readonly kind: "keep" }
  /** The back end picks the section that fits the contents. */
  | { readonly kind: "default" }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "refused"; readonly reason: string };

/** What a section is asked to hold. */
export type SectionContents = "function" | "constant" | "variable";

/** The place in Mach-O of what ELF puts into section `name`. */
export function machOSection(name: string, contents: SectionContents): MachOSection {
  if (name === "llvm.metadata") return { kind: "keep" };
  if (name.includes(",")) return machOName(name);
  const family = (...stems: string[]): boolean => stems.some((stem) => name === stem || name.startsWith(`${stem}.`));

  // The back end's choice is the right one: it alone knows which constants hold addresses.
  if (contents === "function") {
    if (family(".text")) return { kind: "default" };
  } else if (family(".rodata", ".data.rel.ro")) return { kind: "default" };
  // A constant that was put among variables is meant to be written to.
  else if (family(".data", ".bss", ".sdata", ".sbss")) return contents === "variable" ? { kind: "default" } : { kind: "named", name: "__DATA,__data" };
  else if (name === ".init_array" || name === ".ctors") return { kind: "named", name: "__DATA,__mod_init_func,mod_init_funcs" };
  else if (name === ".fini_array" || name === ".dtors") return { kind: "named", name: "__DATA,__mod_term_func,mod_term_funcs" };
  // rustc's own spelling on Darwin.
  else if (name === ".llvmbc") return { kind: "named", name: "__LLVM,__bitcode" };
  else if (name === ".llvmcmd") return { kind: "named", name: "__LLVM,__cmdline" };
  // Notes are for the loaders of ELF files; the data itself may still be used.
  else if (family(".note", ".comment")) return { kind: "default" };

  if (family(".init_array", ".fini_array", ".ctors", ".dtors", ".preinit_array")) {
    return { kind: "refused", reason: "Mach-O runs constructors in the order of the files, and knows no priorities" };
  }
  if (family(".tdata", ".tbss")) return { kind: "refused", reason: "a kernel extension has no thread-local storage" };
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return { kind: "refused", reason: `what finds it through __start_${name} and __stop_${name} does not on Mach-O, where those are section$start$SEGMENT$SECTION` };
  }
  return { kind: "refused", reason: "it has no counterpart in Mach-O that kextir knows" };
}

/** `segment,section[,type[,attributes[,stub size]]]`, names of at most 16 bytes. */
function machOName(name: string): MachOSection {
  const [segment = "", section = ""] = name.split(",").map((part) => part.trim());
  const isRight = [segment, section].every((part) => part.length >= 1 && part.length <= 16);
  return isRight ? { kind: "keep" } : { kind: "refused", reason: "segment and section must be of 1 to 16 characters each" };
}
