// x86_64 for the checks: Intel's manual (volume 2) says what instructions do,
// the System V ABI which registers a call keeps.

import { isX86FloatingPoint } from "./x86-floating-point.js";
import type { Instruction } from "./code.js";
import type { Flow, InstructionSet, MemoryOperand } from "./instruction-set.js";
import { assign, plus, type Registers, type Value } from "./registers.js";
import { parseX86Operands, type X86Operand } from "./x86-operand.js";

export const x86: InstructionSet = {
  stackPointer: "rsp",
  argumentRegisters: ["rdi", "rsi", "rdx", "rcx", "r8", "r9"],
  memoryOperands,
  step,
  allocatesStack,
  isFloatingPoint: isX86FloatingPoint,
};

const calleeSaved = new Set(["rbx", "rbp", "r12", "r13", "r14", "r15"]);
const callerSaved = ["rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11"];

// Instructions that have a memory operand and touch no memory there.
const computesOnly = /^(?:lea|nop|prefetch|clflush|clwb|cldemote|invlpg)/;
// Those that leave all their operands as they are.
const writesNothing = /^(?:cmp[bwlq]?|test[bwlq]?|bt[wlq]?|push[wlq]?|nop[wlq]?|ud2|int3|prefetch\w*|[lms]fence|pause|hlt|cli|sti|endbr64|outs?[bwl]?)$/;
// Those that write their last operand and nothing else.
const writesLast =
  /^(?:mov(?:[bwlq]|absq|[sz](?:bl|bq|bw|wl|wq|lq)|be[wlq]|nti[lq]?)|lea[wlq]|(?:add|sub|adc|sbb|and|or|xor|inc|dec|neg|not|bswap|shl|shr|sar|sal|rol|ror|rcl|rcr|shld|shrd|bts|btr|btc|bsf|bsr|tzcnt|lzcnt|popcnt|crc32|andn|blsr|blsi|blsmsk|bextr|bzhi|sarx|shlx|shrx|rorx|pdep|pext)[bwlq]{0,2}|set\w+|cmov\w+)$/;

// Instructions that put a relocated address into a register, and how they are relocated.
const addressRelocations: Readonly<Record<string, string>> = {
  leaq: "X86_64_RELOC_SIGNED",
  movq: "X86_64_RELOC_GOT_LOAD",
  movabsq: "X86_64_RELOC_UNSIGNED",
};

function operandsOf(instruction: Instruction): X86Operand[] {
  return parseX86Operands(instruction.operands);
}

function memoryOperands(instruction: Instruction): MemoryOperand[] {
  const operands = operandsOf(instruction);
  const last = operands.at(-1);
  const isAddress = instruction.mnemonic.startsWith("lea");
  return operands.flatMap((operand) =>
    operand.kind !== "memory"
      ? []
      : {
          base: operand.base,
          index: operand.index,
          displacement: operand.displacement,
          accessed: !computesOnly.test(instruction.mnemonic),
          writesBack: false,
          addressTo: isAddress && last?.kind === "register" ? last.name : undefined,
        },
  );
}

function allocatesStack(instruction: Instruction): boolean {
  const { mnemonic } = instruction;
  const operands = operandsOf(instruction);
  const first = operands[0];
  if (mnemonic.startsWith("push")) return first?.kind !== "register" || !calleeSaved.has(first.name);
  if (/^pop(?!cnt)/.test(mnemonic)) return first?.kind !== "register" || first.name === "rsp";
  if (mnemonic === "enter") return true;
  const last = operands.at(-1);
  if (last?.kind !== "register" || last.name !== "rsp" || writesNothing.test(mnemonic)) return false;
  // `movq %rbp, %rsp` gives the frame back.
  return !(mnemonic === "movq" && first?.kind === "register" && first.name === "rbp");
}

