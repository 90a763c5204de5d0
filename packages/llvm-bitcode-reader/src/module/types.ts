// The types of LLVM IR.

/** A type of LLVM IR. */
export type Type =
  | { readonly kind: SimpleKind }
  | { readonly kind: "integer"; readonly bits: number }
  /** `pointee` is there in modules that do not yet use opaque pointers (up to LLVM 14). */
  | { readonly kind: "pointer"; readonly addressSpace: number; readonly pointee?: Type }
  | { readonly kind: "array"; readonly length: bigint; readonly element: Type }
  /** A scalable vector has a multiple of `length` elements that only the machine knows. */
  | { readonly kind: "vector"; readonly length: number; readonly element: Type; readonly isScalable: boolean }
  | StructType
  | FunctionType
  /** A type of one target, `target("name", types, integers)`. */
  | { readonly kind: "target"; readonly name: string; readonly types: readonly Type[]; readonly integers: readonly number[] }
  /** A type of a kind newer than this library. */
  | { readonly kind: "unknown"; readonly code: number };

export type SimpleKind = "void" | "half" | "bfloat" | "float" | "double" | "x86_fp80" | "fp128" | "ppc_fp128" | "label" | "metadata" | "token" | "x86_mmx" | "x86_amx";

export interface StructType {
  readonly kind: "struct";
  /** Absent where structs are told apart by what is in them. */
  readonly name?: string;
  /** Stands for the name of one that has an identity but no name: counted from 0 in the order of the table. */
  readonly number?: number;
  readonly isPacked: boolean;
  /** Undefined where it is opaque. */
  readonly elements: readonly Type[] | undefined;
}

export interface FunctionType {
  readonly kind: "function";
  readonly returns: Type;
  readonly parameters: readonly Type[];
  readonly isVarArg: boolean;
}
