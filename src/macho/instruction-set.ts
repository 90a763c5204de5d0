import type { MemoryOperand, Operand } from "./operand.js";
import type { Register } from "./registers.js";
import type { Transfer } from "./transfer.js";

/** What the checks have to know of an architecture. */
export interface InstructionSet {
  readonly stackPointer: Register;
  /** How many general registers there are: what the highest number of one is, and one. */
  readonly registerCount: number;
  readonly argumentRegisters: readonly Register[];
  /** Bytes that a call leaves on the stack before the function's first instruction. */
  readonly returnAddressSize: number;
  /** The most bytes that an instruction has. */
  readonly longestInstruction: number;
  /** Reads an instruction as llvm-objdump writes it. */
  parse(mnemonic: string, operandText: string): Operation;
}

/** An instruction as such, wherever it stands. */
export interface Operation {
  /** As llvm-objdump writes it, with prefixes, as in `lock xchgq`; `<unknown>` where it could not be decoded. */
  readonly mnemonic: string;
  /** The rest of the line but for comments; empty where there are no operands. */
  readonly operandText: string;
  readonly operands: readonly Operand[];
  /** The memory that it reads or writes, stack accesses of pushes and calls left out. */
  readonly accesses: readonly MemoryOperand[];
  /** The address that it only computes, and the register that it goes to. */
  readonly computedAddress: ComputedAddress | undefined;
  /** What it does to registers. */
  readonly transfers: readonly Transfer[];
  /**
   * Whether it moves the stack pointer for another purpose than to save or restore a
   * register that the caller expects back.
   */
  readonly allocatesStack: boolean;
  /** Whether it uses floating-point or vector registers, or their control state. */
  readonly isFloatingPoint: boolean;
  /** Whether it calls: control comes back to the next instruction. */
  readonly isCall: boolean;
  /** Whether it jumps, on a condition or without. */
  readonly isJump: boolean;
  /** Where it jumps or calls, unless a relocation says otherwise; undefined where that is computed. */
  readonly destination: number | undefined;
  /** Whether control never comes to the next instruction: it returns, jumps without condition or traps. */
  readonly endsFlow: boolean;
  /** Whether it gives control back to the caller. */
  readonly isReturn: boolean;
  /** Whether it is part of a prologue without moving the stack pointer: it saves a register, or sets the frame pointer. */
  readonly isFrameSetup: boolean;
  /** Whether it is part of an epilogue: it restores a register or the stack pointer. */
  readonly isFrameTeardown: boolean;
  /** Whether it writes the stack pointer. */
  readonly movesStack: boolean;
  /** x86: the distance of what it names to the next instruction, as in `leaq 0x14(%rip), %rdi`. */
  readonly ripDisplacement: number | undefined;
  /** Whether it is padding. */
  readonly isNoOperation: boolean;
}

export interface ComputedAddress {
  readonly base: Register;
  readonly displacement: number;
  readonly destination: Register;
}
