// Forbids the red zone in every function this module defines.
//
//   define void @f() #0 {                    define void @f() #0 {
//   attributes #0 = { nounwind }      =>     attributes #0 = { nounwind noredzone }
//
// Interrupts are taken on the running thread's kernel stack, so bytes below the
// stack pointer do not survive. clang's own -mno-red-zone is consumed when clang
// makes functions from C; for IR only the attribute counts. Run after any pass
// that creates functions.

import * as z from "zod/mini";
import { enumAttribute } from "../src/asm/attributes.js";
import { changeFunctionAttributes } from "../src/ir/attribute-change.js";
import { definePass } from "../src/pass/pass.js";

export const noredzone = definePass({
  name: "noredzone",
  summary: "add noredzone to every function definition",
  description: `\
Adds the attribute noredzone to every function that the module defines, through
its attribute group, in its header, or by a new group where it has no attribute.
Declarations are left alone: the attribute binds the code generator. On a call
site or declaration that shares the group it is idle.

Before: attributes #0 = { nounwind }
After:  attributes #0 = { nounwind noredzone }`,
  options: z.strictObject({
    except: z._default(z.array(z.string()), []).check(z.describe("a function to leave as it is; may be repeated")),
  }),

  run(module, { except }, context) {
    const change = { set: [enumAttribute("noredzone")] };
    const changed = changeFunctionAttributes(module, (fn) => {
      if (!fn.isDefinition || (except.length > 0 && except.includes(fn.symbol ?? ""))) return undefined;
      return change;
    });
    context.count("functions given noredzone", changed);
    for (const name of except) {
      const fn = module.symbol(name);
      if (fn === undefined) {
        context.report({ severity: "warning", code: "no-such-function", message: `no function '@${name}' to except`, fix: "check the spelling; mangled names are meant" });
      }
    }
  },
});
