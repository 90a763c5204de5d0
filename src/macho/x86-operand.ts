// Operands of x86_64 instructions in AT&T syntax, as llvm-objdump writes them.

export type X86Operand =
  | { readonly kind: "register"; readonly name: string; readonly indirect: boolean }
  | { readonly kind: "immediate"; readonly value: number }
  | {
      readonly kind: "memory";
      readonly segment: string | undefined;
      readonly displacement: number;
      readonly base: string | undefined;
      readonly index: string | undefined;
      readonly indirect: boolean;
    }
  /** A jump's or call's destination. */
  | { readonly kind: "address"; readonly address: number };

/** The operands of an instruction, sources first; one that is none of these is left out. */
export function parseX86Operands(text: string): X86Operand[] {
  if (text === "") return [];
  return splitOperands(text).flatMap((operand) => parseOperand(operand) ?? []);
}

/** The 64-bit register that a general register is a part of; other names are returned as they are. */
export function fullRegister(name: string): string {
  const numbered = /^(r(?:[89]|[12][0-9]|3[01]))[dwb]?$/.exec(name)?.[1];
  if (numbered !== undefined) return numbered;
  const letter = /^([abcd])[lh]$/.exec(name)?.[1];
  if (letter !== undefined) return `r${letter}x`;
  const stem = /^[re]?(ax|bx|cx|dx|si|di|bp|sp|ip)$/.exec(name)?.[1] ?? /^(si|di|bp|sp)l$/.exec(name)?.[1];
  return stem === undefined ? name : `r${stem}`;
}

function splitOperands(text: string): string[] {
  const operands: string[] = [];
  let depth = 0;
  let start = 0;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (character === "," && depth === 0) {
      operands.push(text.slice(start, position));
      start = position + 1;
    }
  }
  operands.push(text.slice(start));
  return operands;
}

const number = "-?(?:0x[0-9a-f]+|[0-9]+)";
const registerPattern = /^(\*?)%([a-z0-9]+(?:\([0-7]\))?)$/;
const immediatePattern = new RegExp(`^\\$(${number})$`);
const memoryPattern = new RegExp(
  `^(\\*?)(?:%([a-z]s):)?(${number})?\\((?:%([a-z0-9]+))?(?:,\\s*%([a-z0-9]+))?(?:,\\s*[1248])?\\)$`,
);
const absolutePattern = new RegExp(`^(\\*?)(?:%([a-z]s):)?(${number})$`);

function parseOperand(text: string): X86Operand | undefined {
  // AVX-512 writes masks and rounding in braces behind the operand.
  const operand = text.replace(/\s*\{[^}]*\}/g, "").trim();

  const register = registerPattern.exec(operand);
  if (register !== null) {
    return { kind: "register", name: fullRegister(register[2] ?? ""), indirect: register[1] === "*" };
  }
  const immediate = immediatePattern.exec(operand)?.[1];
  if (immediate !== undefined) return { kind: "immediate", value: parseNumber(immediate) };

  const memory = memoryPattern.exec(operand);
  if (memory !== null) {
    const [, star, segment, displacement, base, index] = memory;
    return {
      kind: "memory",
      segment,
      displacement: parseNumber(displacement ?? "0"),
      base: base === undefined ? undefined : fullRegister(base),
      // `%riz` and `%eiz` stand for no index where the encoding has a place for one.
      index: index === undefined || /^[re]iz$/.test(index) ? undefined : fullRegister(index),
      indirect: star === "*",
    };
  }
  const absolute = absolutePattern.exec(operand);
  if (absolute !== null) {
    const [, star, segment, address] = absolute;
    const value = parseNumber(address ?? "0");
    if (star === "" && segment === undefined) return { kind: "address", address: value };
    return { kind: "memory", segment, displacement: value, base: undefined, index: undefined, indirect: star === "*" };
  }
  return undefined;
}

function parseNumber(text: string): number {
  return text.startsWith("-") ? -Number(text.slice(1)) : Number(text);
}
