/** What a module flag's number for its behavior means. Source: LLVM's language reference, Module Flags Metadata. */
export function flagBehavior(number: number): string {
  return BEHAVIORS[number - 1] ?? String(number);
}

const BEHAVIORS = ["error", "warning", "require", "override", "append", "append-unique", "max", "min"] as const;
