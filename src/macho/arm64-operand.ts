// Operands of arm64 instructions, as llvm-objdump writes them.

export type Arm64Operand =
  | { readonly kind: "register"; readonly name: string }
  | { readonly kind: "immediate"; readonly value: number }
  | {
      readonly kind: "memory";
      readonly base: string;
      readonly index: string | undefined;
      readonly displacement: number;
      /** `[sp, #-16]!`: the base becomes the address that is accessed. */
      readonly preIndexed: boolean;
    }
  | { readonly kind: "other"; readonly text: string };

/** The operands of an instruction in order, destinations first. */
export function parseArm64Operands(text: string): Arm64Operand[] {
  if (text === "") return [];
  return splitOperands(text).map(parseOperand);
}

/** The 64-bit register that a general register is a part of; other names are returned as they are. */
function fullRegister(name: string): string {
  if (name === "fp") return "x29";
  if (name === "lr") return "x30";
  return name === "wsp" ? "sp" : name.replace(/^w(?=\d+$)/, "x");
}

function splitOperands(text: string): string[] {
  return text.split(/,(?![^[]*\])(?![^{]*\})/).map((operand) => operand.trim());
}

const number = "-?(?:0x[0-9a-f]+|[0-9]+)";
const memoryPattern = new RegExp(`^\\[(\\w+)(?:,\\s*(?:#(${number})|([wx]\\w+)(?:,.*)?))?\\](!?)$`);
const immediatePattern = new RegExp(`^#?(${number})$`);

function parseOperand(text: string): Arm64Operand {
  const memory = memoryPattern.exec(text);
  if (memory !== null) {
    const [, base, displacement, index, writeBack] = memory;
    return {
      kind: "memory",
      base: fullRegister(base ?? ""),
      index: index === undefined || /^[wx]zr$/.test(index) ? undefined : fullRegister(index),
      displacement: parseNumber(displacement ?? "0"),
      preIndexed: writeBack === "!",
    };
  }
  const immediate = immediatePattern.exec(text)?.[1];
  if (immediate !== undefined) return { kind: "immediate", value: parseNumber(immediate) };
  if (/^(?:[wx](?:\d+|zr)|w?sp|fp|lr)$/.test(text)) return { kind: "register", name: fullRegister(text) };
  return { kind: "other", text };
}

function parseNumber(text: string): number {
  return text.startsWith("-") ? -Number(text.slice(1)) : Number(text);
}
