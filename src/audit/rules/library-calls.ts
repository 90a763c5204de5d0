// Finds calls of routines that do floating point in software, which compilers bring in
// on their own.

import { foreignSymbol } from "../../kpi/foreign.js";
import { formatInstruction } from "../../macho/code.js";
import type { InputRule } from "../rule.js";
import { operationsBehind } from "../runtime-operations.js";

export const softFloatCall: InputRule = {
  code: "soft-float-call",
  severity: "warning",
  title: "code calls a library routine for floating point, which no kernel exports",
  fix: "compute with integers, or link a library of such routines",
  looksAt: "input",
  *check({ functions = [], module }) {
    const operations = new Map<string, readonly string[]>();
    for (const { name, demangled, calls } of functions) {
      for (const call of calls) {
        const { address, callee } = call;
        if (callee.kind !== "undefined" || !isSoftFloat(callee.symbol)) continue;
        const message = `function '${demangled}' calls ${callee.symbol}, a library routine for floating point`;
        let notes = operations.get(callee.symbol);
        if (notes === undefined) operations.set(callee.symbol, (notes = operationsBehind(module, callee.symbol)));
        yield { message, function: name, address, instruction: formatInstruction(call), symbol: callee.symbol, ...(notes.length === 0 ? {} : { notes }) };
      }
    }
  },
};

function isSoftFloat(symbol: string): boolean {
  const foreign = foreignSymbol(symbol);
  return foreign?.origin === "libm" || (foreign?.origin === "compiler-runtime" && foreign.cause.includes("soft float"));
}
