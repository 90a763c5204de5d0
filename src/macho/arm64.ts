// arm64 for the checks: Arm's manual says what instructions do, Apple's ABI and
// the AAPCS64 which registers a call keeps.

import { parseArm64Operands, type Arm64Operand } from "./arm64-operand.js";
import type { Instruction } from "./code.js";
import type { Flow, InstructionSet, MemoryOperand } from "./instruction-set.js";
import { assign, plus, type Registers, type Value } from "./registers.js";

export const arm64: InstructionSet = {
  stackPointer: "sp",
  argumentRegisters: ["x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7"],
  memoryOperands,
  step,
  allocatesStack,
  isFloatingPoint,
};

const callerSaved = [...Array.from({ length: 19 }, (_, number) => `x${number}`), "x30"];

// Instructions whose register operands are all sources.
const writesNothing = /^(?:st(?:p|r|ur|np|l|lu|tr)[bh]?|stlr[bh]?|stllr[bh]?|cmp|cmn|tst|ccmp|ccmn|nop|hint|d[ms]b|isb|msr|prfm|prfum|svc|brk|yield|wfe|wfi|sev)$/;
// Those that write their first operand and nothing else, but for write-back.
const writesFirst = /^(?:ldu?r(?:s?[bhw])?|mov[nzk]?|add|adds|sub|subs|adrp?|and|ands|orr|orn|eor|eon|bic|bics|lsl|lsr|asr|ror|mul|madd|msub|mneg|neg|negs|ngc|mvn|sdiv|udiv|cs(?:el|inc|inv|neg)|cset|csetm|cinc|cinv|cneg|ubfx|ubfiz|ubfm|sbfx|sbfiz|sbfm|bfi|bfxil|bfm|extr|sxt[bhw]|uxt[bhw]|clz|cls|rbit|rev|rev16|rev32|[us]mulh|[us]mull|[us]maddl|[us]msubl|adc|adcs|sbc|sbcs|mrs)$/;

// A register of the floating-point and vector file, SVE's among them, alone or
// with its arrangement, as in `v0.16b`.
const floatingPointRegister = /(?:^|[\s{[,-])(?:[vqdshbz](?:[12]?\d|3[01])|p(?:\d|1[0-5]))(?:\.\w+)?(?=$|[\s,}\]/[-])/;

function isFloatingPoint({ mnemonic, operands }: Instruction): boolean {
  if (mnemonic === "mrs" || mnemonic === "msr") return /\bfp[cs]r\b/i.test(operands);
  return floatingPointRegister.test(operands);
}

function memoryOperands(instruction: Instruction): MemoryOperand[] {
  const operands = parseArm64Operands(instruction.operands);
  const [destination, base, offset] = operands;
  const computed = computedAddress(instruction.mnemonic, operands);
  if (computed !== undefined && destination?.kind === "register" && base?.kind === "register") {
    return [{
      base: base.name,
      index: offset?.kind === "register" ? offset.name : undefined,
      displacement: computed,
      accessed: false,
      writesBack: false,
      addressTo: destination.name,
    }];
  }
  return operands.flatMap((operand) =>
    operand.kind !== "memory"
      ? []
      : {
          base: operand.base,
          index: operand.index,
          displacement: operand.displacement,
          accessed: !instruction.mnemonic.startsWith("prf"),
          writesBack: operand.preIndexed,
          addressTo: undefined,
        },
  );
}

function allocatesStack({ mnemonic, operands: text }: Instruction): boolean {
  const operands = parseArm64Operands(text);
  const [first, second] = operands;
  if (first?.kind !== "register" || first.name !== "sp" || writesNothing.test(mnemonic)) return false;
  // `mov sp, x29` gives the frame back.
  return !(mnemonic === "mov" && second?.kind === "register" && second.name === "x29");
}

function step(instruction: Instruction, registers: Registers): Flow {
  const { mnemonic } = instruction;
  const operands = parseArm64Operands(instruction.operands);
  if (/^(?:b|bl?r|bl|bc?\.\w+|cbn?z|tbn?z|ret|eret|blra\w*|bra\w*|reta\w)$/.test(mnemonic)) return branch(instruction, operands, registers);
  if (mnemonic === "udf" || mnemonic === "brk") return { continues: false };
  write(instruction, operands, registers);
  return { continues: true };
}

function branch({ mnemonic, references }: Instruction, operands: readonly Arm64Operand[], registers: Registers): Flow {
  if (/^bl/.test(mnemonic)) {
    for (const register of callerSaved) registers.delete(register);
    return { continues: true };
  }
  if (/ret/.test(mnemonic)) return { continues: false };
  if (/^br/.test(mnemonic)) return { continues: false, indirect: true };
  const continues = mnemonic !== "b";
  const destination = operands.at(-1);
  if (references.length > 0) return { continues };
  return destination?.kind === "immediate" ? { continues, target: destination.value } : { continues };
}

function write(instruction: Instruction, operands: readonly Arm64Operand[], registers: Registers): void {
  const { mnemonic } = instruction;
  const [first, second] = operands;
  const value = result(instruction, operands, registers);
  if (isFloatingPoint(instruction) || writesFirst.test(mnemonic)) {
    if (first?.kind === "register") assign(registers, first.name, value);
  } else if (/^ldn?p(?:sw)?$/.test(mnemonic)) {
    if (first?.kind === "register") registers.delete(first.name);
    if (second?.kind === "register") registers.delete(second.name);
  } else if (!writesNothing.test(mnemonic)) {
    for (const operand of operands) if (operand.kind === "register") registers.delete(operand.name);
  }
  for (const [index, operand] of operands.entries()) {
    if (operand.kind !== "memory") continue;
    const after = operands[index + 1];
    // `[x0], #8`: the base moves after the access.
    const moved = operand.preIndexed ? operand.displacement : after?.kind === "immediate" ? after.value : undefined;
    if (moved !== undefined) assign(registers, operand.base, plus(registers.get(operand.base), moved));
    else if (after !== undefined) registers.delete(operand.base);
  }
}

function result(instruction: Instruction, operands: readonly Arm64Operand[], registers: Registers): Value | undefined {
  const { mnemonic, references } = instruction;
  const [, source] = operands;
  const reference = references[0];
  // The page comes with adrp, the rest with add, both relocated alike.
  if (mnemonic === "add" && reference?.typeName === "ARM64_RELOC_PAGEOFF12") {
    return reference.address === undefined ? undefined : { kind: "data", address: reference.address };
  }
  if (mnemonic === "mov" && source?.kind === "register") return registers.get(source.name);
  const displacement = computedAddress(mnemonic, operands);
  if (displacement === undefined || source?.kind !== "register" || operands[2]?.kind !== "immediate") return undefined;
  return plus(registers.get(source.name), displacement);
}

/** What `add` or `sub` adds to its second operand; undefined for other instructions. */
function computedAddress(mnemonic: string, operands: readonly Arm64Operand[]): number | undefined {
  if (mnemonic !== "add" && mnemonic !== "sub") return undefined;
  const [, , amount, shift] = operands;
  if (amount?.kind !== "immediate") return undefined;
  const scale = shift?.kind === "other" && /^lsl #(?:12|0xc)$/.test(shift.text) ? 0x1000 : 1;
  return (mnemonic === "add" ? amount.value : -amount.value) * scale;
}
