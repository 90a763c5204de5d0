// The fixtures of passes: ir-fixtures/<pass>/<case>.ll with, where the pass
// changes or says something, <case>.expected.ll and <case>.diagnostics.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { passes } from "../../passes/registry.js";
import { pipelines } from "../../passes/pipelines.js";
import { Module } from "../../src/ir/module.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { type Diagnostic, InputError } from "../../src/support/diagnostic.js";
import { positionOf } from "../../src/support/source-position.js";

/** The folder of all fixtures. */
export const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "../../../ir-fixtures");

export interface Fixture {
  /** `<pass>/<case>`. */
  readonly name: string;
  readonly path: string;
  readonly input: Buffer;
  readonly pipeline: string;
  /** The LLVM whose llvm-as judges the module; undefined when none reads it. */
  readonly llvm: number | undefined;
}

export interface Outcome {
  readonly output: Buffer;
  /** Errors and warnings, one a line: `SEVERITY CODE LINE:COL message`. */
  readonly diagnostics: string;
}

/** The fixtures of one pass, in their order. */
export function fixturesOf(pass: string): Fixture[] {
  const folder = join(FIXTURES, pass);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ll") && !file.endsWith(".expected.ll"))
    .map((file) => readFixture(pass, join(folder, file)));
}

function readFixture(pass: string, path: string): Fixture {
  const input = readFileSync(path);
  const head = input.toString("latin1", 0, 4096).split(/\r\n|[\r\n]/);
  const pipeline = /^; RUN: --passes='(.*)'$/.exec(head[0] ?? "")?.[1];
  if (pipeline === undefined) throw new Error(`${path}: the first line must be ; RUN: --passes='…'`);
  const llvm = head.map((line) => /^; LLVM: (\w+)$/.exec(line)?.[1]).find((word) => word !== undefined) ?? "22";
  return { name: `${pass}/${basename(path, ".ll")}`, path, input, pipeline, llvm: llvm === "none" ? undefined : Number(llvm) };
}

/** The file that `suffix` stands for beside a fixture. */
export function besides(fixture: Fixture, suffix: "expected.ll" | "diagnostics"): string {
  return fixture.path.replace(/\.ll$/, `.${suffix}`);
}

/** What must come out: the expected file, or the input itself. */
export function expectedOutcome(fixture: Fixture): Outcome {
  const expected = besides(fixture, "expected.ll");
  const diagnostics = besides(fixture, "diagnostics");
  return {
    output: existsSync(expected) ? readFileSync(expected) : fixture.input,
    diagnostics: existsSync(diagnostics) ? readFileSync(diagnostics, "latin1") : "",
  };
}

/** Runs a pipeline in process. After an error the output is the module as the failing pass left it. */
export function runPipeline(input: Buffer, pipeline: string): Outcome & { readonly failed: boolean } {
  const module = new Module(input);
  const lines: string[] = [];
  const note = (diagnostics: readonly Diagnostic[]): void => {
    for (const diagnostic of diagnostics) if (diagnostic.severity !== "remark") lines.push(describe(input, diagnostic));
  };
  let failed = false;
  try {
    runPassManager(module, configurePipeline(pipeline, { passes, pipelines }), {
      afterPass: ({ diagnostics }) => note(diagnostics),
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    failed = true;
  }
  return { output: Buffer.concat([...module.print()]), diagnostics: lines.map((line) => `${line}\n`).join(""), failed };
}

function describe(input: Buffer, { severity, code, message, span }: Diagnostic): string {
  const place = span === undefined ? "-" : Object.values(positionOf(input, span.start)).join(":");
  return `${severity} ${code} ${place} ${message}`;
}
