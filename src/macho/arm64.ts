// arm64 for the checks: Arm's manual says what instructions do, Apple's ABI and
// the AAPCS64 which registers a call keeps.

import { isArm64FloatingPoint } from "./arm64-floating-point.js";
import { parseArm64Operands } from "./arm64-operand.js";
import type { Instruction } from "./code.js";
import type { ComputedAddress, Flow, InstructionSet } from "./instruction-set.js";
import type { MemoryOperand, Operand } from "./operand.js";
import { assign, plus, type Registers, type Value } from "./registers.js";

export const arm64: InstructionSet = {
  stackPointer: "sp",
  argumentRegisters: ["x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7"],
  parseOperands: parseArm64Operands,
  accesses,
  computedAddress,
  flow,
  apply,
  allocatesStack,
  isFloatingPoint: isArm64FloatingPoint,
};

const callerSaved = [...Array.from({ length: 19 }, (_, number) => `x${number}`), "x30"];

type Effect = "prefetch" | "jump" | "conditional-jump" | "indirect-jump" | "call" | "end" | "writes-nothing" | "writes-first" | "writes-pair" | "other";

// The first that matches says what an instruction does to the registers that are
// operands of their own; write-back to a base register comes on top.
const effects: readonly (readonly [RegExp, Effect])[] = [
  [/^prf/, "prefetch"],
  [/^b$/, "jump"],
  [/^(?:bc?\.\w+|cbn?z|tbn?z)$/, "conditional-jump"],
  [/^br/, "indirect-jump"],
  [/^bl/, "call"],
  [/^(?:ret\w*|eret\w*|udf|brk)$/, "end"],
  [/^(?:st(?:p|r|ur|np|lr|llr|tr|lur|ttr)[bh]?|cmp|cmn|tst|ccmp|ccmn|nop|hint|d[ms]b|isb|msr|svc|hvc|smc|yield|wfe|wfi|sev|sevl|bti|pac\w*sp|aut\w*sp)$/, "writes-nothing"],
  [/^ldn?p(?:sw)?$/, "writes-pair"],
  [/^(?:ldu?r|ldtr|ldapu?r|ldar|ldlar|ldxr|ldaxr)(?:s?[bhw])?$/, "writes-first"],
  [/^(?:mov[nzk]?|adds?|subs?|adrp?|ands?|orr|orn|eor|eon|bics?|lsl|lsr|asr|ror|mul|madd|msub|mneg|negs?|ngcs?|mvn|[su]div|adcs?|sbcs?|mrs)$/, "writes-first"],
  [/^(?:cs(?:el|inc|inv|neg)|csetm?|cinc|cinv|cneg|[us]?bfx|[us]bfi?z?m?|bfi|bfxil|bfc|extr|[su]xt[bhw]|cl[zs]|rbit|rev(?:16|32)?|[us]mul[hl]|[us]m(?:add|sub|neg)l)$/, "writes-first"],
];

const effectOfMnemonic = new Map<string, Effect>();

function effectOf({ mnemonic }: Instruction): Effect {
  const known = effectOfMnemonic.get(mnemonic);
  if (known !== undefined) return known;
  const effect = effects.find(([pattern]) => pattern.test(mnemonic))?.[1] ?? "other";
  effectOfMnemonic.set(mnemonic, effect);
  return effect;
}

function accesses(instruction: Instruction): readonly MemoryOperand[] {
  return effectOf(instruction) === "prefetch" ? [] : instruction.operands.filter(isMemory);
}

function isMemory(operand: Operand): operand is MemoryOperand {
  return operand.kind === "memory";
}

function computedAddress({ mnemonic, operands }: Instruction): ComputedAddress | undefined {
  const [destination, base] = operands;
  const displacement = addedConstant(mnemonic, operands);
  if (displacement === undefined || destination?.kind !== "register" || base?.kind !== "register") return undefined;
  return { base: base.name, displacement, destination: destination.name };
}

