// Records of FUNCTION_BLOCK, and which of them are instructions. Source: FunctionCodes in
// llvm/Bitcode/LLVMBitCodes.h of LLVM 13 to 22.

export const FunctionCode = {
  /** How many basic blocks follow. */
  DECLAREBLOCKS: 1,
  INST_BINOP: 2,
  INST_CAST: 3,
  INST_GEP_OLD: 4,
  INST_SELECT: 5,
  INST_EXTRACTELT: 6,
  INST_INSERTELT: 7,
  INST_SHUFFLEVEC: 8,
  INST_CMP: 9,
  INST_RET: 10,
  INST_BR: 11,
  INST_SWITCH: 12,
  INST_INVOKE: 13,
  INST_UNREACHABLE: 15,
  INST_PHI: 16,
  INST_ALLOCA: 19,
  INST_LOAD: 20,
  INST_VAARG: 23,
  INST_STORE_OLD: 24,
  INST_EXTRACTVAL: 26,
  INST_INSERTVAL: 27,
  INST_CMP2: 28,
  INST_VSELECT: 29,
  INST_INBOUNDS_GEP_OLD: 30,
  INST_INDIRECTBR: 31,
  /** The location of the instruction before is that of the one before it. */
  DEBUG_LOC_AGAIN: 33,
  INST_CALL: 34,
  DEBUG_LOC: 35,
  INST_FENCE: 36,
  INST_CMPXCHG_OLD: 37,
  INST_ATOMICRMW_OLD: 38,
  INST_RESUME: 39,
  /** Up to 3.6, with the personality that functions have carried since. */
  INST_LANDINGPAD_OLD: 40,
  INST_LOADATOMIC: 41,
  INST_STOREATOMIC_OLD: 42,
  INST_GEP: 43,
  INST_STORE: 44,
  INST_STOREATOMIC: 45,
  INST_CMPXCHG: 46,
  INST_LANDINGPAD: 47,
  INST_CLEANUPRET: 48,
  INST_CATCHRET: 49,
  INST_CATCHPAD: 50,
  INST_CLEANUPPAD: 51,
  INST_CATCHSWITCH: 52,
  /** An operand bundle of the call that follows. */
  OPERAND_BUNDLE: 55,
  INST_UNOP: 56,
  INST_CALLBR: 57,
  INST_FREEZE: 58,
  INST_ATOMICRMW: 59,
  /** Since 15: functions that take addresses of this one's blocks. */
  BLOCKADDR_USERS: 60,
  /** Since 19, in the place of calls of `llvm.dbg.value` and its kin. */
  DEBUG_RECORD_VALUE: 61,
  DEBUG_RECORD_DECLARE: 62,
  DEBUG_RECORD_ASSIGN: 63,
  DEBUG_RECORD_VALUE_SIMPLE: 64,
  DEBUG_RECORD_LABEL: 65,
  /** Since 22. */
  DEBUG_RECORD_DECLARE_VALUE: 66,
} as const;

/** Whether a record of a function stands for an instruction; unknown codes do not. */
export function isInstruction(code: number): boolean {
  return INSTRUCTIONS.has(code);
}

const INSTRUCTIONS: ReadonlySet<number> = new Set(
  Object.entries(FunctionCode)
    .filter(([name]) => name.startsWith("INST_"))
    .map(([, code]) => code),
);
