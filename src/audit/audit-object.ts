import { demangle } from "../support/demangle.js";
import { arm64 } from "../macho/arm64.js";
import { type CodeFunction, readFunctions } from "../macho/code.js";
import { parseDisassembly } from "../macho/disassembly.js";
import type { MachO } from "../macho/macho.js";
import { visitInstructions } from "../macho/register-flow.js";
import { x86 } from "../macho/x86.js";
import type { AuditedFunction, AuditInput } from "./audit-input.js";
import type { Finding } from "./finding.js";
import { judge } from "./judge.js";
import type { ImageReport } from "./report.js";
import type { CodeContext, InstructionRule } from "./rule.js";
import { inputRules, instructionRules } from "./rules.js";
import { settingOf, type AuditSettings } from "./settings.js";

/**
 * Audits an object, or the binary of a kext. `disassembly` is what llvm-objdump,
 * given `objdumpArguments(object)`, wrote of it; InputError where it does not cover
 * the object's code: a check that saw only a part of it would prove nothing.
 *
 * @param others what belongs to the object, as the module that it was made of.
 */
export function auditObject(
  object: MachO,
  disassembly: string,
  settings: AuditSettings,
  others: Omit<AuditInput, "object" | "functions" | "settings"> = {},
): ImageReport {
  const context = { object, instructionSet: { x86_64: x86, arm64 }[object.architecture] };
  const findings: Finding[] = [];
  const functions: AuditedFunction[] = [];
  for (const fn of readFunctions(object, parseDisassembly(disassembly), context.instructionSet)) {
    const audited = describeFunction(fn);
    functions.push(audited);
    findings.push(...auditCode(fn, audited, context, settings));
  }
  const input = { ...others, object, functions, settings };
  for (const rule of inputRules) findings.push(...judge(rule, rule.check(input), settings));
  return { findings, functions, undefined: undefinedSymbols(object) };
}

function describeFunction({ name, start, end, instructions }: CodeFunction): AuditedFunction {
  return { name, demangled: demangle(name), address: start, size: end - start, instructions: instructions.length };
}

function auditCode(fn: CodeFunction, { demangled }: AuditedFunction, context: CodeContext, settings: AuditSettings): Finding[] {
  const checks = instructionRules.flatMap((rule) => {
    const severity = settingOf(rule, settings, fn.name, demangled);
    return severity === "off" ? [] : { rule, severity, check: rule.prepare(fn, context) };
  });
  const findings: Finding[] = [];
  visitInstructions(fn, context.instructionSet, (instruction, index, registers) => {
    for (const { rule, severity, check } of checks) {
      for (const { callee, text } of check(instruction, index, registers)) {
        const { address, mnemonic, operandText } = instruction;
        findings.push({
          code: rule.code,
          severity,
          message: messageOf(rule, demangled),
          function: fn.name,
          demangled,
          address,
          instruction: `${mnemonic} ${operandText}`.trimEnd(),
          ...(callee === undefined ? {} : { symbol: callee }),
          ...(text === undefined ? {} : { text }),
          ...(rule.fix === undefined ? {} : { fix: rule.fix }),
        });
      }
    }
  });
  return findings;
}

function messageOf({ predicate }: InstructionRule, demangled: string): string {
  return `function '${demangled}' ${predicate}`;
}

function undefinedSymbols(object: MachO): ImageReport["undefined"] {
  const names = object.symbols.filter(({ kind }) => kind === "undefined").map(({ name }) => name);
  return names.sort().map((symbol) => ({ symbol }));
}
