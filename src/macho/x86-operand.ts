import type { MemoryOperand, Operand, RegisterOperand } from "./operand.js";
import type { Register } from "./registers.js";

/** The operands of an x86_64 instruction in AT&T syntax, as llvm-objdump writes them: sources first. */
export function parseX86Operands(text: string): Operand[] {
  if (text === "") return [];
  const operands: Operand[] = [];
  let start = 0;
  // Commas in parentheses belong to the operand.
  for (let position = 0, depth = 0; position <= text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === OPEN) depth += 1;
    else if (code === CLOSE) depth -= 1;
    else if (position === text.length || (code === COMMA && depth === 0)) {
      operands.push(parseOperand(text.slice(start, position)));
      start = position + 1;
    }
  }
  return operands;
}

const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;

/** General registers by number, as encodings count them. */
export const [RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

function parseOperand(given: string): Operand {
  // AVX-512 writes masks and rounding in braces behind the operand.
  const text = (given.includes("{") ? given.replace(/\s*\{[^}]*\}/g, "") : given).trim();
  // `*` marks what an indirect jump or call reads its destination from.
  const start = text.startsWith("*") ? 1 : 0;
  if (text[start] === "$") return numberOr(text, start + 1, text.length, (value) => ({ kind: "immediate", value }));
  if (text[start] !== "%") return parseMemory(text, start, start === 1, undefined);
  const colon = text.indexOf(":", start);
  if (colon < 0) return registers.get(text.slice(start + 1)) ?? { kind: "other", text };
  return parseMemory(text, colon + 1, true, text.slice(start + 1, colon));
}

/** A displacement, a register or both in parentheses; alone, without star or segment, it is a destination. */
function parseMemory(text: string, start: number, isMemory: boolean, segment: string | undefined): Operand {
  const open = text.indexOf("(", start);
  if (open < 0) {
    return numberOr(text, start, text.length, (value) => (isMemory ? memoryOperand(segment, value) : { kind: "address", address: value }));
  }
  if (!text.endsWith(")")) return { kind: "other", text };
  const [base = "", index = "", ...rest] = text.slice(open + 1, -1).split(/,\s*/);
  const isWellFormed = rest.length <= 1 && /^(?:%\w+)?$/.test(base) && /^(?:%\w+)?$/.test(index);
  if (!isWellFormed) return { kind: "other", text };
  const make = (value: number): Operand => memoryOperand(segment, value, base.slice(1), index.slice(1));
  return open === start ? make(0) : numberOr(text, start, open, make);
}

function numberOr(text: string, start: number, end: number, make: (value: number) => Operand): Operand {
  const digits = text.slice(start, end);
  const value = digits.startsWith("-") ? -Number(digits.slice(1)) : Number(digits);
  return digits === "" || Number.isNaN(value) ? { kind: "other", text } : make(value);
}

function memoryOperand(segment: string | undefined, displacement: number, base = "", index = ""): MemoryOperand {
  return {
    kind: "memory",
    base: registers.get(base)?.register,
    // `%riz` and `%eiz` stand for no index where the encoding has a place for one.
    isIndexed: index !== "" && !/^[re]iz$/.test(index),
    displacement,
    inThreadSegment: segment === "fs" || segment === "gs",
    preIndexed: false,
  };
}

/** By name, those of parts of a register too. */
const registers: ReadonlyMap<string, RegisterOperand> = new Map(
  Array.from({ length: 32 }, (_, register) => namesOf(register).map((name, index): [string, RegisterOperand] => [name, { kind: "register", register, isWhole: index === 0 }])).flat(),
);

/** A register's names, that of the whole first. */
function namesOf(register: Register): string[] {
  const stem = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"][register];
  if (stem === undefined) return ["", "d", "w", "b"].map((suffix) => `r${register}${suffix}`);
  const bytes = stem.endsWith("x") ? [`${stem[0]}l`, `${stem[0]}h`] : [`${stem}l`];
  return [`r${stem}`, `e${stem}`, stem, ...bytes];
}
