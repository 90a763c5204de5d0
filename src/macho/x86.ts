// x86_64 for the checks: Intel's manual (volume 2) says what instructions do,
// the System V ABI which registers a call keeps.

import type { Instruction } from "./code.js";
import type { ComputedAddress, Flow, InstructionSet } from "./instruction-set.js";
import type { MemoryOperand, Operand } from "./operand.js";
import { assign, plus, type Registers, type Value } from "./registers.js";
import { isX86FloatingPoint } from "./x86-floating-point.js";
import { parseX86Operands } from "./x86-operand.js";

export const x86: InstructionSet = {
  stackPointer: "rsp",
  argumentRegisters: ["rdi", "rsi", "rdx", "rcx", "r8", "r9"],
  parseOperands: parseX86Operands,
  accesses,
  computedAddress,
  flow,
  apply,
  allocatesStack,
  isFloatingPoint: isX86FloatingPoint,
};

const calleeSaved = new Set(["rbx", "rbp", "r12", "r13", "r14", "r15"]);
const callerSaved = ["rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11"];
/** What instructions write without naming it, those that a program may use. */
const implicitlyWritten = ["rax", "rbx", "rcx", "rdx", "rsi", "rdi"];

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
  | "writes-nothing"
  | "writes-last"
  | "other";

// The first that matches says what an instruction does. Conditional jumps are all
// that begin with `j` but jmp, and the loops.
const effects: readonly (readonly [RegExp, Effect])[] = [
  [/^lea[wlq]$/, "address"],
  [/^(?:nop[wlq]?|prefetch\w*|clflush|clflushopt|clwb|cldemote|invlpg)$/, "touches-nothing"],
  [/^(?:notrack )?jmp[wlq]?$/, "jump"],
  [/^(?:j\w+|loop\w*)$/, "conditional-jump"],
  [/^(?:notrack )?l?call[wlq]?$/, "call"],
  [/^(?:rep\w* )?(?:l?ret|iret|sysret|sysexit)[wlq]?$|^ud[012]/, "return"],
  [/^push/, "push"],
  [/^pop(?!cnt)/, "pop"],
  [/^leaveq?$/, "leave"],
  [/^enter/, "enter"],
  [/^(?:cmp|test|bt|out|outs|invept)[bwlq]?$|^(?:int3|[lms]fence|pause|hlt|cli|sti|cld|std|endbr64|wbinvd)$/, "writes-nothing"],
  [/^mov(?:[bwlq]|absq|[sz](?:bl|bq|bw|wl|wq|lq)|be[wlq]|nti[lq]?)$|^(?:set|cmov)\w+$/, "writes-last"],
  [/^(?:add|sub|adc|sbb|and|or|xor|inc|dec|neg|not|bswap|shl|shr|sar|sal|rol|ror|rcl|rcr|shld|shrd)[bwlq]$/, "writes-last"],
  [/^(?:bts|btr|btc|bsf|bsr|tzcnt|lzcnt|popcnt|crc32|andn|blsr|blsi|blsmsk|bextr|bzhi|sarx|shlx|shrx|rorx|pdep|pext)[bwlq]{0,2}$/, "writes-last"],
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
  const effect = effectOf(instruction);
  return effect === "address" || effect === "touches-nothing" ? [] : instruction.operands.filter(isMemory);
}

function isMemory(operand: Operand): operand is MemoryOperand {
  return operand.kind === "memory";
}

function computedAddress(instruction: Instruction): ComputedAddress | undefined {
  if (effectOf(instruction) !== "address") return undefined;
  const [source, destination] = instruction.operands;
  if (source?.kind !== "memory" || source.base === undefined || destination?.kind !== "register") return undefined;
  return { base: source.base, displacement: source.displacement, destination: destination.name };
}

function allocatesStack(instruction: Instruction): boolean {
  const [first] = instruction.operands;
  switch (effectOf(instruction)) {
    case "push":
      return first?.kind !== "register" || !calleeSaved.has(first.name);
    case "pop":
      return first?.kind !== "register" || first.name === "rsp";
    case "enter":
      return true;
    case "address":
    case "writes-last":
    case "other":
      // `movq %rbp, %rsp` gives the frame back.
      return isRegister(instruction.operands.at(-1), "rsp") && !(instruction.mnemonic === "movq" && isRegister(first, "rbp"));
    default:
      return false;
  }
}

