// What --filter-print-funcs names.

import type { Module } from "../../ir/module.js";
import type { PassInstrumentation } from "../../pass/pass-manager.js";
import { closest } from "../../support/closest.js";
import { demangle } from "../../support/demangle.js";
import type { Diagnostic } from "../../support/diagnostic.js";

/** Reports names that no function of the input has, before the first pass. */
export function checkingNames(functions: readonly string[], report: (diagnostic: Diagnostic) => void): PassInstrumentation {
  let isFirst = true;
  return {
    beforePass: (_pass, module) => {
      if (isFirst) for (const name of functions) if (!isThere(module, name)) report(noSuchFunction(module, name));
      isFirst = false;
    },
  };
}

/** By symbol, by Rust path, or all by `*`, as opt has it. */
export function isNameOf(name: string, symbol: string): boolean {
  return name === symbol || name === "*" || name === demangle(symbol);
}

function isThere(module: Module, name: string): boolean {
  if (module.symbol(name) !== undefined) return true;
  for (const { symbol } of module.functions()) if (symbol !== undefined && isNameOf(name, symbol)) return true;
  return false;
}

function noSuchFunction(module: Module, name: string): Diagnostic {
  const symbols = [...module.functions()].flatMap(({ symbol }) => (symbol === undefined ? [] : [symbol]));
  const near = closest(name, [...symbols, ...symbols.map((symbol) => demangle(symbol))]);
  return {
    severity: "warning",
    code: "no-such-function",
    message: `--filter-print-funcs: no function '${name}' in the input`,
    fix: near === undefined ? "'kextir inspect --symbols' lists them" : `did you mean '${near}'?`,
  };
}
