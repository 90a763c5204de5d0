// Reads the text that llvm-objdump writes of an object's code.

/** Arguments for llvm-objdump, before the object's path, that give the text `parseDisassembly` reads. */
export const objdumpArguments: readonly string[] = ["-d", "--no-show-raw-insn"];
