import type { Instruction } from "./code.js";
import type { MemoryOperand, Operand } from "./operand.js";
import type { Registers } from "./registers.js";

/** What the checks have to know of an architecture's instructions. */
export interface InstructionSet {
  readonly stackPointer: string;
  readonly argumentRegisters: readonly string[];
  /** Reads the operands of one instruction as llvm-objdump writes them. */
  parseOperands(text: string): readonly Operand[];
  /** The memory that an instruction reads or writes, stack accesses of pushes and calls left out. */
  accesses(instruction: Instruction): readonly MemoryOperand[];
  /** The address that an instruction only computes, and the register that it goes to. */
  computedAddress(instruction: Instruction): ComputedAddress | undefined;
  /** Where control goes after an instruction. */
  flow(instruction: Instruction): Flow;
  /** What an instruction does to registers: what it writes, and cannot be told, is forgotten. */
  apply(instruction: Instruction, registers: Registers): void;
  /**
   * Whether the instruction moves the stack pointer for another purpose than to
   * save or restore a register that the caller expects back.
   */
  allocatesStack(instruction: Instruction): boolean;
  /** Whether it uses floating-point or vector registers, or their control state. */
  isFloatingPoint(instruction: Instruction): boolean;
}

export interface ComputedAddress {
  readonly base: string;
  readonly displacement: number;
  readonly destination: string;
}

export interface Flow {
  /** Whether the instruction after it may be next. */
  readonly continues: boolean;
  /** Address of a jump within the function. */
  readonly target?: number;
  /** Whether it jumps to a computed address. */
  readonly indirect?: boolean;
}
