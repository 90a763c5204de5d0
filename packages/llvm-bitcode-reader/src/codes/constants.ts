// Records of CONSTANTS_BLOCK. Source: ConstantsCodes in llvm/Bitcode/LLVMBitCodes.h of LLVM 13 to 22;
// a code that a later release replaced keeps its number and is called OLD.

export const ConstantsCode = {
  /** The type of what follows, until the next one. */
  SETTYPE: 1,
  NULL: 2,
  UNDEF: 3,
  /** The sign in the lowest bit. */
  INTEGER: 4,
  /** Words of 64 bits, the lowest first, the sign of each in its lowest bit. */
  WIDE_INTEGER: 5,
  /** The bits of the number; more than one operand for types wider than 64 bits. */
  FLOAT: 6,
  AGGREGATE: 7,
  /** Bytes. */
  STRING: 8,
  /** Bytes; a zero follows that is not written. */
  CSTRING: 9,
  CE_BINOP: 10,
  CE_CAST: 11,
  CE_GEP_OLD: 12,
  CE_SELECT: 13,
  CE_EXTRACTELT: 14,
  CE_INSERTELT: 15,
  CE_SHUFFLEVEC: 16,
  CE_CMP: 17,
  INLINEASM_OLD: 18,
  CE_SHUFVEC_EX: 19,
  CE_INBOUNDS_GEP: 20,
  CST_CODE_BLOCKADDRESS: 21,
  /** Elements of an array or vector of integers or floats. */
  DATA: 22,
  INLINEASM_OLD2: 23,
  CE_GEP_WITH_INRANGE_INDEX_OLD: 24,
  CE_UNOP: 25,
  /** Since 12. */
  POISON: 26,
  DSO_LOCAL_EQUIVALENT: 27,
  INLINEASM_OLD3: 28,
  /** Since 14. */
  NO_CFI_VALUE: 29,
  INLINEASM: 30,
  /** Since 19. */
  CE_GEP_WITH_INRANGE: 31,
  CE_GEP: 32,
  PTRAUTH: 33,
  /** Since 22. */
  PTRAUTH2: 34,
} as const;
