import { arm64 } from "../macho/arm64.js";
import { CodeReader } from "../macho/code.js";
import type { MachO } from "../macho/macho.js";
import { x86 } from "../macho/x86.js";
import type { AuditInput } from "./audit-input.js";
import type { AuditedFunction } from "./audited-function.js";
import { ConstantTexts } from "./constant-texts.js";
import type { Finding } from "./finding.js";
import { judge } from "./judge.js";
import { type ImageReport, reportFunctions } from "./report.js";
import { inputRules } from "./rules.js";
import type { AuditSettings } from "./settings.js";
import { undefinedSymbols } from "./undefined-symbols.js";
import { concernedRules, FunctionWalker } from "./walk-function.js";

/** What belongs to an object, as the module that it was made of. */
export type Surroundings = Omit<AuditInput, "object" | "functions" | "settings">;

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
    const walker = new FunctionWalker({ instructionSet, texts: new ConstantTexts(object) }, settings);
    this.#reader = new CodeReader(object, instructionSet, concernedRules, (code) => {
      const { fn, findings } = walker.walk(code);
      this.#functions.push(fn);
      for (const finding of findings) this.#findings.push(finding);
    });
  }

  /** Takes a part of what llvm-objdump, given `objdumpArguments(object)`, writes. InputError where that is not understood. */
  write(disassembly: Uint8Array): void {
    this.#reader.write(disassembly);
  }

  /** What was found. InputError where the disassembly did not cover the object's code. */
  finish(surroundings: Surroundings = {}): ImageReport {
    this.#reader.end();
    // llvm-objdump goes by the order of sections, which need not be that of addresses.
    const functions = this.#functions.sort((a, b) => a.address - b.address);
    const input = { ...surroundings, object: this.#object, functions, settings: this.#settings };
    const findings = [...this.#findings];
    for (const rule of inputRules) for (const finding of judge(rule, rule.check(input), this.#settings)) findings.push(finding);
    return { findings, functions: reportFunctions(functions), undefined: undefinedSymbols(input) };
  }
}