function allocatesStack(instruction: Instruction): boolean {
  const { operands } = instruction;
  const [first, second] = operands;
  const effect = effectOf(instruction);
  if (operands.some((operand) => operand.kind === "memory" && operand.base === "sp" && operand.preIndexed)) {
    return !savesRegisters(instruction);
  }
  if (effect !== "writes-first" && effect !== "other") return false;
  if (first?.kind !== "register" || first.name !== "sp") return false;
  // `mov sp, x29` gives the frame back.
  return !(instruction.mnemonic === "mov" && second?.kind === "register" && second.name === "x29");
}

// `stp x29, x30, [sp, #-16]!` and its like, where no more is reserved than is stored.
function savesRegisters({ operands }: Instruction): boolean {
  const saved = operands.filter((operand) => operand.kind === "register" && /^x(?:19|2\d|30)$/.test(operand.name));
  const memory = operands.at(-1);
  return saved.length === operands.length - 1 && memory?.kind === "memory" && memory.displacement === -16;
}

function flow(instruction: Instruction): Flow {
  switch (effectOf(instruction)) {
    case "end":
      return { continues: false };
    case "indirect-jump":
      return { continues: false, indirect: true };
    case "jump":
    case "conditional-jump": {
      const continues = effectOf(instruction) === "conditional-jump";
      const destination = instruction.operands.at(-1);
      // With a relocation the destination lies in another function.
      if (instruction.references.length > 0 || destination?.kind !== "address") return { continues };
      return { continues, target: destination.address };
    }
    default:
      return { continues: true };
  }
}

function apply(instruction: Instruction, registers: Registers): void {
  const { operands } = instruction;
  const [first, second] = operands;
  switch (effectOf(instruction)) {
    case "call":
      for (const register of callerSaved) registers.delete(register);
      return;
    case "writes-first":
      if (first?.kind === "register") assign(registers, first.name, result(instruction, registers));
      break;
    case "writes-pair":
      if (first?.kind === "register") registers.delete(first.name);
      if (second?.kind === "register") registers.delete(second.name);
      break;
    case "other":
      for (const operand of operands) if (operand.kind === "register") registers.delete(operand.name);
      break;
    default:
      break;
  }
  writeBack(operands, registers);
}

function writeBack(operands: readonly Operand[], registers: Registers): void {
  for (const [index, operand] of operands.entries()) {
    if (operand.kind !== "memory" || operand.base === undefined) continue;
    const after = operands[index + 1];
    if (operand.preIndexed) assign(registers, operand.base, plus(registers.get(operand.base), operand.displacement));
    // `[x0], #8`: the base moves after the access.
    else if (after?.kind === "immediate") assign(registers, operand.base, plus(registers.get(operand.base), after.value));
    else if (after !== undefined) registers.delete(operand.base);
  }
}

function result({ mnemonic, operands, references }: Instruction, registers: Registers): Value | undefined {
  const [, source] = operands;
  const reference = references[0];
  // The page comes with adrp, the rest with add, both relocated alike.
  if (mnemonic === "add" && reference?.typeName === "ARM64_RELOC_PAGEOFF12") {
    return reference.address === undefined ? undefined : { kind: "data", address: reference.address };
  }
  if (source?.kind !== "register") return undefined;
  if (mnemonic === "mov") return registers.get(source.name);
  const displacement = addedConstant(mnemonic, operands);
  return displacement === undefined ? undefined : plus(registers.get(source.name), displacement);
}

/** What `add` or `sub` adds to its second operand; undefined for other instructions. */
function addedConstant(mnemonic: string, operands: readonly Operand[]): number | undefined {
  if (mnemonic !== "add" && mnemonic !== "sub") return undefined;
  const [, , amount, shift] = operands;
  if (amount?.kind !== "immediate") return undefined;
  const scale = shift?.kind === "other" && /^lsl #(?:12|0xc)$/.test(shift.text) ? 0x1000 : 1;
  return (mnemonic === "add" ? amount.value : -amount.value) * scale;
}
