// Finds bytes that llvm-objdump could not decode, of which no check says anything.

import { type InstructionRule, seen } from "../rule.js";

export const undecoded: InstructionRule = {
  code: "undecoded",
  severity: "warning",
  title: "there are bytes among the code that llvm-objdump cannot decode",
  predicate: "holds bytes that llvm-objdump cannot decode, which the check cannot judge",
  looksAt: "instructions",
  concerns: ({ mnemonic }) => mnemonic === "<unknown>",
  prepare: () => () => seen,
};
