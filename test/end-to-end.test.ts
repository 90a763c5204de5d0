// The whole way, on real Rust: what rustc made goes through the pipelines and clang,
// and llvm-as, llvm-objdump, llvm-nm and a run on this machine judge what comes out.

import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kextir } from "./cli/kextir.js";
import { tool } from "./support/compile.js";
import { runPipeline } from "./support/fixtures.js";
import { llvmAs } from "./support/llvm.js";
import { callerOf, PROGRAMS, PROGRAMS_CONFIG, programs } from "./support/rust-programs.js";

/** LTO brings the parts of core that a crate uses into its module. */
const LTO = ["-Clto=fat", "-Copt-level=3"];
const SMALL = ["-Clto=fat", "-Copt-level=s", "-g"];
const UNOPTIMISED = ["-Copt-level=0", "-g"];

interface Compiler {
  readonly name: string;
  readonly rustc: string | undefined;
  /** Whose llvm-as reads the text of its modules. */
  readonly llvm: readonly number[];
  /** Of its own era: clang from 18 on lays i128 out otherwise than rustc did then. */
  readonly clang: string;
  readonly settings: readonly (readonly string[])[];
}

const COMPILERS: readonly Compiler[] = [
  {
    name: "rustc", rustc: process.env["KEXTIR_RUSTC"] ?? "rustc", llvm: [22], clang: process.env["KEXTIR_CLANG"] ?? "clang-22",
    settings: [LTO, UNOPTIMISED],
  },
  { name: "rustc 1.63", rustc: process.env["KEXTIR_RUSTC_163"], llvm: [14, 22], clang: "clang-15", settings: [SMALL, UNOPTIMISED] },
];

/** Whatever does not make code for another machine, and leaves the names that the program's C part calls. */
const FOR_THIS_MACHINE = "strip-split-stack,strip-unwind,terminate-strings,kernel-attributes,noredzone,soft-float";

/** What a kernel exports, 128-bit arithmetic from compiler-rt, and the functions of a core that is not in the module. */
const EXPECTED_UNDEFINED = /^_(?:IOLog|__stack_chk_(?:fail|guard)|mem(?:cpy|move|set|cmp)|bcmp|__bzero|__u?(?:div|mod|mulo)ti[34]|_RNv\S+|_ZN\S+E)$/;

describe("end to end", function () {
  const folder = mkdtempSync(join(tmpdir(), "kextir-end-to-end-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const compiler of COMPILERS) {
    for (const settings of compiler.settings) {
      describe(`${compiler.name} ${settings.join(" ")}`, () => {
        for (const source of programs) {
          it(source, function () {
            if (compiler.rustc === undefined) return this.skip();
            judge(compileRust(compiler.rustc, settings, source), compiler, source);
          });
        }
      });
    }
  }

  function judge(module: Buffer, { llvm, clang }: Compiler, source: string): void {
    expect(runPipeline(module, "").output.equals(module), "no passes, no change").to.equal(true);
    for (const pipeline of ["kext", "minimal"]) {
      const { output, failed, diagnostics } = runPipeline(module, pipeline);
      expect(failed, diagnostics).to.equal(false);
      expect(runPipeline(output, pipeline).output.equals(output), `${pipeline} twice is ${pipeline} once`).to.equal(true);
      for (const major of llvm) expect(llvmAs(output, major), `llvm-as-${major} after ${pipeline}`).to.include({ accepted: true });
    }

    const object = kernelObject(module, clang);
    expect(forbiddenInstructions(kernelObject(module, clang, ["--passes=retarget", "--no-check"]))).to.not.deep.equal([]);
    expect(forbiddenInstructions(object)).to.deep.equal([]);
    const undefinedSymbols = tool("llvm-nm-22", ["-u", "--format=just-symbols", object]).split("\n").filter((line) => line !== "");
    expect(undefinedSymbols.filter((symbol) => !EXPECTED_UNDEFINED.test(symbol))).to.deep.equal([]);

    if (!canRunHere()) return;
    const before = results(module, clang, source);
    expect(before).to.include("\n");
    expect(results(runPipeline(module, FOR_THIS_MACHINE).output, clang, source)).to.equal(before);
  }

  /** The module of a program; beside it lies an archive with the parts of core that the module lacks. */
  function compileRust(rustc: string, settings: readonly string[], source: string): Buffer {
    const [archive, module] = [join(folder, "program.a"), join(folder, "program.ll")];
    const flags = ["--edition", "2021", "--crate-type", "staticlib", "-Awarnings", "-Cpanic=abort", "-Ccodegen-units=1", ...settings];
    tool(rustc, [...flags, `--emit=link=${archive},llvm-ir=${module}`, join(PROGRAMS, source)]);
    return readFileSync(module);
  }

  function kernelObject(module: Buffer, clang: string, words: readonly string[] = []): string {
    const object = join(folder, `kernel${words.length}.o`);
    const { code, stderr } = kextir(["compile", "-", "-o", object, `--clang=${clang}`, `--config=${PROGRAMS_CONFIG}`, ...words], { input: module });
    expect(code, stderr).to.equal(0);
    return object;
  }

  /** What the functions of a program return for many arguments, a line for each. */
  function results(module: Buffer, clang: string, source: string): string {
    const [ir, caller, program] = ["module.ll", "caller.c", "program"].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(ir, module);
    writeFileSync(caller, callerOf(readFileSync(join(PROGRAMS, source), "latin1")));
    const lenient = ["-w", "-Wno-override-module", "-Wl,--unresolved-symbols=ignore-all", "-no-pie"];
    tool(clang, ["-O2", ...lenient, ir, caller, join(folder, "program.a"), "-o", program]);
    return tool(program, []);
  }
});

/** Accesses below the stack pointer, and instructions with floating-point or vector registers, as llvm-objdump writes them. */
function forbiddenInstructions(object: string): string[] {
  // --macho tells jump tables, which lie among the code, from instructions.
  const disassembly = tool("llvm-objdump-22", ["--macho", "-d", "--no-show-raw-insn", "--no-leading-addr", object]);
  const found: string[] = [];
  for (const [name = "", ...lines] of disassembly.split(/^(?=\S.*:$)/m).slice(1).map((part) => part.trim().split("\n"))) {
    const code = lines.map((line) => line.trim());
    const moves = code.some((line) => /^(?:sub|add|and|lea)q?\s.*, %rsp\b/.test(line));
    const framePointer = code.findIndex((line) => /^movq\s+%rsp, %rbp/.test(line));
    const saved = framePointer < 0 ? 0 : 8 * code.slice(framePointer).filter((line) => line.startsWith("pushq")).length;
    for (const line of code) {
      const below = /-(0x[0-9a-f]+)\(%(rsp|rbp)(,)?/.exec(line);
      const isRedZone =
        below !== null && (below[2] === "rsp" ? below[3] === undefined || !moves : !moves && framePointer >= 0 && Number(below[1]) > saved);
      if (isRedZone || /%(?:[xyz]?mm\d|st\b|k[0-7]\b)|^(?:f(?:ld|st|ild|ist|xch|wait|n?init)|emms|(?:ld|st)mxcsr)/.test(line)) found.push(`${name} ${line}`);
    }
  }
  return found;
}

// Debian's clang links with the system's ld, which a machine may lack.
function canRunHere(): boolean {
  return process.arch === "x64" && process.platform === "linux" && spawnSync("ld", ["--version"]).status === 0;
}
