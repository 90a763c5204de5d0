// Records of the blocks that hold one table each: attributes, names, uses. Source: the enumerations
// of their names in llvm/Bitcode/LLVMBitCodes.h of LLVM 13 to 22.

export const AttributeListCode = {
  /** Up to 3.2: pairs of parameter and a word of bits. Called ENTRY by llvm-bcanalyzer, as the next. */
  ENTRY_OLD: 1,
  ENTRY: 2,
} as const;

export const AttributeGroupCode = { ENTRY: 3 } as const;

export const ValueSymbolTableCode = { ENTRY: 1, BBENTRY: 2, FNENTRY: 3, COMBINED_ENTRY: 5 } as const;

export const ModulePathCode = { ENTRY: 1, HASH: 2 } as const;

export const OperandBundleTagCode = { OPERAND_BUNDLE_TAG: 1 } as const;

export const SyncScopeNameCode = { SYNC_SCOPE_NAME: 1 } as const;

export const UseListCode = { USELIST_CODE_DEFAULT: 1, USELIST_CODE_BB: 2 } as const;

export const StringTableCode = { BLOB: 1 } as const;

export const SymbolTableBlobCode = { BLOB: 1 } as const;
