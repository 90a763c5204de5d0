import type { CodeFunction, Instruction } from "../code.js";
import type { InstructionSet } from "../instruction-set.js";
import type { MachO } from "../macho.js";
import type { Value } from "../registers.js";

export type FindingKind =
  /** Memory below the stack pointer is read or written. */
  | "red-zone-access"
  /** A function that reserves no stack computes an address below the stack pointer. */
  | "red-zone-address"
  /** An instruction uses floating-point or vector registers. */
  | "floating-point"
  /** A call to a routine that grows or probes the stack. */
  | "stack-probe-call"
  /** An instruction that touches new stack only to have it mapped. */
  | "stack-probe"
  /** The comparison of the stack pointer with a limit kept per thread. */
  | "stack-check"
  /** Any other use of %fs or %gs. */
  | "segment-register"
  /** Text without a NUL at its end is passed to a C function. */
  | "unterminated-string"
  /** Text is passed to a C function, and no label says where it ends. */
  | "unmeasured-string"
  /** llvm-objdump could not decode the bytes. */
  | "undecoded";

export interface Observation {
  readonly kind: FindingKind;
  /** The function that is called, a raw symbol. */
  readonly callee?: string;
  /** The text that is passed. */
  readonly text?: string;
}

export interface RuleContext {
  readonly object: MachO;
  readonly instructionSet: InstructionSet;
}

/**
 * Prepares to check one function. What it returns is called for each instruction
 * in order, with the instruction's index in the function and what the registers
 * are known to hold before it.
 */
export type Rule = (
  fn: CodeFunction,
  context: RuleContext,
) => (instruction: Instruction, index: number, registers: ReadonlyMap<string, Value>) => readonly Observation[];

export const nothing: readonly Observation[] = [];
