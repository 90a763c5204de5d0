import type { MemoryOperand, Operand } from "./operand.js";

/** The operands of an x86_64 instruction in AT&T syntax, as llvm-objdump writes them: sources first. */
export function parseX86Operands(text: string): Operand[] {
  return text === "" ? [] : splitOperands(text).map(parseOperand);
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
// `*` marks what an indirect jump or call reads its destination from.
const registerPattern = /^\*?%([a-z0-9]+(?:\([0-7]\))?)$/;
const immediatePattern = new RegExp(`^\\$(${number})$`);
const memoryPattern = new RegExp(
  `^\\*?(?:%([a-z]s):)?(${number})?\\((?:%([a-z0-9]+))?(?:,\\s*%([a-z0-9]+))?(?:,\\s*[1248])?\\)$`,
);
const absolutePattern = new RegExp(`^(\\*?)(?:%([a-z]s):)?(${number})$`);

function parseOperand(text: string): Operand {
  // AVX-512 writes masks and rounding in braces behind the operand.
  const operand = text.replace(/\s*\{[^}]*\}/g, "").trim();

  const register = registerPattern.exec(operand)?.[1];
  if (register !== undefined) return { kind: "register", name: fullRegister(register) };

  const immediate = immediatePattern.exec(operand)?.[1];
  if (immediate !== undefined) return { kind: "immediate", value: parseNumber(immediate) };

  const memory = memoryPattern.exec(operand);
  if (memory !== null) {
    const [, segment, displacement, base, index] = memory;
    return memoryOperand(segment, parseNumber(displacement ?? "0"), base, index);
  }
  const absolute = absolutePattern.exec(operand);
  if (absolute !== null) {
    const [, star, segment, address] = absolute;
    const value = parseNumber(address ?? "0");
    return star === "" && segment === undefined ? { kind: "address", address: value } : memoryOperand(segment, value);
  }
  return { kind: "other", text: operand };
}

function memoryOperand(segment: string | undefined, displacement: number, base?: string, index?: string): MemoryOperand {
  return {
    kind: "memory",
    base: base === undefined ? undefined : fullRegister(base),
    // `%riz` and `%eiz` stand for no index where the encoding has a place for one.
    index: index === undefined || /^[re]iz$/.test(index) ? undefined : fullRegister(index),
    displacement,
    inThreadSegment: segment === "fs" || segment === "gs",
    preIndexed: false,
  };
}

/** The 64-bit register that a general register is a part of; other names are returned as they are. */
function fullRegister(name: string): string {
  const numbered = /^(r(?:[89]|[12][0-9]|3[01]))[dwb]?$/.exec(name)?.[1];
  if (numbered !== undefined) return numbered;
  const letter = /^([abcd])[lh]$/.exec(name)?.[1];
  if (letter !== undefined) return `r${letter}x`;
  const stem = /^[re]?(ax|bx|cx|dx|si|di|bp|sp|ip)$/.exec(name)?.[1] ?? /^(si|di|bp|sp)l$/.exec(name)?.[1];
  return stem === undefined ? name : `r${stem}`;
}

function parseNumber(text: string): number {
  return text.startsWith("-") ? -Number(text.slice(1)) : Number(text);
}
