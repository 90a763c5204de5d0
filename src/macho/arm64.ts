// arm64 for the checks: Arm's manual says what instructions do, Apple's ABI and
// the AAPCS64 which registers a call keeps.

import { isArm64FloatingPoint } from "./arm64-floating-point.js";
import { FP, parseArm64Operands, SP } from "./arm64-operand.js";
import type { ComputedAddress, InstructionSet, Operation } from "./instruction-set.js";
import type { MemoryOperand, Operand } from "./operand.js";
import type { Register } from "./registers.js";
import { type Transfer, writes } from "./transfer.js";

export const arm64: InstructionSet = {
  stackPointer: SP,
  registerCount: 32,
  argumentRegisters: [0, 1, 2, 3, 4, 5, 6, 7],
  returnAddressSize: 0,
  longestInstruction: 4,
  parse,
};

function parse(mnemonic: string, operandText: string): Operation {
  const words = { mnemonic, operandText, operands: parseArm64Operands(operandText) };
  const effect = effectOf(mnemonic);
  const transfers = transfersOf(effect, words);
  const destination = words.operands.at(-1);
  const isDirectJump = effect === "jump" || effect === "conditional-jump";
  return {
    mnemonic,
    operandText,
    operands: words.operands,
    accesses: effect === "prefetch" ? [] : words.operands.filter(isMemory),
    computedAddress: computedAddress(words),
    transfers,
    movesStack: writes(transfers, SP),
    allocatesStack: allocatesStack(effect, words),
    isFloatingPoint: isArm64FloatingPoint(words),
    isCall: effect === "call",
    isJump: isDirectJump || effect === "indirect-jump",
    destination: (isDirectJump || effect === "call") && destination?.kind === "address" ? destination.address : undefined,
    endsFlow: effect === "jump" || effect === "indirect-jump" || effect === "end",
    isReturn: mnemonic.startsWith("ret"),
    isFrameSetup: isFrameSetup(words),
    isFrameTeardown: isRestore(words) || /^(?:aut\w*sp|ldp|mov|sub|add)$/.test(mnemonic) && givesStackBack(words),
    ripDisplacement: undefined,
    isNoOperation: mnemonic === "nop",
  };
}

type Words = Pick<Operation, "mnemonic" | "operandText" | "operands">;

const callerSaved: readonly Register[] = [...Array.from({ length: 19 }, (_, register) => register), 30];

type Effect = "prefetch" | "jump" | "conditional-jump" | "indirect-jump" | "call" | "end" | "writes-nothing" | "writes-first" | "writes-pair" | "other";

// The first that matches says what an instruction does to the registers that are
// operands of their own; write-back to a base register comes on top.
const effects: readonly (readonly [RegExp, Effect])[] = [
  [/^prf/, "prefetch"],
  [/^b$/, "jump"],
  [/^(?:bc?\.\w+|cb\w+|tbn?z)$/, "conditional-jump"],
  [/^br(?:a[ab]z?)?$/, "indirect-jump"],
  [/^bl/, "call"],
  [/^(?:ret\w*|eret\w*|udf|brk)$/, "end"],
  [/^(?:st(?:p|r|ur|np|lr|llr|tr|lur|ttr)[bh]?|cmp|cmn|tst|ccmp|ccmn|nop|hint|d[ms]b|isb|msr|svc|hvc|smc|yield|wfe|wfi|sev|sevl|bti|pac\w*sp|aut\w*sp)$/, "writes-nothing"],
  [/^ldn?p(?:sw)?$/, "writes-pair"],
  [/^(?:ldu?r|ldtr|ldapu?r|ldar|ldlar|ldxr|ldaxr)(?:s?[bhw])?$/, "writes-first"],
  [/^(?:mov[nzk]?|adds?|subs?|adrp?|ands?|orr|orn|eor|eon|bics?|lsl|lsr|asr|ror|mul|madd|msub|mneg|negs?|ngcs?|mvn|[su]div|adcs?|sbcs?|mrs)$/, "writes-first"],
  [/^(?:cs(?:el|inc|inv|neg)|csetm?|cinc|cinv|cneg|[us]?bfx|[us]bfi?z?m?|bfi|bfxil|bfc|extr|[su]xt[bhw]|cl[zs]|rbit|rev(?:16|32)?|[us]mul[hl]|[us]m(?:add|sub|neg)l)$/, "writes-first"],
];

const effectOfMnemonic = new Map<string, Effect>();

function effectOf(mnemonic: string): Effect {
  const known = effectOfMnemonic.get(mnemonic);
  if (known !== undefined) return known;
  const effect = effects.find(([pattern]) => pattern.test(mnemonic))?.[1] ?? "other";
  effectOfMnemonic.set(mnemonic, effect);
  return effect;
}

/** A store of what a callee keeps, `stp x29, x30, [sp, #16]`; `mov x29, sp`; and the signing of the return address. */
function isFrameSetup({ mnemonic, operands }: Words): boolean {
  if (/^(?:pac\w*sp|bti)$/.test(mnemonic)) return true;
  const [first, second] = operands;
  if ((mnemonic === "mov" || mnemonic === "add") && isRegister(first, FP) && isRegister(second, SP)) return true;
  return /^st[pr]$/.test(mnemonic) && namesOnlyKept(operands);
}

