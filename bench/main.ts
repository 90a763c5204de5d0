// Measures kextir as a whole process beside opt and beside an empty Node
// program, both in turn in one run, and prints medians and ratios.
//
//   make bench                 about three minutes
//   node dist/bench/main.js IN.ll...     the large-module part on these files

import { execFileSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Run, compare, median, run } from "./measure.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const kextir = [process.execPath, join(root, "dist/kextir.cjs")];
const opt = process.env["KEXTIR_OPT"] || "opt-22";
const folder = mkdtempSync(join(tmpdir(), "kextir-bench-"));

try {
  const given = process.argv.slice(2);
  if (given.length === 0) await startUp();
  for (const file of given.length > 0 ? given : [largeModule()]) {
    await throughput(file);
    await inspection(file);
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function startUp(): Promise<void> {
  const empty = join(folder, "empty.cjs");
  writeFileSync(empty, "");
  const small = join(folder, "small.ll");
  writeFileSync(small, smallModule());
  const { a, b } = await compare(20, () => run([...kextir, small]), () => run([process.execPath, empty]));
  console.log(`start-up: the filter (kext) on ${(statSync(small).size / 1000).toFixed(0)} kB beside an empty Node program`);
  report("kextir", a, "empty", b);
}

async function throughput(file: string): Promise<void> {
  const size = statSync(file).size / 1e6;
  for (const pipeline of ["minimal", "kext"]) {
    const { a, b } = await compare(
      5,
      () => run([...kextir, `--pipeline=${pipeline}`, file]),
      () => run([opt, "-S", "-passes=forceattrs,rewrite-symbols", "-o", "/dev/null", file]),
    );
    console.log(`${pipeline} on ${size.toFixed(0)} MB beside opt's forceattrs,rewrite-symbols`);
    report("kextir", a, "opt", b);
    const memory = Math.max(...a.map(({ megabytes }) => megabytes));
    console.log(`  kextir: ${((size / median(a.map(({ milliseconds }) => milliseconds))) * 1000).toFixed(0)} MB/s, memory ${(memory / size).toFixed(2)} x the file`);
  }
}

/** The module level of bitcode, read by kextir and printed by llvm-dis. */
async function inspection(file: string): Promise<void> {
  const bitcode = join(folder, "module.bc");
  execFileSync("llvm-as-22", ["-o", bitcode, file]);
  const { a, b } = await compare(5, () => run([...kextir, "inspect", bitcode]), () => run(["llvm-dis-22", "-o", "/dev/null", bitcode]));
  console.log(`inspect on ${(statSync(bitcode).size / 1e6).toFixed(0)} MB of bitcode beside llvm-dis`);
  report("kextir", a, "llvm-dis", b);
}

function report(nameA: string, a: readonly Run[], nameB: string, b: readonly Run[]): void {
  const ratios = a.map(({ milliseconds }, round) => milliseconds / b[round]!.milliseconds);
  for (const [name, runs] of [[nameA, a], [nameB, b]] as const) {
    const times = runs.map(({ milliseconds }) => milliseconds);
    const memory = Math.max(...runs.map(({ megabytes }) => megabytes));
    console.log(`  ${name.padEnd(7)} median ${median(times).toFixed(0)} ms, ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}; peak ${memory.toFixed(0)} MB`);
  }
  console.log(`  ratio   median ${median(ratios).toFixed(2)}, ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`);
}

/** 100 MB of valid IR: copies of the example's module, which rustc emitted. */
function largeModule(): string {
  const path = join(folder, "large.ll");
  execFileSync(process.execPath, [join(root, "dist/bench/large-module.js"), exampleModule(), "100"], {
    stdio: ["ignore", openSync(path, "w"), "inherit"],
  });
  return path;
}

function exampleModule(): string {
  execFileSync("make", ["-s", "-C", join(root, "examples/hello-kext"), "main.before.ll"], { stdio: ["ignore", "ignore", "inherit"] });
  return join(root, "examples/hello-kext/main.before.ll");
}

/** About 10 kB: the shape of a small crate's IR. */
function smallModule(): string {
  const functions = Array.from({ length: 40 }, (_, index) => `
; Function Attrs: nounwind
define i32 @f${index}(i32 noundef %x) unnamed_addr #0 {
start:
  %slot = alloca [4 x i32], align 4
  store i32 %x, ptr %slot, align 4
  %r = tail call i32 (ptr, ...) @printk(ptr noundef @text)
  ret i32 %x
}
`);
  return `target triple = "x86_64-apple-macosx10.12.0"
@text = private unnamed_addr constant [6 x i8] c"hello\\0A", align 1
${functions.join("")}
declare i32 @printk(ptr noundef, ...) unnamed_addr #0
attributes #0 = { nounwind "probe-stack"="inline-asm" "target-cpu"="penryn" }
`;
}
