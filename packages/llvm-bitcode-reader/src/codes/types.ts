// Records of TYPE_BLOCK_ID. Source: TypeCodes in llvm/Bitcode/LLVMBitCodes.h of LLVM 13 to 22.

export const TypeCode = {
  NUMENTRY: 1,
  VOID: 2,
  FLOAT: 3,
  DOUBLE: 4,
  LABEL: 5,
  OPAQUE: 6,
  INTEGER: 7,
  /** With the type it points to: up to 14, and in later files that clang 15 and 16 wrote without opaque pointers. */
  POINTER: 8,
  /** Up to 2.9, with a number for attributes that nothing used. */
  FUNCTION_OLD: 9,
  HALF: 10,
  ARRAY: 11,
  VECTOR: 12,
  X86_FP80: 13,
  FP128: 14,
  PPC_FP128: 15,
  METADATA: 16,
  /** Up to 19; later readers take it for a vector of one i64. */
  X86_MMX: 17,
  STRUCT_ANON: 18,
  /** The name of the STRUCT_NAMED, OPAQUE or TARGET_TYPE that follows. */
  STRUCT_NAME: 19,
  STRUCT_NAMED: 20,
  FUNCTION: 21,
  /** Since 3.8. */
  TOKEN: 22,
  /** Since 11. */
  BFLOAT: 23,
  /** Since 12. */
  X86_AMX: 24,
  /** Since 13, everywhere since 15. */
  OPAQUE_POINTER: 25,
  /** Since 16. */
  TARGET_TYPE: 26,
} as const;
