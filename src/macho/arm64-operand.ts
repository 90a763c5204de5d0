import type { Operand, RegisterOperand } from "./operand.js";
import type { Register } from "./registers.js";

/** The stack pointer's and the frame pointer's numbers. */
export const SP = 31;
export const FP = 29;

/** The operands of an arm64 instruction, as llvm-objdump writes them: destinations first. */
export function parseArm64Operands(text: string): Operand[] {
  if (text === "") return [];
  const operands: Operand[] = [];
  let start = 0;
  // Commas in brackets and braces belong to the operand.
  for (let position = 0, depth = 0; position <= text.length; position += 1) {
    const character = text[position];
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    else if (character === undefined || (character === "," && depth === 0)) {
      operands.push(parseOperand(text.slice(start, position).trim()));
      start = position + 1;
    }
  }
  return operands;
}

const number = "-?(?:0x[0-9a-f]+|[0-9]+)";
const memoryPattern = new RegExp(`^\\[(\\w+)(?:,\\s*(?:#(${number})|([wx]\\w+)(?:,.*)?))?\\](!?)$`);
const immediatePattern = new RegExp(`^#(${number})$`);
const addressPattern = new RegExp(`^${number}$`);

function parseOperand(text: string): Operand {
  const known = registers.get(text);
  if (known !== undefined) return known;
  const memory = memoryPattern.exec(text);
  if (memory !== null) {
    const [, base, displacement, index, writeBack] = memory;
    return {
      kind: "memory",
      base: registers.get(base ?? "")?.register,
      isIndexed: index !== undefined && !/^[wx]zr$/.test(index),
      displacement: parseNumber(displacement ?? "0"),
      inThreadSegment: false,
      preIndexed: writeBack === "!",
    };
  }
  const immediate = immediatePattern.exec(text)?.[1];
  if (immediate !== undefined) return { kind: "immediate", value: parseNumber(immediate) };
  return addressPattern.test(text) ? { kind: "address", address: parseNumber(text) } : { kind: "other", text };
}

function parseNumber(text: string): number {
  return text.startsWith("-") ? -Number(text.slice(1)) : Number(text);
}

/** By name, their lower halves too; the zero register is none. */
const registers: ReadonlyMap<string, RegisterOperand> = new Map([
  ...Array.from({ length: 31 }, (_, register) => named(register, `x${register}`, `w${register}`)).flat(),
  ...named(FP, "fp"),
  ...named(30, "lr"),
  ...named(SP, "sp", "wsp"),
]);

function named(register: Register, whole: string, half?: string): [string, RegisterOperand][] {
  const names: [string, RegisterOperand][] = [[whole, { kind: "register", register, isWhole: true }]];
  if (half !== undefined) names.push([half, { kind: "register", register, isWhole: false }]);
  return names;
}
