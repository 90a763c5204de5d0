// The one walk over a function's instructions, on which all that is known of code rests.

import { type CodeFunction, formatInstruction, type Instruction } from "../macho/code.js";
import { measureFrame } from "../macho/frame.js";
import type { Operation } from "../macho/instruction-set.js";
import { RegisterFlow } from "../macho/register-flow.js";
import { stackOffset } from "../macho/registers.js";
import { demangle } from "../support/demangle.js";
import type { AuditedFunction, Call, Callee } from "./audited-function.js";
import type { Finding } from "./finding.js";
import type { CodeContext, FindingSeverity, InstructionCheck, InstructionRule, Sighting } from "./rule.js";
import { instructionRules } from "./rules.js";
import { type AuditSettings, type RuleSetting, settingOf } from "./settings.js";

/** What the walk over one function gives. */
export interface WalkedFunction {
  readonly fn: AuditedFunction;
  readonly findings: readonly Finding[];
}

/** What the walk wants to know of an operation whenever it occurs: bit i says that it concerns `instructionRules[i]`. */
export function concernedRules(operation: Operation): number {
  return instructionRules.reduce((marks, rule, index) => (rule.concerns(operation) ? marks | (1 << index) : marks), 0);
}

/** Walks over functions of one object, whose operations are marked by `concernedRules`. */
export class FunctionWalker {
  readonly #context: CodeContext;
  readonly #settings: AuditSettings;
  readonly #flow: RegisterFlow;
  /** Where the stack pointer is before each instruction. */
  #levels = new Float64Array(1024);

  constructor(context: CodeContext, settings: AuditSettings) {
    this.#context = context;
    this.#settings = settings;
    this.#flow = new RegisterFlow(context.instructionSet);
  }

  walk(fn: CodeFunction): WalkedFunction {
    const { instructionSet } = this.#context;
    const demangled = demangle(fn.name);
    const findings: Finding[] = [];
    const calls: Call[] = [];
    const checks: (Check | undefined)[] = [];
    if (this.#levels.length < fn.instructions.length) this.#levels = new Float64Array(2 * fn.instructions.length);
    const levels = this.#levels;
    this.#flow.visit(fn, (instruction, index, state) => {
      const level = stackOffset(state, instructionSet.stackPointer);
      levels[index] = level;
      const { operation } = instruction;
      for (let marks = operation.marks; marks !== 0; marks &= marks - 1) {
        const rule = 31 - Math.clz32(marks & -marks);
        const { severity, rule: broken, check } = (checks[rule] ??= this.#prepare(instructionRules[rule]!, fn, demangled));
        if (severity === "off") continue;
        for (const sighting of check(instruction, index, state)) findings.push(findingOf(broken, severity, fn.name, demangled, instruction, sighting));
      }
      const callee = operation.isCall || operation.isJump ? calleeOf(instruction, fn) : undefined;
      if (callee === undefined) return;
      const address = operation.isCall ? instructionSet.returnAddressSize : 0;
      calls.push({ address: instruction.address, mnemonic: operation.mnemonic, operandText: operation.operandText, stack: address - level, callee });
    });
    const { size: frame, deepest, isDynamic } = measureFrame(fn, levels, instructionSet);
    const known = calls.map((call) => (Number.isNaN(call.stack) ? { ...call, stack: deepest + instructionSet.returnAddressSize } : call));
    const { name, start, end, instructions } = fn;
    return { fn: { name, demangled, address: start, size: end - start, instructions: instructions.length, frame, deepest, isDynamic, calls: known }, findings };
  }

  #prepare(rule: InstructionRule, fn: CodeFunction, demangled: string): Check {
    return { rule, severity: settingOf(rule, this.#settings, fn.name, demangled), check: rule.prepare(fn, this.#context) };
  }
}

interface Check {
  readonly rule: InstructionRule;
  readonly severity: RuleSetting;
  readonly check: InstructionCheck;
}

/** What a call, or a jump out of the function, goes to; undefined for jumps within it. */
function calleeOf({ operation, references }: Instruction, { start, end }: CodeFunction): Callee | undefined {
  const target = references[0]?.target;
  // Through a pointer: what a relocation refers to then is where the pointer is, but for
  // the linker's table, whose pointers are what it says.
  if (operation.destination === undefined && references[0]?.typeName.includes("GOT") !== true) {
    // A jump table, more often than a tail call.
    return operation.isCall || target !== undefined ? { kind: "indirect" } : undefined;
  }
  if (target?.kind === "symbol" && target.symbol.kind !== "defined") return { kind: "undefined", symbol: target.symbol.name };
  const address = target === undefined || target.kind === "absolute" ? operation.destination : references[0]?.address;
  if (address === undefined) return undefined;
  return operation.isJump && address > start && address < end ? undefined : { kind: "defined", address };
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
    instruction: formatInstruction(instruction.operation),
    ...(callee === undefined ? {} : { symbol: callee }),
    ...(text === undefined ? {} : { text }),
    ...(fix === undefined ? {} : { fix }),
  };
}
