// What soft-float makes of real code, judged by clang, llvm-objdump and a run on this machine.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { FIXTURES, runPipeline } from "../support/fixtures.js";

const rustc = process.env["KEXTIR_RUSTC"] ?? "rustc";
const MACOS = ["-target", "x86_64-apple-macosx10.15", "-mkernel"];
const FLOATING_POINT = /%(?:[xyz]mm|mm|st)|\t(?:f(?:ld|st|ild|ist|add|mul|div|sub)|emms)/;

/** Loops that rustc vectorises, copies and clears of structs, 128-bit arithmetic, formatting. */
const INTEGERS = `
#![no_std]
#![crate_type = "staticlib"]
use core::fmt::Write;
use core::slice::{from_raw_parts, from_raw_parts_mut};
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle] pub unsafe extern "C" fn sum(p: *const u32, n: usize) -> u64 {
    from_raw_parts(p, n).iter().fold(7u32, |a, &b| a.wrapping_add(b.wrapping_mul(b) ^ 0x55)) as u64
}
#[no_mangle] pub unsafe extern "C" fn widen(p: *const u32, n: usize) -> u64 {
    from_raw_parts(p, n).iter().map(|&x| (x as u64).wrapping_mul(7) ^ (x as u64 >> 3)).fold(0, u64::wrapping_add)
}
#[no_mangle] pub unsafe extern "C" fn bytes(p: *mut u8, q: *const u8, n: usize) -> u64 {
    for (a, b) in from_raw_parts_mut(p, n).iter_mut().zip(from_raw_parts(q, n)) { *a = a.saturating_add(*b).max(7) ^ 0x5a }
    from_raw_parts(p, n).iter().fold(0u64, |a, &b| a.rotate_left(5) ^ b as u64)
}
#[repr(C)] #[derive(Clone, Copy)] pub struct Big { a: [u64; 24], b: u8 }
#[no_mangle] pub extern "C" fn copy(to: &mut Big, from: &Big) -> u64 { *to = *from; to.b ^= 1; to.a[23] ^ to.b as u64 }
#[no_mangle] pub extern "C" fn clear(to: &mut Big) -> u64 { *to = Big { a: [3; 24], b: 0 }; to.a[5] }
#[no_mangle] pub extern "C" fn wide(a: u64, b: u64, c: u64) -> u64 {
    let x = (a as u128) * (b as u128) + c as u128;
    ((x >> 64) as u64) ^ (x as u64) ^ ((x >> (c & 63)) as u64)
}
struct Text<'a>(&'a mut [u8], usize);
impl Write for Text<'_> {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() { *self.0.get_mut(self.1).ok_or(core::fmt::Error)? = b; self.1 += 1 }
        Ok(())
    }
}
#[no_mangle] pub unsafe extern "C" fn text(p: *mut u8, n: usize, v: u64) -> usize {
    let mut text = Text(from_raw_parts_mut(p, n), 0);
    let _ = write!(text, "{v:#x} {v} {:?}", [v as u8; 3]);
    text.1
}
`;

const FLOATS = `
#![no_std]
#![crate_type = "staticlib"]
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle] pub unsafe extern "C" fn mean(p: *const i64, n: usize) -> u64 {
    let mut total = 0f64;
    for i in 0..n { total += *p.add(i) as f64 * 0.5 }
    (total / n as f64) as u64
}
#[no_mangle] pub unsafe extern "C" fn scale(p: *mut f32, n: usize, by: &f32) { for i in 0..n { *p.add(i) *= *by } }
`;

const CLOBBERS = `
#![no_std]
#![crate_type = "staticlib"]
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
extern "C" { fn callee(a: u64, b: u64) -> u64; }
#[no_mangle] pub extern "C" fn caller(a: u64) -> u64 {
    let mut result: u64 = a;
    unsafe { core::arch::asm!("call {}", sym callee, inout("rdi") a => _, in("rsi") 7u64, lateout("rax") result, clobber_abi("C")) }
    result
}
`;

