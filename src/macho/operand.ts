import type { Register } from "./registers.js";

/** An operand of an instruction, of either architecture. */
export type Operand =
  | RegisterOperand
  | { readonly kind: "immediate"; readonly value: number }
  | MemoryOperand
  /** A jump's or call's destination, where it is written as such. */
  | { readonly kind: "address"; readonly address: number }
  /** What is none of these, as registers that are not general. */
  | { readonly kind: "other"; readonly text: string };

export interface RegisterOperand {
  readonly kind: "register";
  /** The whole general register: that of `%rax` for `%al`, of `x0` for `w0`. */
  readonly register: Register;
  /** Whether the operand is the whole register. */
  readonly isWhole: boolean;
}

export interface MemoryOperand {
  readonly kind: "memory";
  /** Undefined for none, and for one that is not general, as %rip. */
  readonly base: Register | undefined;
  /** Whether an index register is added. */
  readonly isIndexed: boolean;
  /** Bytes, added to base and scaled index. */
  readonly displacement: number;
  /** x86: whether the address is relative to a thread's segment, %fs or %gs. */
  readonly inThreadSegment: boolean;
  /** arm64: `[sp, #-16]!`, the base becomes the address that is accessed. */
  readonly preIndexed: boolean;
}