function step(instruction: Instruction, registers: Registers): Flow {
  const { mnemonic } = instruction;
  const operands = operandsOf(instruction);
  if (/^(?:notrack )?(?:j|loop)/.test(mnemonic)) return jump(instruction, operands);
  if (/^(?:rep\w* )?(?:l?ret|iret|ud2|sysret|sysexit)/.test(mnemonic)) return { continues: false };
  if (/^(?:notrack )?call/.test(mnemonic)) {
    for (const register of callerSaved) registers.delete(register);
    return { continues: true };
  }
  write(instruction, operands, registers);
  return { continues: true };
}

function jump(instruction: Instruction, [destination]: readonly X86Operand[]): Flow {
  const continues = !/^(?:notrack )?jmp/.test(instruction.mnemonic);
  // With a relocation the destination lies in another function.
  if (destination?.kind === "address" && instruction.references.length === 0) return { continues, target: destination.address };
  return { continues, indirect: destination?.kind !== "address" };
}

function write(instruction: Instruction, operands: readonly X86Operand[], registers: Registers): void {
  const { mnemonic } = instruction;
  const [first] = operands;
  if (mnemonic.startsWith("push")) {
    moveStackPointer(registers, mnemonic.endsWith("w") ? -2 : -8);
  } else if (/^pop(?!cnt)/.test(mnemonic)) {
    moveStackPointer(registers, mnemonic.endsWith("w") ? 2 : 8);
    if (first?.kind === "register") registers.delete(first.name);
  } else if (/^leaveq?$/.test(mnemonic)) {
    assign(registers, "rsp", registers.get("rbp"));
    moveStackPointer(registers, 8);
    registers.delete("rbp");
  } else if (writesLast.test(mnemonic)) {
    const last = operands.at(-1);
    if (last?.kind === "register") assign(registers, last.name, result(instruction, operands, registers));
  } else if (isX86FloatingPoint(instruction)) {
    for (const operand of operands) if (operand.kind === "register") registers.delete(operand.name);
    if (/^v?pcmp[ei]str/.test(mnemonic)) registers.delete("rcx");
  } else if (!writesNothing.test(mnemonic)) {
    // Not known well: it may write each register that it names, and those that
    // instructions use without naming them.
    for (const operand of operands) if (operand.kind === "register") registers.delete(operand.name);
    for (const register of ["rax", "rbx", "rcx", "rdx", "rsi", "rdi"]) registers.delete(register);
    if (mnemonic === "enter") registers.clear();
  }
}

/** What an instruction leaves in its last operand, a register, where that is known. */
function result(instruction: Instruction, operands: readonly X86Operand[], registers: Registers): Value | undefined {
  const { mnemonic } = instruction;
  const [source, destination] = operands;
  const data = referredAddress(instruction);
  if (data !== undefined) return { kind: "data", address: data };
  if (mnemonic === "movq" && source?.kind === "register") return registers.get(source.name);
  if (mnemonic === "leaq" && source?.kind === "memory") {
    if (source.base === undefined || source.index !== undefined) return undefined;
    return plus(registers.get(source.base), source.displacement);
  }
  if (/^(?:inc|dec)q$/.test(mnemonic) && source?.kind === "register") {
    return plus(registers.get(source.name), mnemonic === "incq" ? 1 : -1);
  }
  if (/^(?:add|sub)q$/.test(mnemonic) && source?.kind === "immediate" && destination?.kind === "register") {
    return plus(registers.get(destination.name), mnemonic === "addq" ? source.value : -source.value);
  }
  return undefined;
}

/** The address in the object that `leaq x(%rip)`, `movq x@GOTPCREL(%rip)` or `movabsq $x` yields. */
function referredAddress({ mnemonic, references }: Instruction): number | undefined {
  const [reference, second] = references;
  if (reference === undefined || second !== undefined) return undefined;
  return addressRelocations[mnemonic] === reference.typeName ? reference.address : undefined;
}

function moveStackPointer(registers: Registers, bytes: number): void {
  assign(registers, "rsp", plus(registers.get("rsp"), bytes));
}