const DRIVER = `
#include <stdint.h>
#include <stdio.h>
#include <string.h>
uint64_t sum(const uint32_t *, size_t), widen(const uint32_t *, size_t), bytes(uint8_t *, const uint8_t *, size_t);
struct big { uint64_t a[24]; uint8_t b; };
uint64_t copy(struct big *, const struct big *), clear(struct big *), wide(uint64_t, uint64_t, uint64_t);
size_t text(uint8_t *, size_t, uint64_t);
int main(void) {
  uint32_t words[1000]; uint8_t a[1000], b[1000], line[100]; struct big from, to; uint64_t seed = 1;
  for (int round = 0; round < 50; round++) {
    for (int i = 0; i < 1000; i++) { seed = seed * 6364136223846793005u + 1; words[i] = seed >> 32; a[i] = seed >> 40; b[i] = seed >> 48; }
    memcpy(&from, words, sizeof from);
    size_t n = round * 17 + round % 5;
    printf("%llx %llx %llx %llx %llx ", sum(words, n), widen(words, n), bytes(a, b, n), copy(&to, &from), wide(seed, ~seed, n));
    printf("%llx %.*s\\n", clear(&to), (int)text(line, sizeof line, seed), line);
  }
}
`;

describe("passes/soft-float", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "kextir-soft-float-"));
  after(() => rmSync(folder, { recursive: true }));

  let integers: Buffer;
  let floats: Buffer;
  before(() => {
    integers = compileRust("integers", INTEGERS);
    floats = compileRust("floats", FLOATS);
  });

  it("is needed: without it the same code uses the registers, even with clang's -msoft-float", () => {
    expect(instructions(integers, 22, [...MACOS, "-msoft-float"])).to.match(FLOATING_POINT);
    // noimplicitfloat alone does not undo vectors that are in the IR already.
    const noImplicitFloat = integers.toString("latin1").replaceAll(/^attributes #\d+ = \{/gm, "$& noimplicitfloat");
    expect(instructions(Buffer.from(noImplicitFloat, "latin1"), 22, MACOS)).to.match(FLOATING_POINT);
  });

  for (const level of ["-O0", "-O2"]) {
    it(`leaves no floating-point or vector instruction at ${level}`, () => {
      expect(instructions(soft(integers), 22, [...MACOS, level])).to.not.match(FLOATING_POINT);
      expect(instructions(soft(floats), 22, [...MACOS, level])).to.not.match(FLOATING_POINT);
    });
  }

  it("turns float arithmetic into calls of the runtime", () => {
    const undefinedSymbols = symbols(soft(floats), 22, MACOS);
    expect(undefinedSymbols).to.include.members(["___adddf3", "___muldf3", "___divdf3", "___floatdidf", "___mulsf3"]);
    expect(undefinedSymbols.filter((name) => !/^___(?:\w+[sdt][fi][0-9]?|bzero)$|^_mem/.test(name))).to.deep.equal([]);
  });

  it("copes with clobber_abi, which rustc writes as outputs in those registers", () => {
    const module = soft(compileRust("clobbers", CLOBBERS));
    const code = instructions(module, 22, [...MACOS, "-O2"]);
    expect(code).to.match(/call/).and.not.match(FLOATING_POINT);
  });

  it("writes out partial sums of vectors, at which the code generator ends", () => {
    const module = readFileSync(join(FIXTURES, "soft-float/partial-sums.ll"));
    const code = instructions(soft(module), 22, ["-target", "arm64-apple-macosx11.0.0", "-mkernel", "-O2"]);
    expect(code).to.match(/\badd\b/).and.not.match(/[\t ,{](?:[bhsdqv][0-9]+)\b/);
  });

  it("keeps what integer code computes", () => {
    const driver = join(folder, "driver.c");
    writeFileSync(driver, DRIVER);
    const run = (name: string, module: Buffer): string => {
      const object = join(folder, `${name}.o`);
      const program = join(folder, name);
      tool("clang-22", ["-x", "ir", "-O2", "-Wno-override-module", "-c", "-o", object, "-"], module);
      tool("clang-22", ["-w", "-o", program, driver, object]);
      return tool(program, []);
    };
    const before = run("before", integers);
    expect(before.split("\n")).to.have.lengthOf(51);
    expect(run("after", soft(integers))).to.equal(before);
  });

  for (const major of [15, 16, 22]) {
    it(`does so with clang-${major}`, () => {
      const module = soft(Buffer.from(VECTORS_AND_FLOATS.replaceAll("TRIPLE", "x86_64-apple-macosx10.15.0")));
      const code = instructions(module, major, [...MACOS, "-O2"]);
      expect(code).to.match(/imul/).and.not.match(FLOATING_POINT);
      expect(symbols(module, major, [...MACOS, "-O2"])).to.deep.equal(["___adddf3", "___addtf3", "___floatdidf", "_memcpy"]);
    });

    it(`does so on AArch64 with clang-${major}`, () => {
      const module = soft(Buffer.from(VECTORS_AND_FLOATS.replaceAll("TRIPLE", "arm64-apple-macosx11.0.0")));
      const arm = ["-target", "arm64-apple-macosx11.0.0", "-mkernel", "-O2"];
      expect(instructions(module, major, arm)).to.not.match(/[\t ,{](?:[bhsdqv][0-9]+)\b/);
      expect(symbols(module, major, arm)).to.include.members(["___adddf3", "___addtf3", "___floatdidf"]);
    });
  }

  /** The IR of a crate with what it uses of core, optimised. */
  function compileRust(name: string, source: string): Buffer {
    const file = join(folder, `${name}.rs`);
    writeFileSync(file, source);
    const flags = ["--edition", "2021", "-Awarnings", "-Copt-level=3", "-Cpanic=abort", "-Ccodegen-units=1", "-Clto=fat"];
    tool(rustc, [...flags, `--emit=link=${join(folder, name)}.a,llvm-ir=${join(folder, name)}.ll`, file]);
    return readFileSync(join(folder, `${name}.ll`));
  }

  function object(module: Buffer, major: number, flags: readonly string[]): string {
    const path = join(folder, "out.o");
    tool(`clang-${major}`, [...flags, "-x", "ir", "-Wno-override-module", "-c", "-o", path, "-"], module);
    return path;
  }

  function instructions(module: Buffer, major: number, flags: readonly string[]): string {
    return tool("llvm-objdump-22", ["-d", "--no-show-raw-insn", "--no-leading-addr", object(module, major, flags)]);
  }

  function symbols(module: Buffer, major: number, flags: readonly string[]): string[] {
    return tool("llvm-nm-22", ["-u", "--format=just-symbols", object(module, major, flags)]).trim().split(/\s+/).sort();
  }
});

const VECTORS_AND_FLOATS = `
target triple = "TRIPLE"
define void @multiply(i8* %p, i8* %q) "target-features"="+avx2,+v8.2a" {
  %v = bitcast i8* %p to <8 x i32>*
  %w = bitcast i8* %q to <8 x i32>*
  %a = load <8 x i32>, <8 x i32>* %v, align 4
  %b = load <8 x i32>, <8 x i32>* %w, align 4
  %c = mul <8 x i32> %a, %b
  store <8 x i32> %c, <8 x i32>* %v, align 4
  call void @llvm.memcpy.p0i8.p0i8.i64(i8* %p, i8* %q, i64 96, i1 false)
  ret void
}
define i64 @_RNvC1a3sum(double %a, i64 %b) {
  %f = sitofp i64 %b to double
  %s = fadd double %a, %f
  %i = bitcast double %s to i64
  ret i64 %i
}
define fp128 @_RNvC1a4quad(fp128 %a) {
  %s = fadd fp128 %a, %a
  ret fp128 %s
}
declare void @llvm.memcpy.p0i8.p0i8.i64(i8*, i8*, i64, i1)
`;

function soft(module: Buffer): Buffer {
  const { output, failed, diagnostics } = runPipeline(module, "noredzone,soft-float");
  expect(failed, diagnostics).to.equal(false);
  return output;
}

function tool(command: string, args: readonly string[], input: Buffer | string = ""): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr.toString()}`);
  return stdout.toString("latin1");
}
