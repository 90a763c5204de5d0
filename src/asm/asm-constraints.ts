// The operands in an inline assembly's constraint string, as in "=&r,{ax},~{memory}".

/** One operand: each alternative is a list of constraint codes, of which one has to fit. */
export interface AsmOperand {
  /** The operand as it is written. */
  readonly text: string;
  /** `r`, `^Yz`, `{xmm0}`, `0` … of every alternative. */
  readonly codes: readonly string[];
}

/** The operands of `constraints` in their order, clobbers and labels left out (LangRef, Inline Asm Constraint String). */
export function asmOperands(constraints: string): AsmOperand[] {
  return splitOperands(constraints)
    .filter((text) => text !== "" && !text.startsWith("~") && !text.startsWith("!"))
    .map((text) => ({ text, codes: codesOf(text.replace(/^=?[*&%]*/, "")) }));
}

/** Commas separate operands, outside braces. */
function splitOperands(constraints: string): string[] {
  return constraints.match(/(?:\{[^}]*\}|[^,{])+/g) ?? [];
}

/** A code is a register in braces, `^` and two letters, `@n` and n letters, a number, or one letter. */
function codesOf(text: string): string[] {
  const codes: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const counted = /^@([0-9])/.exec(rest);
    const code = counted === null
      ? /^(?:\{[^}]*\}|\^..|[0-9]+|[^])/.exec(rest)![0]
      : rest.slice(0, 2 + Number(counted[1]));
    if (code !== "|" && code !== "*" && code !== "&") codes.push(code);
    rest = rest.slice(code.length);
  }
  return codes;
}
