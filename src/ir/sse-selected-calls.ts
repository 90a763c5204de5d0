// Instructions on memory and general registers that the back end selects only
// while SSE (to LLVM 15 also for clflush) is on.

import { callsIn } from "../asm/calls.js";
import { Function } from "./function.js";
import type { Module } from "./module.js";

/** The inline assembly, AT&T syntax, that does what an intrinsic does with the same arguments. */
const ASSEMBLY: ReadonlyMap<string, string> = new Map([
  ["llvm.x86.sse.sfence", `"sfence", "~{memory}"`],
  ["llvm.x86.sse2.lfence", `"lfence", "~{memory}"`],
  ["llvm.x86.sse2.clflush", `"clflush ($0)", "r,~{memory}"`],
  ["llvm.x86.sse3.monitor", `"monitor", "{ax},{cx},{dx},~{memory}"`],
  ["llvm.x86.sse3.mwait", `"mwait", "{cx},{ax},~{memory}"`],
]);

/** Writes calls of such intrinsics as inline assembly, in the definitions that `applies` to. Returns how many. */
export function writeSseSelectedCalls(module: Module, applies: (fn: Function) => boolean): number {
  let written = 0;
  for (const fn of module.entitiesIncluding("x86.sse")) {
    if (!(fn instanceof Function) || !fn.isDefinition || !applies(fn)) continue;
    const edits = [...callsIn(fn.bytes, fn.bodyStart, fn.stop)].flatMap(({ symbol, callee }) => {
      const assembly = ASSEMBLY.get(symbol ?? "");
      return assembly === undefined ? [] : [{ ...callee, text: `asm sideeffect ${assembly}` }];
    });
    fn.edit(edits);
    written += edits.length;
  }
  return written;
}
