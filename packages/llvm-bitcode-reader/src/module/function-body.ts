// Function bodies, counted. Only codes of records are read; what instructions do is not looked at.

import { type Block, walkBlock } from "../bitstream/walk.js";
import { recordName } from "../codes/blocks.js";
import { FunctionCode, isInstruction } from "../codes/function.js";

export interface FunctionBody {
  readonly basicBlocks: number;
  readonly instructions: number;
  /** By what llvm-bcanalyzer calls their records: `INST_CALL`. */
  readonly instructionsByKind: ReadonlyMap<string, number>;
}

/** @throws BitcodeError */
export function readFunctionBody(bytes: Uint8Array, block: Block): FunctionBody {
  const counts = new Map<number, number>();
  let basicBlocks = 0;
  walkBlock(bytes, block, {
    enterBlock: (entered) => (entered === block ? "codes" : false),
    record({ code }) {
      if (isInstruction(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
      if (ENDS_BASIC_BLOCK.has(code)) basicBlocks++;
    },
  });
  let instructions = 0;
  const instructionsByKind = new Map<string, number>();
  for (const [code, count] of counts) {
    instructions += count;
    instructionsByKind.set(recordName(block.id, code) ?? `${code}`, count);
  }
  return { basicBlocks, instructions, instructionsByKind };
}

// Each basic block ends in one of these, so that counting them needs no operand.
const ENDS_BASIC_BLOCK: ReadonlySet<number> = new Set([
  FunctionCode.INST_RET,
  FunctionCode.INST_BR,
  FunctionCode.INST_SWITCH,
  FunctionCode.INST_INDIRECTBR,
  FunctionCode.INST_INVOKE,
  FunctionCode.INST_CALLBR,
  FunctionCode.INST_UNREACHABLE,
  FunctionCode.INST_RESUME,
  FunctionCode.INST_CLEANUPRET,
  FunctionCode.INST_CATCHRET,
  FunctionCode.INST_CATCHSWITCH,
]);
