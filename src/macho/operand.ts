/** An operand of an instruction, of either architecture. */
export type Operand =
  | RegisterOperand
  | { readonly kind: "immediate"; readonly value: number }
  | MemoryOperand
  /** A jump's or call's destination, where it is written as such. */
  | { readonly kind: "address"; readonly address: number }
  | { readonly kind: "other"; readonly text: string };

export interface RegisterOperand {
  readonly kind: "register";
  /** The full register: `rax` for `%al`, `x0` for `w0`. */
  readonly name: string;
}

export interface MemoryOperand {
  readonly kind: "memory";
  readonly base: string | undefined;
  readonly index: string | undefined;
  /** Bytes, added to base and scaled index. */
  readonly displacement: number;
  /** x86: whether the address is relative to a thread's segment, %fs or %gs. */
  readonly inThreadSegment: boolean;
  /** arm64: `[sp, #-16]!`, the base becomes the address that is accessed. */
  readonly preIndexed: boolean;
}
