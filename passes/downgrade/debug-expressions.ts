// Operations of DIExpressions that came with later LLVMs.

import { CLASSES, WORD } from "../../src/asm/characters.js";

/** By the LLVM that they came with, without `DW_OP_`. */
export const OPERATIONS: ReadonlyMap<number, readonly string[]> = new Map([
  [22, ["neg", "abs", "rot"]],
  [19, ["eq", "ne", "lt", "le", "gt", "ge", "LLVM_extract_bits_sext", "LLVM_extract_bits_zext"]],
]);

/** What all operations begin with. */
export const PREFIX = "DW_OP_";

/** Whether an expression holds an operation that LLVM `to` does not know. */
export function hasOperationAfter(expression: string, to: number): boolean {
  if (!expression.includes(PREFIX)) return false; // most have none at all
  return [...OPERATIONS.keys()].some((since) => since > to && hasOperationOf(expression, since));
}

/** Whether an expression holds an operation that came with LLVM `since`. */
export function hasOperationOf(expression: string, since: number): boolean {
  return PATTERNS.get(since)!.test(expression);
}

const PATTERNS: ReadonlyMap<number, RegExp> = new Map([...OPERATIONS].map(([since, names]) => [since, new RegExp(`\\b${PREFIX}(?:${names.join("|")})\\b`)]));

/** Whether the operation whose name stands at `at` came with LLVM `since`. */
export function isOperationOf(since: number, bytes: Buffer, at: number): boolean {
  const start = at + PREFIX.length;
  let stop = start;
  while (CLASSES[bytes[stop] ?? 0]! & WORD) stop++;
  return OPERATIONS.get(since)!.includes(bytes.toString("latin1", start, stop));
}

/** The expression without all but which part of the variable it is about. */
export function fragmentOf(expression: string): string {
  const fragment = /DW_OP_LLVM_fragment\s*,\s*\d+\s*,\s*\d+/.exec(expression)?.[0] ?? "";
  return `!DIExpression(${fragment})`;
}
