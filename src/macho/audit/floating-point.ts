// Finds instructions that use floating-point or vector registers: in a kernel
// they hold what the interrupted thread keeps there.

import { nothing, type Observation, type Rule } from "./rule.js";

const observed: readonly Observation[] = [{ kind: "floating-point" }];

export const floatingPoint: Rule =
  (_fn, { instructionSet }) =>
  (instruction) =>
    instructionSet.isFloatingPoint(instruction) ? observed : nothing;
