import { callsIn } from "../asm/calls.js";
import { Function } from "./function.js";
import type { Module } from "./module.js";

/** Fences that the back end selects only with SSE, though they touch no register. */
const FENCES: ReadonlyMap<string, string> = new Map([
  ["llvm.x86.sse.sfence", "sfence"],
  ["llvm.x86.sse2.lfence", "lfence"],
]);

/**
 * Writes calls of llvm.x86.sse.sfence and llvm.x86.sse2.lfence as inline assembly,
 * in the definitions that `applies` to. Returns how many.
 */
export function writeFencesAsAssembly(module: Module, applies: (fn: Function) => boolean): number {
  let written = 0;
  for (const fn of new Set([...FENCES.keys()].flatMap((name) => module.entitiesIncluding(name)))) {
    if (!(fn instanceof Function) || !fn.isDefinition || !applies(fn)) continue;
    const edits = [...callsIn(fn.bytes, fn.bodyStart, fn.stop)].flatMap(({ symbol, callee }) => {
      const instruction = FENCES.get(symbol ?? "");
      return instruction === undefined ? [] : [{ ...callee, text: `asm sideeffect "${instruction}", "~{memory}"` }];
    });
    fn.edit(edits);
    written += edits.length;
  }
  return written;
}
