// Operations of DIExpressions that came with later LLVMs.

const OPERATIONS: readonly { readonly since: number; readonly pattern: RegExp }[] = [
  { since: 22, pattern: /\bDW_OP_(?:neg|abs|rot)\b/ },
  { since: 19, pattern: /\bDW_OP_(?:eq|ne|lt|le|gt|ge|LLVM_extract_bits_[sz]ext)\b/ },
];

/** Whether an expression holds an operation that LLVM `to` does not know. */
export function newOperations(expression: string, to: number): boolean {
  return OPERATIONS.some(({ since, pattern }) => to < since && pattern.test(expression));
}

/** The expression without all but which part of the variable it is about. */
export function fragmentOf(expression: string): string {
  const fragment = /DW_OP_LLVM_fragment\s*,\s*\d+\s*,\s*\d+/.exec(expression)?.[0] ?? "";
  return `!DIExpression(${fragment})`;
}
