// Measures kextir as a whole process beside an empty Node program and beside LLVM's: opt, llvm-dis,
// ld64.lld, llvm-objdump. Both run in turn in one run; medians and ratios are printed.
//
//   make bench                           all of it, about six minutes
//   node dist/bench/main.js FILE...      the parts on large files, on these: modules (.ll) and objects (.o)

import { execFileSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeLargeObject } from "./large-object.js";
import { compare, median, run } from "./measure.js";
import { auditing, linking } from "./objects.js";
import { report } from "./report.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const kextir = [process.execPath, join(root, "dist/kextir.cjs")];
const opt = process.env["KEXTIR_OPT"] || "opt-22";
const folder = mkdtempSync(join(tmpdir(), "kextir-bench-"));

try {
  const given = process.argv.slice(2);
  if (given.length === 0) await startUp();
  for (const file of given.length > 0 ? given : [largeModule(), largeObject()]) {
    if (file.endsWith(".o")) {
      await linking(kextir, file, folder);
      await auditing(kextir, file, folder);
    } else {
      await throughput(file);
      await inspection(file);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function startUp(): Promise<void> {
  const [empty, small, object] = [join(folder, "empty.cjs"), join(folder, "small.ll"), join(root, "src/bundling/warm-up.o")];
  writeFileSync(empty, "");
  writeFileSync(small, smallModule());
  for (const [what, file, args] of [["the filter (kext)", small, [small]], ["link", object, ["link", object, "-o", join(folder, "linked")]]] as const) {
    const { a, b } = await compare(20, () => run([...kextir, ...args]), () => run([process.execPath, empty]));
    console.log(`start-up: ${what} on ${(statSync(file).size / 1000).toFixed(0)} kB beside an empty Node program`);
    report("kextir", a, "empty", b);
  }
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

/** 100 MB of valid IR: copies of the example's module, which rustc emitted. */
function largeModule(): string {
  const path = join(folder, "large.ll");
  execFileSync(process.execPath, [join(root, "dist/bench/large-module.js"), exampleModule(), "100"], {
    stdio: ["ignore", openSync(path, "w"), "inherit"],
  });
  return path;
}

/** 20 MB of code that is fit for a kernel. */
function largeObject(): string {
  const path = join(folder, "large.o");
  writeLargeObject(path, 140_000, process.env["KEXTIR_CLANG"] || "clang-22");
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
