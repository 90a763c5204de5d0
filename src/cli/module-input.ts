import { describeBinary } from "../bitcode/describe-binary.js";
import { describeNonText, moduleProblems } from "../driver/module-problems.js";
import { Module } from "../ir/module.js";
import { type Diagnostic, InputError } from "../support/diagnostic.js";
import { type Input, readInput } from "./input.js";
import type { Reporter } from "./reporter.js";

/** A module that was read. */
export interface ModuleInput {
  readonly module: Module;
  /** Which LLVM wrote it, where bitcode says so, as in `LLVM22.1.2-rust-1.95.0-stable`. */
  readonly producer: string | undefined;
}

/**
 * What an input may be: any text (to be printed as it is), a module even if it is
 * cut off (to be looked at), or only a whole module.
 */
export type Tolerance = "any text" | "damaged module" | "whole module";

/** Reads a module from a file or standard input, as `parseModule` does. */
export function readModule(path: string | undefined, tolerance: Tolerance, reporter: Reporter): Promise<ModuleInput> {
  return parseModule(readInput(path), tolerance, reporter);
}

/**
 * The module that an input holds; bitcode is disassembled, also where an object or
 * an archive has it inside. What is wrong with its text is reported. Throws
 * InputError for what is not tolerated.
 */
export async function parseModule(input: Input, tolerance: Tolerance, reporter: Reporter): Promise<ModuleInput> {
  const disassembled = describeBinary(input.bytes) === undefined ? undefined : await disassemble(input, reporter);
  const bytes = disassembled?.bytes ?? input.bytes;
  const module = new Module(bytes);
  const nonText = describeNonText(module);
  if (nonText !== undefined) throw notIr(input, nonText);

  reporter.about(disassembled !== undefined ? `${input.name} (as text)` : input.name, bytes);
  const errors: Diagnostic[] = [];
  for (const problem of moduleProblems(module)) {
    if (problem.severity === "error" && !isTolerated(problem, tolerance)) errors.push(problem);
    else reporter.report({ ...problem, severity: "warning" });
  }
  if (errors.length > 0) throw new InputError(...errors);
  return { module, producer: disassembled?.producer };
}

async function disassemble({ bytes }: Input, reporter: Reporter): Promise<{ readonly bytes: Buffer; readonly producer: string | undefined } | undefined> {
  const { disassembleInput } = await import("./bitcode-input.js");
  return disassembleInput(bytes, reporter);
}

function isTolerated({ code }: Diagnostic, tolerance: Tolerance): boolean {
  return tolerance === "any text" || (tolerance === "damaged module" && code !== "not-ir");
}

function notIr({ path }: Input, what: string): InputError {
  return new InputError({
    severity: "error",
    code: "not-ir",
    message: `${path === undefined ? "standard input" : `'${path}'`} is ${what}, not LLVM IR`,
    fix: "rustc writes IR with --emit=llvm-ir",
  });
}
