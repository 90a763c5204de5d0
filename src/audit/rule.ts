// What a rule is. Rules of two kinds share the list in rules.ts: one that looks at
// every instruction, and one that looks at an input as a whole.

import type { CodeFunction, Instruction } from "../macho/code.js";
import type { InstructionSet, Operation } from "../macho/instruction-set.js";
import type { RegisterState } from "../macho/registers.js";
import type { AuditInput } from "./audit-input.js";
import type { ConstantTexts } from "./constant-texts.js";
import type { Observation } from "./finding.js";

export type Rule = InstructionRule | InputRule;

/** How much a finding weighs: an error makes the input unfit, a remark is shown on request. */
export type FindingSeverity = "error" | "warning" | "remark";

interface RuleFacts {
  /** Stable and kebab-case, as in `red-zone-access`; what `kextir explain` takes. */
  readonly code: string;
  /** What its findings are unless the configuration says otherwise. */
  readonly severity: FindingSeverity;
  /** What an input that breaks the rule does, on one line, for lists of rules. */
  readonly title: string;
  /** What to do about it, one line. */
  readonly fix?: string;
}

export interface InstructionRule extends RuleFacts {
  readonly looksAt: "instructions";
  /** Follows "function 'f' " in the message of a finding. */
  readonly predicate: string;
  /** Whether an instruction is worth a look at all; asked once for each that is different from others. */
  concerns(operation: Operation): boolean;
  /** Prepares to check one function. */
  prepare(fn: CodeFunction, context: CodeContext): InstructionCheck;
}

/** What is the same for all functions of an object. */
export interface CodeContext {
  readonly instructionSet: InstructionSet;
  readonly texts: ConstantTexts;
}

/**
 * Called for each instruction that concerns the rule, in order, with the instruction's index
 * in the function and what the registers are known to hold before it.
 */
export type InstructionCheck = (instruction: Instruction, index: number, state: RegisterState) => readonly Sighting[];

/** That the rule is broken by an instruction. */
export interface Sighting {
  /** The function that is called, a raw symbol. */
  readonly callee?: string;
  /** The text that is passed. */
  readonly text?: string;
}

export const nothing: readonly Sighting[] = [];
/** For rules that have no more to say than that. */
export const seen: readonly Sighting[] = [{}];

export interface InputRule extends RuleFacts {
  readonly looksAt: "input";
  /** Gives what breaks the rule in those parts of an input that the rule is about and that are there. */
  check(input: AuditInput): Iterable<Observation>;
}
