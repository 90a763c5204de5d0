import { demangle } from "../support/demangle.js";
import { arm64 } from "../macho/arm64.js";
import { type CodeFunction, CodeReader, formatInstruction, type Instruction } from "../macho/code.js";
import type { Operation } from "../macho/instruction-set.js";
import type { MachO } from "../macho/macho.js";
import { RegisterFlow } from "../macho/register-flow.js";
import { x86 } from "../macho/x86.js";
import type { AuditedFunction, AuditInput } from "./audit-input.js";
import type { Finding } from "./finding.js";
import { judge } from "./judge.js";
import type { ImageReport } from "./report.js";
import type { CodeContext, FindingSeverity, InstructionCheck, InstructionRule, Sighting } from "./rule.js";
import { inputRules, instructionRules } from "./rules.js";
import { type AuditSettings, type RuleSetting, settingOf } from "./settings.js";
import { undefinedSymbols } from "./undefined-symbols.js";

/**
 * Audits an object, or the binary of a kext, as its disassembly comes: no more than
 * one function of it is held at a time.
 */
export class ObjectAudit {
  readonly #object: MachO;
  readonly #settings: AuditSettings;
  readonly #findings: Finding[] = [];
  readonly #functions: AuditedFunction[] = [];
  readonly #reader: CodeReader;

  constructor(object: MachO, settings: AuditSettings) {
    this.#object = object;
    this.#settings = settings;
    const instructionSet = { x86_64: x86, arm64 }[object.architecture];
    const context = { object, instructionSet, flow: new RegisterFlow(instructionSet) };
    this.#reader = new CodeReader(object, instructionSet, concerned, (fn) => {
      const audited = describeFunction(fn);
      this.#functions.push(audited);
      for (const finding of auditCode(fn, audited, context, settings)) this.#findings.push(finding);
    });
  }

  /** Takes a part of what llvm-objdump, given `objdumpArguments(object)`, writes. InputError where that is not understood. */
  write(disassembly: Uint8Array): void {
    this.#reader.write(disassembly);
  }

  /**
   * What was found. InputError where the disassembly did not cover the object's code.
   *
   * @param others what belongs to the object, as the module that it was made of.
   */
  finish(others: Omit<AuditInput, "object" | "functions" | "settings"> = {}): ImageReport {
    this.#reader.end();
    const input = { ...others, object: this.#object, functions: this.#functions, settings: this.#settings };
    for (const rule of inputRules) this.#findings.push(...judge(rule, rule.check(input), this.#settings));
    return { findings: this.#findings, functions: this.#functions, undefined: undefinedSymbols(input) };
  }
}

function describeFunction({ name, start, end, instructions }: CodeFunction): AuditedFunction {
  return { name, demangled: demangle(name), address: start, size: end - start, instructions: instructions.length };
}

function auditCode(fn: CodeFunction, { demangled }: AuditedFunction, context: WalkContext, settings: AuditSettings): Finding[] {
  const findings: Finding[] = [];
  const checks: (Check | undefined)[] = [];
  context.flow.visit(fn, (instruction, index, state) => {
    for (let marks = instruction.operation.marks; marks !== 0; marks &= marks - 1) {
      const rule = 31 - Math.clz32(marks & -marks);
      const check = (checks[rule] ??= prepare(instructionRules[rule]!, fn, demangled, context, settings));
      if (check.severity === "off") continue;
      for (const sighting of check.check(instruction, index, state)) {
        findings.push(findingOf(check.rule, check.severity, fn.name, demangled, instruction, sighting));
      }
    }
  });
  return findings;
}

interface WalkContext extends CodeContext {
  readonly flow: RegisterFlow;
}

interface Check {
  readonly rule: InstructionRule;
  readonly severity: RuleSetting;
  readonly check: InstructionCheck;
}

function prepare(rule: InstructionRule, fn: CodeFunction, demangled: string, context: CodeContext, settings: AuditSettings): Check {
  const severity = settingOf(rule, settings, fn.name, demangled);
  return { rule, severity, check: rule.prepare(fn, context) };
}

/** The rules that an instruction concerns: bit i for `instructionRules[i]`. */
function concerned(operation: Operation): number {
  return instructionRules.reduce((marks, rule, index) => (rule.concerns(operation) ? marks | (1 << index) : marks), 0);
}

function findingOf(
  { code, predicate, fix }: InstructionRule,
  severity: FindingSeverity,
  name: string,
  demangled: string,
  instruction: Instruction,
  { callee, text }: Sighting,
): Finding {
  return {
    code,
    severity,
    message: `function '${demangled}' ${predicate}`,
    function: name,
    demangled,
    address: instruction.address,
    instruction: formatInstruction(instruction),
    ...(callee === undefined ? {} : { symbol: callee }),
    ...(text === undefined ? {} : { text }),
    ...(fix === undefined ? {} : { fix }),
  };
}