/** `ldp x29, x30, [sp, #16]`. */
function isRestore({ mnemonic, operands }: Words): boolean {
  return /^aut\w*sp$/.test(mnemonic) || (/^ld[pr]$/.test(mnemonic) && namesOnlyKept(operands));
}

function givesStackBack({ operands: [first, second] }: Words): boolean {
  return isRegister(first, SP) && isRegister(second, FP);
}

/** Whether what is stored or loaded, on the stack, is x19 to x30 and d8 to d15 only. */
function namesOnlyKept(operands: readonly Operand[]): boolean {
  const place = operands.findIndex((operand) => operand.kind === "memory" && operand.base === SP);
  return place > 0 && operands.slice(0, place).every((operand) => (operand.kind === "register" && operand.register >= 19 && operand.register <= 30) || (operand.kind === "other" && /^[dq](?:[89]|1[0-5])$/.test(operand.text)));
}

function isRegister(operand: Operand | undefined, register: Register): boolean {
  return operand?.kind === "register" && operand.register === register;
}

function isMemory(operand: Operand): operand is MemoryOperand {
  return operand.kind === "memory";
}

function computedAddress({ mnemonic, operands }: Words): ComputedAddress | undefined {
  const [destination, base] = operands;
  const displacement = addedConstant(mnemonic, operands);
  if (displacement === undefined || destination?.kind !== "register" || base?.kind !== "register") return undefined;
  return { base: base.register, displacement, destination: destination.register };
}

function allocatesStack(effect: Effect, { mnemonic, operands }: Words): boolean {
  const [first, second] = operands;
  if (operands.some((operand) => operand.kind === "memory" && operand.base === SP && operand.preIndexed)) {
    return !savesRegisters(operands);
  }
  if (effect !== "writes-first" && effect !== "other") return false;
  if (first?.kind !== "register" || first.register !== SP) return false;
  // `mov sp, x29` gives the frame back.
  return !(mnemonic === "mov" && second?.kind === "register" && second.register === FP);
}

// `stp x29, x30, [sp, #-16]!` and its like, where no more is reserved than is stored.
function savesRegisters(operands: readonly Operand[]): boolean {
  const saved = operands.filter((operand) => operand.kind === "register" && operand.isWhole && operand.register >= 19 && operand.register <= 30);
  const memory = operands.at(-1);
  return saved.length === operands.length - 1 && memory?.kind === "memory" && memory.displacement === -16;
}

const forgetsCallerSaved: readonly Transfer[] = [{ kind: "forget", registers: callerSaved }];

function transfersOf(effect: Effect, words: Words): readonly Transfer[] {
  const { operands } = words;
  if (effect === "call") return forgetsCallerSaved;
  return [...ownTransfers(effect, words), ...writeBack(operands)];
}

function ownTransfers(effect: Effect, words: Words): Transfer[] {
  const registers = words.operands.flatMap((operand) => (operand.kind === "register" ? [operand.register] : []));
  const [first] = words.operands;
  switch (effect) {
    case "writes-first":
      return first?.kind === "register" ? [resultOf(words, first.register)] : [];
    case "writes-pair":
      return [{ kind: "forget", registers: registers.slice(0, 2) }];
    case "other":
      return registers.length === 0 ? [] : [{ kind: "forget", registers }];
    default:
      return [];
  }
}

function writeBack(operands: readonly Operand[]): Transfer[] {
  return operands.flatMap((operand, index): Transfer[] => {
    if (operand.kind !== "memory" || operand.base === undefined) return [];
    const after = operands[index + 1];
    const base = operand.base;
    if (operand.preIndexed) return [{ kind: "move", to: base, from: base, added: operand.displacement }];
    if (after === undefined) return [];
    // `[x0], #8`: the base moves after the access.
    return [after.kind === "immediate" ? { kind: "move", to: base, from: base, added: after.value } : { kind: "forget", registers: [base] }];
  });
}

function resultOf({ mnemonic, operands }: Words, to: Register): Transfer {
  const [, source] = operands;
  const forgotten: Transfer = { kind: "forget", registers: [to] };
  if (source?.kind !== "register") return forgotten;
  if (mnemonic === "mov") return source.isWhole ? { kind: "move", to, from: source.register, added: 0 } : forgotten;
  const added = addedConstant(mnemonic, operands);
  if (added === undefined) return forgotten;
  // The page comes with adrp, the rest with add, both relocated alike.
  return { kind: "refer", to, typeName: "ARM64_RELOC_PAGEOFF12", otherwise: { from: source.register, added } };
}

/** What `add` or `sub` adds to its second operand; undefined for other instructions. */
function addedConstant(mnemonic: string, operands: readonly Operand[]): number | undefined {
  if (mnemonic !== "add" && mnemonic !== "sub") return undefined;
  const [, , amount, shift] = operands;
  if (amount?.kind !== "immediate") return undefined;
  const scale = shift?.kind === "other" && /^lsl #(?:12|0xc)$/.test(shift.text) ? 0x1000 : 1;
  return (mnemonic === "add" ? amount.value : -amount.value) * scale;
}
