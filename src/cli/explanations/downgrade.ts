// What is reported on the way to an older clang.

import type { Explanation } from "./explanation.js";

export const downgradeExplanations: readonly Explanation[] = [
  {
    code: "bridged",
    title: "the module was rewritten for an older clang",
    text: `\
The clang that is to read the module is an older LLVM than the one that wrote it, so the pass downgrade
ran last. Which LLVM a clang is was found out by feeding it small modules, not from its version, for
Apple numbers its own; the answer is kept in the cache folder until the program changes. What the pass
does stands in 'kextir passes downgrade'; --no-bridge keeps compile from it.`,
  },
  {
    code: "cannot-downgrade",
    title: "the older LLVM has no words for something",
    text: `\
What only promises something to the optimiser is dropped for older LLVMs, and most else is said in
their words. A calling convention, an atomic operation or a type of a target that they do not have
would change what the program does. Compile with a newer clang, or without the code that needs it.`,
    example: { passes: "downgrade<to=16>", module: "declare graalcc void @f()\n" },
  },
  {
    code: "nothing-to-downgrade",
    title: "the older LLVM reads the module as it is",
    text: "The module comes from an old compiler, is small, or the pass ran before.",
    example: { passes: "downgrade<to=16>", module: "define void @f() {\n  ret void\n}\n" },
  },
  {
    code: "clang-too-old",
    title: "the clang reads only typed pointers",
    text: "LLVM 15 is the oldest that reads the type 'ptr', which rustc has written since 1.65 or so; no rewriting brings the types back. Use a newer clang.",
  },
  {
    code: "unknown-intrinsic",
    title: "the clang does not know an intrinsic",
    text: `\
A function whose name begins with 'llvm.' is one that clang itself implements. Its parser accepts any,
and one that it does not know becomes an undefined symbol, which no library has. The clang was asked
for each that the module declares. Compile with a newer one, or without the code that needs it.`,
  },
];
