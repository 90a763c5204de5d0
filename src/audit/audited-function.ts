/** What the walk over a function's instructions gathered. */
export interface AuditedFunction {
  /** The function's symbol, or section and offset, as `__TEXT,__text+0x0`, where it has none. */
  readonly name: string;
  /** The same as a Rust path, where it is one. */
  readonly demangled: string;
  /** Address of its first instruction. */
  readonly address: number;
  /** Bytes, padding behind it included. */
  readonly size: number;
  readonly instructions: number;
  /** Bytes of stack that the prologue reserves: what clang's -fstack-usage says. */
  readonly frame: number;
  /** Bytes of stack that it uses at most, without what it calls. */
  readonly deepest: number;
  /** Whether it reserves stack by a number that is computed at run time. */
  readonly isDynamic: boolean;
  readonly calls: readonly Call[];
}

/** A call, or a jump to another function as the last deed. */
export interface Call {
  /** Address of the instruction. */
  readonly address: number;
  /** What llvm-objdump writes of it. */
  readonly mnemonic: string;
  readonly operandText: string;
  /** Bytes of stack in use when the called function begins, a return address included. */
  readonly stack: number;
  readonly callee: Callee;
}

export type Callee =
  /** A symbol that the object does not define. */
  | { readonly kind: "undefined"; readonly symbol: string }
  | { readonly kind: "defined"; readonly address: number }
  /** What only the run of the program can tell. */
  | { readonly kind: "indirect" };
