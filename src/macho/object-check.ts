// Counts what must not be, or should be known, in code for a kernel.

import { demangle } from "../support/demangle.js";
import { arm64 } from "./arm64.js";
import { floatingPoint } from "./audit/floating-point.js";
import { redZone } from "./audit/red-zone.js";
import type { FindingKind, Rule } from "./audit/rule.js";
import { stackProbe } from "./audit/stack-probe.js";
import { undecoded } from "./audit/undecoded.js";
import { unterminatedString } from "./audit/unterminated-string.js";
import { readFunctions } from "./code.js";
import { parseDisassembly } from "./disassembly.js";
import type { MachO } from "./macho.js";
import { visitInstructions } from "./register-flow.js";
import { x86 } from "./x86.js";

export interface Finding {
  readonly kind: FindingKind;
  /** The function's symbol, or section and offset, as `__TEXT,__text+0x0`, where it has none. */
  readonly function: string;
  /** The same as a Rust path, where it is one. */
  readonly demangled: string;
  /** Address in the object. */
  readonly address: number;
  /** As llvm-objdump writes it, with single spaces. */
  readonly instruction: string;
  /** The function that is called, a raw symbol; only for calls. */
  readonly callee?: string;
  /** The text that is passed; only for strings. */
  readonly text?: string;
}

export interface Census {
  /** In the order of addresses. */
  readonly findings: readonly Finding[];
  /** Raw names, sorted. */
  readonly undefinedSymbols: readonly string[];
  readonly functionCount: number;
  readonly instructionCount: number;
}

const rules: readonly Rule[] = [redZone, floatingPoint, stackProbe, unterminatedString, undecoded];

/**
 * Checks the code of an object. `disassembly` is what llvm-objdump, given
 * `objdumpArguments(object)` (disassembly.ts), wrote of it; InputError where it does not
 * cover the object's code.
 */
export function checkObject(object: MachO, disassembly: string): Census {
  const instructionSet = { x86_64: x86, arm64 }[object.architecture];
  const functions = readFunctions(object, parseDisassembly(disassembly), instructionSet);
  const findings: Finding[] = [];
  for (const fn of functions) {
    const checks = rules.map((rule) => rule(fn, { object, instructionSet }));
    const demangled = demangle(fn.name);
    visitInstructions(fn, instructionSet, (instruction, index, registers) => {
      for (const check of checks) {
        for (const observation of check(instruction, index, registers)) {
          const { address, mnemonic, operandText } = instruction;
          findings.push({
            ...observation,
            function: fn.name,
            demangled,
            address,
            instruction: `${mnemonic} ${operandText}`.trimEnd(),
          });
        }
      }
    });
  }
  return {
    findings,
    undefinedSymbols: object.symbols.filter(({ kind }) => kind === "undefined").map(({ name }) => name).sort(),
    functionCount: functions.length,
    instructionCount: functions.reduce((count, { instructions }) => count + instructions.length, 0),
  };
}
