// Finds calls whose result is used although the function they will call returns
// something else.

import { calledSymbol } from "../../asm/called-symbol.js";
import { callsIn } from "../../asm/calls.js";
import { calledReturnType, functionType } from "../../asm/function-type.js";
import type { TextRange } from "../../asm/clauses.js";
import { linkerName } from "../../asm/linker-name.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import { positionOf } from "../../support/source-position.js";
import { Function } from "../function.js";
import type { SymbolEntity } from "../module.js";
import { firstUse } from "../result-use.js";
import { RETURNING_NOTHING } from "./kernel-functions.js";
import type { Rename } from "./plan.js";
import type { SymbolTable } from "./symbol-table.js";

/**
 * An error for each call of a renamed function whose result is used and has another type
 * than the target's. The target's type is known from its own declaration among
 * `survivors`, or because the kernel's function of that name returns nothing.
 */
export function findUsedResults(
  renames: ReadonlyMap<string, Rename>,
  survivors: ReadonlyMap<string, SymbolEntity>,
  table: SymbolTable,
  prefix: string,
): Diagnostic[] {
  const expected = new Map<string, string>();
  for (const [name, rename] of renames) {
    const returns = targetReturnType(rename, survivors.get(linkerName(rename.target, prefix)));
    if (returns !== undefined) expected.set(name, returns);
  }
  if (expected.size === 0) return [];

  const errors: Diagnostic[] = [];
  for (const entity of table.referrers([...expected.keys()])) {
    if (!(entity instanceof Function) || !entity.isDefinition) continue;
    if (errors.length >= ENOUGH) break;
    const { bytes, bodyStart, stop } = entity;
    for (const call of callsIn(bytes, bodyStart, stop)) {
      if (call.result === undefined || call.asm !== undefined) continue;
      const symbol = calledSymbol(bytes, call.callee);
      const name = symbol === undefined ? "" : linkerName(symbol, prefix);
      const returns = expected.get(name);
      if (returns === undefined || sameType(returns, calledReturnType(bytes, call.type))) continue;
      const use = firstUse(entity, call.result);
      if (use !== undefined) errors.push(usedResult(entity, renames.get(name)!, returns, call.result, use));
    }
  }
  return errors;
}

/** So many messages tell what is wrong; more would bury it. */
const ENOUGH = 20;

function targetReturnType({ target, owners }: Rename, survivor: SymbolEntity | undefined): string | undefined {
  if (survivor instanceof Function && !owners.includes(survivor)) {
    const header = survivor.header();
    return header === undefined ? undefined : functionType(survivor.bytes, header).returns;
  }
  const isOwnDefinition = survivor !== undefined && !(survivor instanceof Function && !survivor.isDefinition);
  return !isOwnDefinition && RETURNING_NOTHING.has(target) ? "void" : undefined;
}

/** Pointers are alike, whatever they say they point to. */
function sameType(a: string, b: string): boolean {
  const isPointer = (type: string): boolean => type.endsWith("*") || type === "ptr";
  return a === b || (isPointer(a) && isPointer(b));
}

function usedResult(fn: Function, { source, target }: Rename, returns: string, result: TextRange, use: TextRange): Diagnostic {
  const span = fn.span(use.start, use.stop);
  const call = fn.span(result.start, result.stop);
  return {
    severity: "error",
    code: "signature-clash",
    message: `the result of '@${source}' is used here, but '${target}' returns ${returns === "void" ? "nothing" : returns}`,
    ...(span && { span }),
    ...(call && { notes: [`it is the result of the call in line ${positionOf(fn.module.bytes, call.start).line}`] }),
    fix: `do without the result, or rename to a function that returns the same as '${source}'`,
  };
}
