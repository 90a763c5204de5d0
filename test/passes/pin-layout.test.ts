// Types that pin-layout keeps, judged by the compilers that lay them out otherwise.

import { expect } from "chai";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kextir } from "../cli/kextir.js";
import { tool } from "../support/compile.js";
import { FIXTURES, runPipeline } from "../support/fixtures.js";
import { callerOf } from "../support/rust-programs.js";

const rustc = process.env["KEXTIR_RUSTC_163"];

/** Of x86-64 Linux, to LLVM 17 and from 18 on. */
const OLD = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128";
const NEW = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128";
const TRIPLE = "x86_64-unknown-linux-gnu";

describe("passes/pin-layout", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "kextir-pin-layout-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const level of ["0", "3"]) {
    it(`lets a newer clang compute what rustc 1.63 computes, -Copt-level=${level}`, function () {
      if (rustc === undefined || rustc === "" || process.arch !== "x64" || process.platform !== "linux") return this.skip();
      const { module, archive } = compileRust(rustc, level);
      const native = results(archive, "clang-15");
      expect(native).to.match(/^\w+ [0-9a-f]+$/m);
      // In optimised code no object is made in one function and taken apart in another.
      if (level === "0") expect(results(module, "clang-22", archive), "as it is").to.not.equal(native);
      const { output, diagnostics } = runPipeline(module, "pin-layout");
      expect(diagnostics).to.equal("");
      for (const clang of ["clang-15", "clang-19", "clang-22"]) expect(results(output, clang, archive), clang).to.equal(native);
    });
  }

  it("makes of an old module what an old clang makes of it", () => offsetsAgree(OLD, "opt-15", NEW, "clang-22", 1));
  it("makes of a new module what a new clang makes of it", () => offsetsAgree(NEW, "opt-22", OLD, "clang-15", 2));

  it("asks the clang that compiles", () => {
    const input = `target datalayout = "${OLD}"
target triple = "${TRIPLE}"
define ptr @far(ptr %p) {
  %q = getelementptr { i8, i128 }, ptr %p, i64 1, i32 1
  ret ptr %q
}
`;
    const offset = (clang: string, passes = "retarget,pin-layout"): string => {
      const object = join(folder, "out.o");
      const { code, stderr } = kextir(["compile", "-", "-o", object, `--clang=${clang}`, `--passes=${passes}`, "--no-check"], { input });
      expect(code, stderr).to.equal(0);
      return /lea[lq]?\s+(0x[0-9a-f]+)\(%rdi\)/.exec(tool("llvm-objdump-22", ["-d", "--no-show-raw-insn", "--disassemble-symbols=_far", object]))?.[1] ?? "none";
    };
    expect(offset("clang-15")).to.equal("0x20");
    expect(offset("clang-22")).to.equal("0x20");
    expect(offset("clang-22", "retarget"), "without the pass").to.equal("0x30");
  });

  it("knows the layout of bitcode, whatever the llvm-dis that reads it makes of that", () => {
    const bitcode = join(folder, "old.bc");
    const module = `target datalayout = "${OLD}"\ntarget triple = "${TRIPLE}"\n\n%T = type { i64, i128 }\n@g = global %T zeroinitializer\n`;
    tool("llvm-as-15", ["-o", bitcode, "-"], module);
    // For llvm-dis-22 alone.
    symlinkSync(tool("which", ["llvm-dis-22"]).trim(), join(folder, "llvm-dis-22"));
    expect(tool("llvm-dis-22", ["-o", "-", bitcode])).to.include(NEW);
    const { code, text, stderr } = kextir([bitcode, "--passes=pin-layout"], { env: { PATH: folder } });
    expect(code, stderr).to.equal(0);
    expect(text).to.include(OLD).and.to.include("%T = type <{ i64, i128 }>");
  });

  it("takes the layout as an option, an LLVM release, or from whom the filter writes for", () => {
    const input = `target datalayout = "${NEW}"\ntarget triple = "${TRIPLE}"\n\n%T = type { i8, i128 }\n`;
    const pinned = "%T = type <{ i8, [15 x i8], i128 }>";
    const run = (...words: readonly string[]): string => {
      const { code, stdout, stderr } = kextir(["-", ...words], { input });
      expect(code, stderr).to.equal(0);
      return stdout.toString("latin1");
    };
    expect(run("--passes=pin-layout")).to.equal(input);
    expect(run(`--passes=pin-layout<layout=${OLD}>`)).to.include(pinned);
    expect(run("--passes=pin-layout<llvm=17>")).to.include(pinned);
    expect(run("--passes=pin-layout", "--for=16")).to.include(pinned);
    expect(run("--for=clang-15")).to.include(pinned);
    expect(run("--for=clang-22")).to.not.include(pinned);
  });

  /** Addresses and alignments in a random module: as `opt` has them, which believes `own`, and as `clang` has them after the pass. */
  function offsetsAgree(own: string, opt: string, target: string, clang: string, seed: number): void {
    const [module] = fc.sample(randomModule, { numRuns: 1, seed });
    const head = `target datalayout = "${own}"\n`;
    const { output, diagnostics } = runPipeline(Buffer.from(`${head}target triple = "${TRIPLE}"\n${module!}`), `pin-layout<layout=${target}>`);
    expect(diagnostics).to.equal("");
    // Without a triple no LLVM puts its own layout in place of the text.
    const believed = tool(opt, ["-S", "-passes=instcombine", "-o", "-", "-"], head + module!);
    const options = ["-target", TRIPLE, "-x", "ir", "-Wno-override-module", "-S", "-emit-llvm", "-o", "-", "-"];
    const made = tool(clang, ["-O1", ...options], output);
    expect(addresses(made)).to.deep.equal(addresses(believed));
    expect(addresses(made).length).to.be.greaterThan(100);

    const promised = alignments(tool(opt, ["-S", "-o", "-", "-"], head + module!));
    expect(alignments(tool(clang, ["-O0", ...options], output))).to.deep.equal(promised);
  }

  function compileRust(compiler: string, level: string): { module: Buffer; archive: string } {
    const [archive, module] = [join(folder, "structs.a"), join(folder, "structs.ll")];
    const flags = ["--edition", "2021", "--crate-type", "staticlib", "-Awarnings", "-Cpanic=abort", "-Ccodegen-units=1", `-Copt-level=${level}`];
    tool(compiler, [...flags, `--emit=link=${archive},llvm-ir=${module}`, join(FIXTURES, "rust/structs.rs")]);
    return { module: readFileSync(module), archive };
  }

  /** What the program's functions return; of a module, what its archive has besides is linked in. */
  function results(code: Buffer | string, clang: string, archive?: string): string {
    const [ir, caller, program] = ["module.ll", "caller.c", "program"].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(caller, callerOf(readFileSync(join(FIXTURES, "rust/structs.rs"), "latin1")));
    if (typeof code !== "string") writeFileSync(ir, code);
    const parts = typeof code === "string" ? [code] : [ir, archive!];
    if (existsSync(program)) rmSync(program);
    tool(clang, ["-O0", "-w", "-Wno-override-module", "-Wl,--unresolved-symbols=ignore-all", "-no-pie", caller, ...parts, "-o", program]);
    // A miscompiled program may do anything, or never end.
    const { status, stdout } = spawnSync(program, [], { timeout: 20_000 });
    return status === 0 ? stdout.toString("latin1") : "no results";
  }
});

