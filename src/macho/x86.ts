// x86_64 for the checks: Intel's manual (volume 2) says what instructions do,
// the System V ABI which registers a call keeps.

import type { ComputedAddress, InstructionSet, Operation } from "./instruction-set.js";
import type { MemoryOperand, Operand } from "./operand.js";
import type { Register } from "./registers.js";
import { type Transfer, writes } from "./transfer.js";
import { isX86FloatingPoint } from "./x86-floating-point.js";
import { parseX86Operands, RAX, RBP, RBX, RCX, RDI, RDX, RSI, RSP } from "./x86-operand.js";

export const x86: InstructionSet = {
  stackPointer: RSP,
  registerCount: 16,
  argumentRegisters: [RDI, RSI, RDX, RCX, 8, 9],
  returnAddressSize: 8,
  longestInstruction: 15,
  parse,
};

function parse(mnemonic: string, operandText: string): Operation {
  // What an instruction does, it does with any prefix: `repne jmp` jumps.
  const words = { mnemonic: mnemonic.slice(mnemonic.lastIndexOf(" ") + 1), operandText, operands: parseX86Operands(operandText) };
  const effect = effectOf(words.mnemonic);
  const transfers = transfersOf(effect, words);
  const [destination] = words.operands;
  const isJump = effect === "jump" || effect === "conditional-jump";
  // Each property by name: spreading is many times slower.
  return {
    mnemonic,
    operandText,
    operands: words.operands,
    accesses: effect === "address" || effect === "touches-nothing" ? [] : words.operands.filter(isMemory),
    computedAddress: effect === "address" ? computedAddress(words) : undefined,
    transfers,
    movesStack: writes(transfers, RSP),
    allocatesStack: allocatesStack(effect, words),
    isFloatingPoint: isX86FloatingPoint(words),
    isCall: effect === "call",
    isJump,
    destination: (isJump || effect === "call") && destination?.kind === "address" ? destination.address : undefined,
    endsFlow: effect === "jump" || effect === "return",
    isReturn: effect === "return" && !words.mnemonic.startsWith("ud"),
    isFrameSetup: isFrameSetup(words),
    isFrameTeardown: effect === "leave" || effect === "pop" || (effect !== "push" && isRegister(words.operands.at(-1), RSP) && isFrameRelative(words.operands[0])),
    ripDisplacement: ripDisplacement(operandText),
    isNoOperation: noOperation.test(words.mnemonic) || (words.mnemonic === "xchgw" && operandText === "%ax, %ax"),
  };
}

type Words = Pick<Operation, "mnemonic" | "operandText" | "operands">;

const noOperation = /^(?:nop[wlq]?|int3)$/;

const calleeSaved: ReadonlySet<Register> = new Set([RBX, RBP, 12, 13, 14, 15]);
const callerSaved: readonly Register[] = [RAX, RCX, RDX, RSI, RDI, 8, 9, 10, 11];
/** What instructions write without naming it, those that a program may use. */
const implicitlyWritten: readonly Register[] = [RAX, RBX, RCX, RDX, RSI, RDI];

type Effect =
  | "address"
  | "touches-nothing"
  | "conditional-jump"
  | "jump"
  | "call"
  | "return"
  | "push"
  | "pop"
  | "leave"
  | "enter"
  | "exchange"
  | "writes-nothing"
  | "writes-last"
  | "other";

