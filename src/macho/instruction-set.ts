import type { Instruction } from "./code.js";
import type { Registers } from "./registers.js";

/** What the checks have to know of an architecture's instructions. */
export interface InstructionSet {
  /** In the same form as in `Registers` and `MemoryOperand`. */
  readonly stackPointer: string;
  readonly argumentRegisters: readonly string[];
  memoryOperands(instruction: Instruction): readonly MemoryOperand[];
  /** Applies the instruction to `registers` and tells where control goes. */
  step(instruction: Instruction, registers: Registers): Flow;
  /**
   * Whether the instruction moves the stack pointer for another purpose than to
   * save or restore a register that the caller expects back.
   */
  allocatesStack(instruction: Instruction): boolean;
  /** Whether it uses floating-point or vector registers, or their control state. */
  isFloatingPoint(instruction: Instruction): boolean;
}

export interface MemoryOperand {
  readonly base: string | undefined;
  readonly index: string | undefined;
  /** Bytes, added to base and scaled index. */
  readonly displacement: number;
  /** Whether memory is read or written there; else the address is only computed. */
  readonly accessed: boolean;
  /** Whether `base` is moved to the computed address, so that it is no longer beyond it. */
  readonly writesBack: boolean;
  /** Register that a computed address goes to. */
  readonly addressTo: string | undefined;
}

export interface Flow {
  /** Whether the instruction after it may be next. */
  readonly continues: boolean;
  /** Address of a jump in the same section. */
  readonly target?: number;
  /** Whether it jumps to a computed address. */
  readonly indirect?: boolean;
}
