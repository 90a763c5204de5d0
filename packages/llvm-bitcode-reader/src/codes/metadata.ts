// Records of METADATA_BLOCK, METADATA_KIND_BLOCK and METADATA_ATTACHMENT_BLOCK, which share a
// numbering. Source: MetadataCodes in llvm/Bitcode/LLVMBitCodes.h of LLVM 13 to 22.

export const MetadataCode = {
  /** Up to 3.8: one string. */
  STRING_OLD: 1,
  VALUE: 2,
  NODE: 3,
  /** The name of the NAMED_NODE that follows. */
  NAME: 4,
  DISTINCT_NODE: 5,
  KIND: 6,
  LOCATION: 7,
  /** Up to 3.5: pairs of type and value. */
  OLD_NODE: 8,
  OLD_FN_NODE: 9,
  NAMED_NODE: 10,
  ATTACHMENT: 11,
  // Debug information, from here to COMMON_BLOCK and on; nodes of their own since 3.7.
  GENERIC_DEBUG: 12,
  SUBRANGE: 13,
  ENUMERATOR: 14,
  BASIC_TYPE: 15,
  FILE: 16,
  DERIVED_TYPE: 17,
  COMPOSITE_TYPE: 18,
  SUBROUTINE_TYPE: 19,
  COMPILE_UNIT: 20,
  SUBPROGRAM: 21,
  LEXICAL_BLOCK: 22,
  LEXICAL_BLOCK_FILE: 23,
  NAMESPACE: 24,
  TEMPLATE_TYPE: 25,
  TEMPLATE_VALUE: 26,
  GLOBAL_VAR: 27,
  LOCAL_VAR: 28,
  EXPRESSION: 29,
  OBJC_PROPERTY: 30,
  IMPORTED_ENTITY: 31,
  MODULE: 32,
  MACRO: 33,
  MACRO_FILE: 34,
  /** Since 3.9: all strings in one blob, their lengths first. */
  STRINGS: 35,
  GLOBAL_DECL_ATTACHMENT: 36,
  GLOBAL_VAR_EXPR: 37,
  /** Since 5.0: how far away INDEX stands, in bits. */
  INDEX_OFFSET: 38,
  /** How far apart the nodes stand, in bits. */
  INDEX: 39,
  LABEL: 40,
  STRING_TYPE: 41,
  COMMON_BLOCK: 44,
  GENERIC_SUBRANGE: 45,
  ARG_LIST: 46,
  /** Since 16. */
  ASSIGN_ID: 47,
  /** Since 21. */
  SUBRANGE_TYPE: 48,
  FIXED_POINT_TYPE: 49,
} as const;
