import type { Operand } from "./operand.js";

/** The operands of an arm64 instruction, as llvm-objdump writes them: destinations first. */
export function parseArm64Operands(text: string): Operand[] {
  // Commas in brackets and braces belong to the operand.
  return text === "" ? [] : text.split(/,(?![^[]*\])(?![^{]*\})/).map((operand) => parseOperand(operand.trim()));
}

const number = "-?(?:0x[0-9a-f]+|[0-9]+)";
const memoryPattern = new RegExp(`^\\[(\\w+)(?:,\\s*(?:#(${number})|([wx]\\w+)(?:,.*)?))?\\](!?)$`);
const immediatePattern = new RegExp(`^#(${number})$`);
const addressPattern = new RegExp(`^${number}$`);

function parseOperand(text: string): Operand {
  const memory = memoryPattern.exec(text);
  if (memory !== null) {
    const [, base, displacement, index, writeBack] = memory;
    return {
      kind: "memory",
      base: fullRegister(base ?? ""),
      index: index === undefined || /^[wx]zr$/.test(index) ? undefined : fullRegister(index),
      displacement: parseNumber(displacement ?? "0"),
      inThreadSegment: false,
      preIndexed: writeBack === "!",
    };
  }
  const immediate = immediatePattern.exec(text)?.[1];
  if (immediate !== undefined) return { kind: "immediate", value: parseNumber(immediate) };
  if (addressPattern.test(text)) return { kind: "address", address: parseNumber(text) };
  if (/^(?:[wx](?:\d+|zr)|w?sp|fp|lr)$/.test(text)) return { kind: "register", name: fullRegister(text) };
  return { kind: "other", text };
}

/** The 64-bit register that a general register is a part of; other names are returned as they are. */
function fullRegister(name: string): string {
  if (name === "fp") return "x29";
  if (name === "lr") return "x30";
  return name === "wsp" ? "sp" : name.replace(/^w(?=\d+$)/, "x");
}

function parseNumber(text: string): number {
  return text.startsWith("-") ? -Number(text.slice(1)) : Number(text);
}
