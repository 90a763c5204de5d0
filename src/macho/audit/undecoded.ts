// Finds bytes that llvm-objdump could not decode, of which no check says anything.

import { nothing, type Observation, type Rule } from "./rule.js";

const observed: readonly Observation[] = [{ kind: "undecoded" }];

export const undecoded: Rule = () => (instruction) => (instruction.mnemonic === "<unknown>" ? observed : nothing);
