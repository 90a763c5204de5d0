// The operation named behind a call of the runtime is the one that clang made the call of.

import { expect } from "chai";
import { operationsBehind } from "../../src/audit/runtime-operations.js";
import { Module } from "../../src/ir/module.js";
import { kernelAssembly } from "../support/compile.js";
import { runPipeline } from "../support/fixtures.js";

const TYPES = { f: "float", d: "double" };
const WIDTHS = [8, 16, 32, 64, 128];
const PREDICATES = ["oeq", "one", "ogt", "oge", "olt", "ole", "ord", "uno", "ueq", "une", "ugt", "uge", "ult", "ule"];

/** One function for each operation. */
function source(): string {
  const functions: string[] = [];
  const define = (returns: string, name: string, parameters: string, code: string): void =>
    void functions.push(`define ${returns} @${name}(${parameters}) {\n  %r = ${code}\n  ret ${returns} %r\n}\n`);
  for (const [letter, type] of Object.entries(TYPES)) {
    for (const opcode of ["fadd", "fsub", "fmul", "fdiv", "frem"]) define(type, `${opcode}_${letter}`, `${type} %a, ${type} %b`, `${opcode} nnan ${type} %a, %b`);
    for (const predicate of PREDICATES) define("i1", `${predicate}_${letter}`, `${type} %a, ${type} %b`, `fcmp ${predicate} ${type} %a, %b`);
    for (const width of WIDTHS) {
      for (const sign of ["s", "u"]) {
        define(`i${width}`, `to_${sign}${width}_${letter}`, `${type} %a`, `fpto${sign}i ${type} %a to i${width}`);
        define(type, `from_${sign}${width}_${letter}`, `i${width} %a`, `${sign}itofp i${width} %a to ${type}`);
      }
    }
    define(type, `sqrt_${letter}`, `${type} %a`, `call ${type} @llvm.sqrt.${letter === "f" ? "f32" : "f64"}(${type} %a)`);
    functions.push(`declare ${type} @llvm.sqrt.${letter === "f" ? "f32" : "f64"}(${type})\n`);
  }
  define("<2 x double>", "lanes", "<2 x double> %a", "fadd <2 x double> %a, %a");
  define("double", "wider", "float %a", "fpext float %a to double");
  define("float", "narrower", "double %a", "fptrunc double %a to float");
  for (const opcode of ["sdiv", "udiv", "srem", "urem"]) define("i128", opcode, "i128 %a, i128 %b", `${opcode} i128 %a, %b`);
  return `target triple = "x86_64-apple-macosx10.15"\n\n${functions.join("\n")}`;
}

describe("audit/runtime-operations", () => {
  it("names just the functions whose code calls the routine", function () {
    this.timeout(30_000);
    const { output } = runPipeline(Buffer.from(source()), "soft-float,noredzone");
    const callers = new Map<string, Set<string>>();
    let fn = "";
    for (const line of kernelAssembly(output).split("\n")) {
      fn = /^_(\w+):/.exec(line)?.[1] ?? fn;
      const callee = /(?:callq|jmp)\s+(_\w+)/.exec(line)?.[1];
      if (callee !== undefined) callers.set(callee, (callers.get(callee) ?? new Set()).add(fn));
    }
    expect(callers.size).to.be.greaterThan(50);
    const module = new Module(output);
    for (const [routine, functions] of callers) {
      const notes = operationsBehind(module, routine);
      const named = notes.flatMap((note) => /' in '(\w+)', line \d+/.exec(note)?.[1] ?? []);
      expect(named, `${routine}, called by ${[...functions].join(", ")}`).to.not.deep.equal([]);
      for (const name of named) expect([...functions], routine).to.include(name);
    }
  });
});
