// Finds instructions that use floating-point or vector registers: in a kernel
// they hold what the interrupted thread keeps there.

import { type InstructionRule, seen } from "../rule.js";

export const floatingPoint: InstructionRule = {
  code: "floating-point",
  severity: "error",
  title: "code uses floating-point or vector registers",
  predicate: "uses floating-point or vector registers, which kernel code must not touch",
  fix: "run the pass soft-float, and look whether assembly of your own does it",
  looksAt: "instructions",
  concerns: ({ isFloatingPoint }) => isFloatingPoint,
  prepare: () => () => seen,
};
