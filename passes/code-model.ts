// Says where in memory the code will lie, as clang -mcmodel says it of C.
//
//   !llvm.module.flags = !{!0}                   !llvm.module.flags = !{!0, !1}
//                                         =>     !1 = !{i32 1, !"Code Model", i32 2}
//
// Linux's kernel and its modules lie in the top two gigabytes, where addresses fit
// into 32 bits with a sign. llc and LTO read the flag; clang takes the model of its
// own command line, so -mcmodel=kernel has to be given there, too. Run after
// strip-unwind, which removes the flags that make code go by way of a GOT.

import * as z from "zod/mini";
import { moduleTriple } from "../src/ir/target-line.js";
import { setModuleFlag } from "../src/ir/module-flags.js";
import { definePass } from "../src/pass/pass.js";

/** LLVM's numbers (llvm/Support/CodeGen.h). */
const MODELS = { tiny: 0, small: 1, kernel: 2, medium: 3, large: 4 } as const;

/** What clang writes: two modules that disagree cannot be linked. */
const ERROR = 1;

export const codeModel = definePass({
  name: "code-model",
  summary: "say that the code lies where a Linux kernel does",
  description: `\
Gives the module the flag Code Model, which LTO and llc read: kernel, unless another is
asked for. It is for ELF; in a Mach-O module the flag would mean nothing good, and is
refused.

Before: !llvm.module.flags = !{!0}
After:  !llvm.module.flags = !{!0, !1}, !1 = !{i32 1, !"Code Model", i32 2}`,
  options: z.strictObject({
    model: z._default(z.enum(["tiny", "small", "kernel", "medium", "large"]), "kernel").check(z.describe("tiny, small, kernel, medium or large, as clang's -mcmodel has them")),
  }),

  run(module, { model }, context) {
    if (moduleTriple(module)?.isMachO === true) {
      context.report({
        severity: "error", code: "not-elf", message: `the module is for '${moduleTriple(module)!.text}', and code models are for ELF`,
        fix: "have rustc compile for x86_64-unknown-none or x86_64-unknown-linux-gnu",
      });
      return;
    }
    if (setModuleFlag(module, { behavior: ERROR, key: "Code Model", value: MODELS[model] })) context.count("code model flags set");
    else context.report({ severity: "remark", code: "same-code-model", message: `the module has the code model ${model} already` });
  },
});