// The first that matches says what an instruction does. Conditional jumps are all
// that begin with `j` but jmp, and the loops.
const effects: readonly (readonly [RegExp, Effect])[] = [
  [/^lea[wlq]$/, "address"],
  [/^(?:nop[wlq]?|prefetch\w*|clflush|clflushopt|clwb|cldemote|invlpg)$/, "touches-nothing"],
  [/^l?jmp[wlq]?$/, "jump"],
  [/^(?:j\w+|loop\w*)$/, "conditional-jump"],
  [/^l?call[wlq]*$/, "call"],
  [/^(?:l?ret|iret|sysret|sysexit)[wlq]?$|^ud[012]/, "return"],
  [/^push/, "push"],
  [/^pop(?!cnt)/, "pop"],
  [/^leaveq?$/, "leave"],
  [/^enter/, "enter"],
  [/^xchgq$/, "exchange"],
  [/^(?:cmp|test|bt|out|invept)[bwlq]?$|^(?:int3|[lms]fence|pause|hlt|cli|sti|cld|std|endbr64|wbinvd)$/, "writes-nothing"],
  [/^mov(?:[bwlq]|absq|[sz](?:bl|bq|bw|wl|wq|lq)|be[wlq]|nti[lq]?)$|^(?:set|cmov)\w+$/, "writes-last"],
  [/^(?:add|sub|adc|sbb|and|or|xor|inc|dec|neg|not|bswap|shl|shr|sar|sal|rol|ror|rcl|rcr|shld|shrd)[bwlq]$/, "writes-last"],
  [/^(?:bts|btr|btc|bsf|bsr|tzcnt|lzcnt|popcnt|crc32|andn|blsr|blsi|blsmsk|bextr|bzhi|sarx|shlx|shrx|rorx|pdep|pext)[bwlq]{0,2}$/, "writes-last"],
];

const effectOfMnemonic = new Map<string, Effect>();

function effectOf(mnemonic: string): Effect {
  const known = effectOfMnemonic.get(mnemonic);
  if (known !== undefined) return known;
  const effect = effects.find(([pattern]) => pattern.test(mnemonic))?.[1] ?? "other";
  effectOfMnemonic.set(mnemonic, effect);
  return effect;
}

/** `movq %rsp, %rbp`, `leaq 16(%rsp), %rbp`, and the probes between the steps of a large frame. */
function isFrameSetup({ mnemonic, operandText, operands: [source, destination] }: Words): boolean {
  if (mnemonic === "movq" && operandText === "$0x0, (%rsp)") return true;
  if (!isRegister(destination, RBP)) return false;
  return isRegister(source, RSP) || (mnemonic === "leaq" && source?.kind === "memory" && source.base === RSP);
}

function isFrameRelative(source: Operand | undefined): boolean {
  return isRegister(source, RBP) || (source?.kind === "memory" && source.base === RBP);
}

function ripDisplacement(operandText: string): number | undefined {
  const [, sign, digits] = /(?:^|[ *])(-?)(0x[0-9a-f]+|[0-9]+)?\(%rip\)/.exec(operandText) ?? [];
  if (sign === undefined) return undefined;
  return Number(digits ?? "0") * (sign === "-" ? -1 : 1);
}

function isMemory(operand: Operand): operand is MemoryOperand {
  return operand.kind === "memory";
}

function computedAddress({ operands: [source, destination] }: Words): ComputedAddress | undefined {
  if (source?.kind !== "memory" || source.base === undefined || destination?.kind !== "register") return undefined;
  return { base: source.base, displacement: source.displacement, destination: destination.register };
}

function allocatesStack(effect: Effect, { mnemonic, operands }: Words): boolean {
  const [first] = operands;
  switch (effect) {
    case "push":
      return first?.kind !== "register" || !calleeSaved.has(first.register);
    case "pop":
      return first?.kind !== "register" || first.register === RSP;
    case "enter":
      return true;
    case "exchange":
      return operands.some((operand) => isRegister(operand, RSP));
    case "address":
    case "writes-last":
    case "other":
      // `movq %rbp, %rsp` gives the frame back.
      return isRegister(operands.at(-1), RSP) && !(mnemonic === "movq" && isRegister(first, RBP));
    default:
      return false;
  }
}

function isRegister(operand: Operand | undefined, register: Register): boolean {
  return operand?.kind === "register" && operand.register === register;
}

const touchesNone: readonly Transfer[] = [];
const forgetsCallerSaved: readonly Transfer[] = [{ kind: "forget", registers: callerSaved }];