function addresses(ir: string): string[] {
  return [...ir.matchAll(/^define .*@(at\d+)\([^{]*\{\s*(?:\S+:.*\s)?\s*ret i64 (.*)$/gm)].map(([, name, value]) => `${name} ${value}`);
}

function alignments(ir: string): string[] {
  return [...ir.matchAll(/\b(load|store|alloca) .*\b(align \d+)/g)].map(([, word, align]) => `${word} ${align}`);
}

interface Shape {
  readonly text: string;
  /** Its elements: an array's all alike, under the number of one. */
  readonly elements: readonly Shape[];
  readonly isArray: boolean;
}

const scalar: fc.Arbitrary<Shape> = fc
  .constantFrom("i8", "i16", "i32", "i64", "i128", "i128", "i128", "i1", "i24", "i96", "ptr", "double", "<2 x i64>")
  .map((text) => ({ text, elements: [], isArray: false }));

const { shape } = fc.letrec<{ shape: Shape; struct: Shape; array: Shape }>((tie) => ({
  shape: fc.oneof({ maxDepth: 3 }, { arbitrary: scalar, weight: 3 }, { arbitrary: tie("struct"), weight: 2 }, { arbitrary: tie("array"), weight: 1 }),
  struct: fc.tuple(fc.array(tie("shape"), { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean()).map(([elements, a, b]) => {
    const fields = `{ ${elements.map(({ text }) => text).join(", ")} }`;
    return { text: a && b ? `<${fields}>` : fields, elements, isArray: false };
  }),
  array: fc.tuple(tie("shape"), fc.integer({ min: 1, max: 3 })).map(([element, count]) => ({ text: `[${count} x ${element.text}]`, elements: [element], isArray: true })),
}));

/** A module of addresses of elements in random types, half of the types named, and of loads, stores and allocas of them. */
const randomModule = fc.array(fc.tuple(shape, fc.nat(), fc.boolean()), { minLength: 300, maxLength: 300 }).map((cases) => {
  const types: string[] = [];
  const functions = cases.map(([whole, choice, isNamed], number) => {
    if (isNamed) types.push(`%T${number} = type ${whole.text}`);
    const written = isNamed ? `%T${number}` : whole.text;
    let indices = "";
    let current = whole;
    for (let rest = choice; current.elements.length > 0; rest = Math.floor(rest / 4)) {
      const index = rest % current.elements.length;
      indices += current.isArray ? `, i64 ${index}` : `, i32 ${index}`;
      current = current.elements[index]!;
    }
    return `define i64 @at${number}() {
  %p = getelementptr ${written}, ptr null, i64 3${indices}
  %a = ptrtoint ptr %p to i64
  ret i64 %a
}
define void @use${number}(ptr %p) {
  %s = alloca ${written}
  %q = getelementptr ${written}, ptr %s, i64 0${indices}
  %v = load ${current.text}, ptr %q
  store ${current.text} %v, ptr %p
  ret void
}
`;
  });
  return `${types.join("\n")}\n${functions.join("")}`;
});
