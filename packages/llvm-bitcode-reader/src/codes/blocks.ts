// Which number means which block, and which table names a block's records. Sources: BlockIDs in
// llvm/Bitcode/LLVMBitCodes.h of LLVM 13 to 22; the spelling is the one llvm-bcanalyzer-22 prints.

import { ConstantsCode } from "./constants.js";
import { FunctionCode } from "./function.js";
import { MetadataCode } from "./metadata.js";
import { IdentificationCode, ModuleCode } from "./module.js";
import { SummaryCode } from "./summary.js";
import {
  AttributeGroupCode,
  AttributeListCode,
  ModulePathCode,
  OperandBundleTagCode,
  StringTableCode,
  SymbolTableBlobCode,
  SyncScopeNameCode,
  UseListCode,
  ValueSymbolTableCode,
} from "./tables.js";
import { TypeCode } from "./types.js";

/** The blocks of a bitcode file. Numbers below 8 belong to the bitstream: 0 holds abbreviations for other blocks. */
export const BlockId = {
  BLOCKINFO_BLOCK: 0,
  MODULE_BLOCK: 8,
  PARAMATTR_BLOCK: 9,
  PARAMATTR_GROUP_BLOCK_ID: 10,
  CONSTANTS_BLOCK: 11,
  FUNCTION_BLOCK: 12,
  /** Since 3.8. */
  IDENTIFICATION_BLOCK_ID: 13,
  VALUE_SYMTAB: 14,
  METADATA_BLOCK: 15,
  METADATA_ATTACHMENT_BLOCK: 16,
  /** Since 3.0, which began a new numbering of types; 10 was the block before it. */
  TYPE_BLOCK_ID: 17,
  USELIST_BLOCK_ID: 18,
  /** The paths of the modules in a combined ThinLTO index. */
  MODULE_STRTAB_BLOCK: 19,
  GLOBALVAL_SUMMARY_BLOCK: 20,
  OPERAND_BUNDLE_TAGS_BLOCK: 21,
  /** Since 3.9; the kinds stood in METADATA_BLOCK before. */
  METADATA_KIND_BLOCK: 22,
  /** Since 5.0: names of symbols, one table for all modules before it. */
  STRTAB_BLOCK: 23,
  FULL_LTO_GLOBALVAL_SUMMARY_BLOCK: 24,
  /** Since 5.0: a table of symbols for linkers. */
  SYMTAB_BLOCK: 25,
  /** Since 6.0. */
  SYNC_SCOPE_NAMES_BLOCK: 26,
} as const;

/** What a block is called; undefined for a number that has no name. */
export function blockName(blockId: number): string | undefined {
  return BLOCK_NAMES.get(blockId);
}

/** What a record of a block is called; undefined for a code that has no name there. */
export function recordName(blockId: number, code: number): string | undefined {
  return RECORD_NAMES.get(blockId)?.get(code);
}

const BLOCK_NAMES = namesOf(BlockId);

const BLOCKINFO_RECORDS = { SETBID: 1, BLOCKNAME: 2, SETRECORDNAME: 3 } as const;

const RECORD_NAMES: ReadonlyMap<number, ReadonlyMap<number, string>> = new Map([
  [BlockId.BLOCKINFO_BLOCK, namesOf(BLOCKINFO_RECORDS)],
  [BlockId.MODULE_BLOCK, namesOf(ModuleCode)],
  [BlockId.PARAMATTR_BLOCK, namesOf(AttributeListCode)],
  [BlockId.PARAMATTR_GROUP_BLOCK_ID, namesOf(AttributeGroupCode)],
  [BlockId.CONSTANTS_BLOCK, namesOf(ConstantsCode)],
  [BlockId.FUNCTION_BLOCK, namesOf(FunctionCode)],
  [BlockId.IDENTIFICATION_BLOCK_ID, namesOf(IdentificationCode)],
  [BlockId.VALUE_SYMTAB, namesOf(ValueSymbolTableCode)],
  [BlockId.METADATA_BLOCK, namesOf(MetadataCode)],
  [BlockId.METADATA_ATTACHMENT_BLOCK, namesOf(MetadataCode)],
  [BlockId.TYPE_BLOCK_ID, namesOf(TypeCode)],
  [BlockId.USELIST_BLOCK_ID, namesOf(UseListCode)],
  [BlockId.MODULE_STRTAB_BLOCK, namesOf(ModulePathCode)],
  [BlockId.GLOBALVAL_SUMMARY_BLOCK, namesOf(SummaryCode)],
  [BlockId.OPERAND_BUNDLE_TAGS_BLOCK, namesOf(OperandBundleTagCode)],
  [BlockId.METADATA_KIND_BLOCK, namesOf(MetadataCode)],
  [BlockId.STRTAB_BLOCK, namesOf(StringTableCode)],
  [BlockId.FULL_LTO_GLOBALVAL_SUMMARY_BLOCK, namesOf(SummaryCode)],
  [BlockId.SYMTAB_BLOCK, namesOf(SymbolTableBlobCode)],
  [BlockId.SYNC_SCOPE_NAMES_BLOCK, namesOf(SyncScopeNameCode)],
]);

function namesOf(codes: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(codes).map(([name, code]) => [code, name]));
}
