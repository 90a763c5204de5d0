// Rewrites newest IR for an older clang.
//
//   %s = getelementptr inbounds nuw i8, ptr %p, i64 1       %s = getelementptr inbounds i8, ptr %p, i64 1
//     #dbg_value(i32 %a, !7, !DIExpression(), !9)       =>  call void @llvm.dbg.value(metadata i32 %a, …), !dbg !9
//   declare void @f(ptr captures(none))                     declare void @f(ptr nocapture)
//
// rustc follows LLVM's trunk, clangs lag behind: text from LLVM 22 ends in a syntax
// error in each older one, and an intrinsic that a clang does not know in an undefined
// symbol. What only promises something is left out; what means something is said in
// older words, or refused. Run it last, for one clang: it makes nothing better.

import * as z from "zod/mini";
import { definePass } from "../src/pass/pass.js";
import type { Diagnostic } from "../src/support/diagnostic.js";
import { downgradeCode } from "./downgrade/code.js";
import { printTable } from "./downgrade/documentation.js";
import { downgradeModuleLevel } from "./downgrade/module-level.js";
import { NEWEST, OLDEST } from "./downgrade/table.js";
import { downgradeTexts } from "./downgrade/texts.js";

export const downgrade = definePass({
  name: "downgrade",
  summary: "rewrite newest IR for an older LLVM or clang",
  // Made when somebody reads it, for the filter starts with every pass.
  get description() {
    return `${DESCRIPTION}\n\n${printTable()}`;
  },
  options: z.strictObject({
    to: z._default(z.number().check(z.minimum(OLDEST, `LLVM ${OLDEST} is the oldest: those before do not read 'ptr'`)), OLDEST)
      .check(z.describe("the LLVM release that is to read the module")),
  }),

  run(module, { to }, context) {
    const report = (diagnostic: Diagnostic): void => context.report(diagnostic);
    const rewritten = [downgradeModuleLevel(module, to, report), downgradeTexts(module, to), downgradeCode(module, to, report)].flatMap((tally) => [...tally]);
    for (const [{ construct }, times] of rewritten) context.count(`${construct} rewritten`, times);
    if (rewritten.length > 0) return;
    context.report({ severity: "remark", code: "nothing-to-downgrade", message: `the module says nothing that LLVM ${to} does not read` });
  },
});

const DESCRIPTION = `\
Rewrites text from LLVMs up to ${NEWEST} so that LLVM N, ${OLDEST} to ${NEWEST - 1}, reads it and does the
same. Attributes and flags that only promise something are dropped, which costs
optimisations at most; forms and intrinsics are said in older words; what those
cannot say is an error with its line. compile runs this pass by itself when clang is
older than the module. LLVMs between those in the table count as the older one.

Before: %e = getelementptr inbounds nuw i8, ptr %p, i64 1
After:  %e = getelementptr inbounds i8, ptr %p, i64 1

The table: the oldest LLVM that reads a construct, and what older ones get.`;
