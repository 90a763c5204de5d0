// Records of MODULE_BLOCK and IDENTIFICATION_BLOCK_ID. Source: ModuleCodes and IdentificationCodes in
// llvm/Bitcode/LLVMBitCodes.h of LLVM 13 to 22; what old files hold is told by LLVM's BitCodeFormat manual.

export const IdentificationCode = { STRING: 1, EPOCH: 2 } as const;

export const ModuleCode = {
  /** 0: operands are absolute; 1: relative in function bodies (3.3); 2: names stand in STRTAB_BLOCK (5.0). */
  VERSION: 1,
  TRIPLE: 2,
  DATALAYOUT: 3,
  ASM: 4,
  SECTIONNAME: 5,
  /** Written by LLVM 2 only. */
  DEPLIB: 6,
  GLOBALVAR: 7,
  FUNCTION: 8,
  /** Up to 3.7: without the type that pointers no longer tell. */
  ALIAS_OLD: 9,
  GCNAME: 11,
  /** Since 3.5. */
  COMDAT: 12,
  /** Since 3.8: where the module's symbol table stands, in words from the identification block. */
  VSTOFFSET: 13,
  ALIAS: 14,
  METADATA_VALUES_UNUSED: 15,
  /** Since 3.9. */
  SOURCE_FILENAME: 16,
  /** ThinLTO's hash of the module: five words. */
  HASH: 17,
  IFUNC: 18,
} as const;
