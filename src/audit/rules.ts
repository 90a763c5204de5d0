import type { InputRule, InstructionRule, Rule } from "./rule.js";
import { bundleLibraries } from "./rules/bundle-libraries.js";
import { floatingPoint } from "./rules/floating-point.js";
import { architecture, fileType, linkerOption } from "./rules/image.js";
import { infoPlist } from "./rules/info-plist.js";
import { kextHeader, kextSymbols } from "./rules/kext-header.js";
import { kmodInfo } from "./rules/kext-kmod-info.js";
import { kextLayout } from "./rules/kext-layout.js";
import { kextRelocation } from "./rules/kext-relocations.js";
import { softFloatCall } from "./rules/library-calls.js";
import { moduleRules } from "./rules/module.js";
import { redZoneAccess, redZoneAddress } from "./rules/red-zone.js";
import { relocation } from "./rules/relocations.js";
import { constructor, sectionType, threadLocal, unwindTable } from "./rules/sections.js";
import { dynamicStack, indirectCall, recursion, stackDepth, stackFrame } from "./rules/stack.js";
import { segmentRegister, stackCheck, stackProbe, stackProbeCall } from "./rules/stack-growth.js";
import { unmeasuredString, unterminatedString } from "./rules/strings.js";
import { commonSymbol, weakImport } from "./rules/symbol-kinds.js";
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
  stackFrame,
  stackDepth,
  recursion,
  dynamicStack,
  indirectCall,
  softFloatCall,
  threadLocal,
  unwindTable,
  constructor,
  commonSymbol,
  weakImport,
  relocation,
  sectionType,
  fileType,
  architecture,
  linkerOption,
  kextHeader,
  kextLayout,
  kextRelocation,
  kextSymbols,
  kmodInfo,
  infoPlist,
  bundleLibraries,
  ...symbolRules,
  ...moduleRules,
];

export const instructionRules = rules.filter((rule): rule is InstructionRule => rule.looksAt === "instructions");
export const inputRules = rules.filter((rule): rule is InputRule => rule.looksAt === "input");