function isRegister(operand: Operand | undefined, name: string): boolean {
  return operand?.kind === "register" && operand.name === name;
}

const straight: Flow = { continues: true };
const ends: Flow = { continues: false };

function flow(instruction: Instruction): Flow {
  const effect = effectOf(instruction);
  if (effect === "return") return ends;
  if (effect !== "jump" && effect !== "conditional-jump") return straight;
  const continues = effect === "conditional-jump";
  const [destination] = instruction.operands;
  if (destination?.kind !== "address") return { continues, indirect: true };
  // With a relocation the destination lies in another function.
  return instruction.references.length > 0 ? { continues } : { continues, target: destination.address };
}

function apply(instruction: Instruction, registers: Registers): void {
  const { operands, mnemonic } = instruction;
  const last = operands.at(-1);
  switch (effectOf(instruction)) {
    case "call":
      for (const register of callerSaved) registers.delete(register);
      break;
    case "conditional-jump":
      if (mnemonic.startsWith("loop")) registers.delete("rcx");
      break;
    case "push":
      moveStackPointer(registers, mnemonic.endsWith("w") ? -2 : -8);
      break;
    case "pop":
      moveStackPointer(registers, mnemonic.endsWith("w") ? 2 : 8);
      if (last?.kind === "register") registers.delete(last.name);
      break;
    case "leave":
      assign(registers, "rsp", registers.get("rbp"));
      moveStackPointer(registers, 8);
      registers.delete("rbp");
      break;
    case "enter":
      registers.clear();
      break;
    case "address":
    case "writes-last":
      if (last?.kind === "register") assign(registers, last.name, result(instruction, registers));
      break;
    case "other":
      forgetWritten(instruction, registers);
      break;
    default:
      break;
  }
}

/** For instructions not known well: they may write what they name, and some write more. */
function forgetWritten(instruction: Instruction, registers: Registers): void {
  for (const operand of instruction.operands) if (operand.kind === "register") registers.delete(operand.name);
  // Vector instructions write general registers by name only, but for the string comparisons.
  if (isX86FloatingPoint(instruction) && !/^v?pcmp[ei]str/.test(instruction.mnemonic)) return;
  for (const register of implicitlyWritten) registers.delete(register);
}

/** What an instruction leaves in its last operand, a register, where that is known. */
function result(instruction: Instruction, registers: Registers): Value | undefined {
  const { mnemonic, operands } = instruction;
  const [source, destination] = operands;
  const data = referredAddress(instruction);
  if (data !== undefined) return { kind: "data", address: data };
  if (mnemonic === "movq" && source?.kind === "register") return registers.get(source.name);
  if (mnemonic === "leaq" && source?.kind === "memory") {
    if (source.base === undefined || source.index !== undefined) return undefined;
    return plus(registers.get(source.base), source.displacement);
  }
  if (source?.kind === "register" && mnemonic === "incq") return plus(registers.get(source.name), 1);
  if (source?.kind === "register" && mnemonic === "decq") return plus(registers.get(source.name), -1);
  if (source?.kind !== "immediate" || destination?.kind !== "register") return undefined;
  if (mnemonic === "addq") return plus(registers.get(destination.name), source.value);
  if (mnemonic === "subq") return plus(registers.get(destination.name), -source.value);
  return undefined;
}

// Instructions that put a relocated address into a register, and how they are relocated.
const addressRelocations: Readonly<Record<string, string>> = {
  leaq: "X86_64_RELOC_SIGNED",
  movq: "X86_64_RELOC_GOT_LOAD",
  movabsq: "X86_64_RELOC_UNSIGNED",
};

/** The address in the object that `leaq x(%rip)`, `movq x@GOTPCREL(%rip)` or `movabsq $x` yields. */
function referredAddress({ mnemonic, references }: Instruction): number | undefined {
  const [reference, second] = references;
  if (reference === undefined || second !== undefined) return undefined;
  return addressRelocations[mnemonic] === reference.typeName ? reference.address : undefined;
}

function moveStackPointer(registers: Registers, bytes: number): void {
  assign(registers, "rsp", plus(registers.get("rsp"), bytes));
}
