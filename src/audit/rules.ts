import type { InputRule, InstructionRule, Rule } from "./rule.js";
import { floatingPoint } from "./rules/floating-point.js";
import { redZoneAccess, redZoneAddress } from "./rules/red-zone.js";
import { segmentRegister, stackCheck, stackProbe, stackProbeCall } from "./rules/stack-growth.js";
import { unmeasuredString, unterminatedString } from "./rules/strings.js";
import { symbolRules } from "./rules/symbols.js";
import { undecoded } from "./rules/undecoded.js";

/** Every rule, in the order in which findings at one place are told. */
export const rules: readonly Rule[] = [
  redZoneAccess,
  redZoneAddress,
  floatingPoint,
  stackProbeCall,
  stackCheck,
  segmentRegister,
  stackProbe,
  unterminatedString,
  unmeasuredString,
  undecoded,
  ...symbolRules,
];

export const instructionRules = rules.filter((rule): rule is InstructionRule => rule.looksAt === "instructions");
export const inputRules = rules.filter((rule): rule is InputRule => rule.looksAt === "input");