function transfersOf(effect: Effect, words: Words): readonly Transfer[] {
  const { mnemonic, operands } = words;
  const last = operands.at(-1);
  switch (effect) {
    case "call":
      return forgetsCallerSaved;
    case "conditional-jump":
      return mnemonic.startsWith("loop") ? [{ kind: "forget", registers: [RCX] }] : touchesNone;
    case "push":
      return [moveStackPointer(0 - pushedSize(mnemonic))];
    case "pop":
      return [moveStackPointer(pushedSize(mnemonic)), ...operands.flatMap((operand) => (operand.kind === "register" ? [forget(operand.register)] : []))];
    case "leave":
      return [{ kind: "move", to: RSP, from: RBP, added: 8 }, forget(RBP)];
    case "enter":
      return enterFrame(operands);
    case "address":
    case "writes-last":
      return last?.kind === "register" ? [resultOf(words, last.register)] : touchesNone;
    case "exchange":
      return exchange(operands);
    case "other":
      return forgetWritten(words);
    default:
      return touchesNone;
  }
}

function pushedSize(mnemonic: string): number {
  // APX: `push2 %rax, %rbx`.
  if (/^(?:push|pop)2/.test(mnemonic)) return 16;
  return mnemonic.endsWith("w") ? 2 : 8;
}

function moveStackPointer(added: number): Transfer {
  return { kind: "move", to: RSP, from: RSP, added };
}

/** `pushq %rbp; movq %rsp, %rbp; subq $size, %rsp`; nested frames copy pointers of others besides. */
function enterFrame([size, nesting]: readonly Operand[]): readonly Transfer[] {
  if (size?.kind !== "immediate" || nesting?.kind !== "immediate" || nesting.value !== 0) return [{ kind: "forget-all" }];
  return [moveStackPointer(-8), { kind: "move", to: RBP, from: RSP, added: 0 }, moveStackPointer(-size.value)];
}

function exchange([first, second]: readonly Operand[]): readonly Transfer[] {
  if (first?.kind === "register" && second?.kind === "register" && first.register < SPARE && second.register < SPARE) {
    return [
      { kind: "move", to: SPARE, from: first.register, added: 0 },
      { kind: "move", to: first.register, from: second.register, added: 0 },
      { kind: "move", to: second.register, from: SPARE, added: 0 },
      forget(SPARE),
    ];
  }
  return [first, second].flatMap((operand) => (operand?.kind === "register" ? [forget(operand.register)] : []));
}

/** The last register of the state, which processors with APX alone have. */
const SPARE: Register = 31;

function forget(...registers: readonly Register[]): Transfer {
  return { kind: "forget", registers };
}

/** For instructions not known well: they may write what they name, and some write more. */
function forgetWritten(words: Words): Transfer[] {
  const named = words.operands.flatMap((operand) => (operand.kind === "register" ? [operand.register] : []));
  // Vector instructions write general registers by name only, but for the string comparisons.
  const isVector = isX86FloatingPoint(words) && !/^v?pcmp[ei]str/.test(words.mnemonic);
  return [forget(...named, ...(isVector ? [] : implicitlyWritten))];
}

// Instructions that put a relocated address into a register, and how they are relocated.
const addressRelocations: Readonly<Record<string, string>> = {
  leaq: "X86_64_RELOC_SIGNED",
  movq: "X86_64_RELOC_GOT_LOAD",
  movabsq: "X86_64_RELOC_UNSIGNED",
};

/** What an instruction leaves in its last operand, the register `to`. */
function resultOf({ mnemonic, operands }: Words, to: Register): Transfer {
  const [source, destination] = operands;
  if (mnemonic === "movq" && source?.kind === "register") return { kind: "move", to, from: source.register, added: 0 };
  if (mnemonic === "leaq" && source?.kind === "memory" && source.base !== undefined) {
    return source.isIndexed ? forget(to) : { kind: "move", to, from: source.base, added: source.displacement };
  }
  const typeName = addressRelocations[mnemonic];
  if (typeName !== undefined) return { kind: "refer", to, typeName, otherwise: undefined };
  if (source?.kind === "register" && mnemonic === "incq") return { kind: "move", to, from: to, added: 1 };
  if (source?.kind === "register" && mnemonic === "decq") return { kind: "move", to, from: to, added: -1 };
  if (source?.kind !== "immediate" || destination?.kind !== "register") return forget(to);
  if (mnemonic === "addq") return { kind: "move", to, from: to, added: source.value };
  if (mnemonic === "subq") return { kind: "move", to, from: to, added: -source.value };
  return forget(to);
}
