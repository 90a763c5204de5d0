// Programs that compute the same, compiled by the newest clang as they are and by older ones
// after downgrade.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inFolder } from "../cli/kextir.js";
import { rustIr, tool } from "../support/compile.js";
import { runPipeline } from "../support/fixtures.js";

/** Each function takes its arguments' bits, and gives a result's. */
const INTRINSICS = `
define i64 @ucmp(i64 %a, i64 %b) {
  %r = call i64 @llvm.ucmp.i64.i64(i64 %a, i64 %b)
  ret i64 %r
}
define i64 @scmp(i64 %a, i64 %b) {
  %x = trunc i64 %a to i8
  %y = trunc i64 %b to i8
  %r = call range(i64 -1, 2) i64 @llvm.scmp.i64.i8(i8 %x, i8 %y)
  ret i64 %r
}
define i64 @vector(i64 %a, i64 %b) {
  %x = bitcast i64 %a to <4 x i16>
  %y = bitcast i64 %b to <4 x i16>
  %c = call <4 x i16> @llvm.scmp.v4i16.v4i16(<4 x i16> %x, <4 x i16> %y)
  %d = call <4 x i16> @llvm.ucmp.v4i16.v4i16(<4 x i16> %x, <4 x i16> splat (i16 7))
  %e = mul <4 x i16> %d, splat (i16 5)
  %f = add <4 x i16> %c, %e
  %r = bitcast <4 x i16> %f to i64
  ret i64 %r
}
define i64 @minimumnum(i64 %a, i64 %b) {
  %x = bitcast i64 %a to double
  %y = bitcast i64 %b to double
  %m = call double @llvm.minimumnum.f64(double %x, double %y)
  %r = call i64 @bits(double %m)
  ret i64 %r
}
define i64 @maximumnum(i64 %a, i64 %b) {
  %x = bitcast i64 %a to double
  %y = bitcast i64 %b to double
  %m = call double @llvm.maximumnum.f64(double %x, double %y)
  %r = call i64 @bits(double %m)
  ret i64 %r
}
define i64 @minimum(i64 %a, i64 %b) {
  %x = bitcast i64 %a to double
  %y = bitcast i64 %b to double
  %m = call double @llvm.minimum.f64(double %x, double %y)
  %r = call i64 @bits(double %m)
  ret i64 %r
}
define i64 @maximum(i64 %a, i64 %b) {
  %x = bitcast i64 %a to double
  %y = bitcast i64 %b to double
  %m = call double @llvm.maximum.f64(double %x, double %y)
  %r = call i64 @bits(double %m)
  ret i64 %r
}
define i64 @interleaved(i64 %a, i64 %b) {
  %x = bitcast i64 %a to <8 x i8>
  %y = bitcast i64 %b to <8 x i8>
  %i = call <16 x i8> @llvm.vector.interleave2.v16i8(<8 x i8> %x, <8 x i8> %y)
  %p = call { <8 x i8>, <8 x i8> } @llvm.vector.deinterleave2.v16i8(<16 x i8> %i)
  %x2 = extractvalue { <8 x i8>, <8 x i8> } %p, 0
  %w = bitcast <16 x i8> %i to <2 x i64>
  %lo = extractelement <2 x i64> %w, i64 0
  %hi = extractelement <2 x i64> %w, i64 1
  %s = bitcast <8 x i8> %x2 to i64
  %t = mul i64 %hi, 3
  %u = xor i64 %lo, %t
  %r = add i64 %u, %s
  ret i64 %r
}
define i64 @masked(i64 %a, i64 %b) {
  %p = alloca i64, align 8
  call void @llvm.lifetime.start.p0(ptr %p)
  store i64 %a, ptr %p, align 8
  %m = trunc i64 %b to i4
  %mask = bitcast i4 %m to <4 x i1>
  %v = call <4 x i16> @llvm.masked.load.v4i16.p0(ptr align 2 %p, <4 x i1> %mask, <4 x i16> splat (i16 9))
  %w = add <4 x i16> %v, splat (i16 1)
  call void @llvm.masked.store.v4i16.p0(<4 x i16> %w, ptr align 2 %p, <4 x i1> %mask)
  %r = load i64, ptr %p, align 8
  call void @llvm.lifetime.end.p0(ptr %p)
  ret i64 %r
}
define internal i64 @bits(double %x) {
  %nan = fcmp uno double %x, %x
  %b = bitcast double %x to i64
  %r = select i1 %nan, i64 1, i64 %b
  ret i64 %r
}
declare i64 @llvm.ucmp.i64.i64(i64, i64)
declare i64 @llvm.scmp.i64.i8(i8, i8)
declare <4 x i16> @llvm.scmp.v4i16.v4i16(<4 x i16>, <4 x i16>)
declare <4 x i16> @llvm.ucmp.v4i16.v4i16(<4 x i16>, <4 x i16>)
declare double @llvm.minimumnum.f64(double, double)
declare double @llvm.maximumnum.f64(double, double)
declare double @llvm.minimum.f64(double, double)
declare double @llvm.maximum.f64(double, double)
declare <16 x i8> @llvm.vector.interleave2.v16i8(<8 x i8>, <8 x i8>)
declare { <8 x i8>, <8 x i8> } @llvm.vector.deinterleave2.v16i8(<16 x i8>)
declare <4 x i16> @llvm.masked.load.v4i16.p0(ptr captures(none), <4 x i1>, <4 x i16>)
declare void @llvm.masked.store.v4i16.p0(<4 x i16>, ptr captures(none), <4 x i1>)
declare void @llvm.lifetime.start.p0(ptr captures(none))
declare void @llvm.lifetime.end.p0(ptr captures(none))
`;

/** What rustc makes three-way comparisons, saturating arithmetic, minima, sorting and text of. */
const RUST = `
#[no_mangle] pub extern "C" fn order(a: u64, b: u64) -> u64 { (a as i32, b as i8).cmp(&(b as i32, a as i8)) as i8 as u64 }
#[no_mangle] pub extern "C" fn wide(a: u64, b: u64) -> u64 { let p = (a as u128) * (b as u128 | 1); (p / (b as u128 | 3)) as u64 ^ (p >> 70) as u64 }
#[no_mangle] pub extern "C" fn saturated(a: u64, b: u64) -> u64 { (a as i64).saturating_mul(b as i64) as u64 ^ (a as u8).saturating_sub(b as u8) as u64 }
#[no_mangle] pub extern "C" fn least(a: u64, b: u64) -> u64 { let m = f64::from_bits(a).min(f64::from_bits(b)); if m.is_nan() { 1 } else if m == 0.0 { 0 } else { m.to_bits() } }
#[no_mangle] pub extern "C" fn whole(a: u64, b: u64) -> u64 { f64::from_bits(a) as i32 as u64 ^ f32::from_bits(b as u32) as u8 as u64 }
#[no_mangle] pub extern "C" fn sorted(a: u64, b: u64) -> u64 {
    let mut v = [a as u8, (a >> 9) as u8, b as u8, (b >> 7) as u8, (a ^ b) as u8, 3, (b >> 20) as u8];
    v.sort_unstable();
    v.windows(2).fold(0, |h: u64, w| h.wrapping_mul(31).wrapping_add((w[1] - w[0]) as u64))
}
#[no_mangle] pub extern "C" fn summed(a: u64, b: u64) -> u64 {
    let mut v = [0u32; 40];
    for (i, x) in v.iter_mut().enumerate() { *x = (a as u32).rotate_left(i as u32 & 31) ^ b as u32; }
    v.iter().map(|x| x.wrapping_mul(3) >> 1).fold(0u32, |h, x| h.wrapping_add(x)) as u64
}
`;

/** A C program that prints a hash of what each function gives for many arguments. */
function driver(names: readonly string[]): string {
  const calls = names.map((name) => `  show("${name}", ${name});`).join("\n");
  return `#include <stdio.h>
#include <stdint.h>
${names.map((name) => `uint64_t ${name}(uint64_t, uint64_t);`).join("\n")}
static const uint64_t odd[] = { 0, 1, -1, 0x80, 0x7f, 1ull << 63, ~(1ull << 63), 0x7ff0ull << 48, 0xfff0ull << 48, 0x7ff8ull << 48, 0x3ff0ull << 48, 0xbff0ull << 48, 0x4059000000000000, 0x7f800000, 0x43e0000000000000 };
#define COUNT (sizeof odd / sizeof *odd)
static uint64_t state = 88172645463325252ull;
static uint64_t next(void) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; return state % 3 ? state * 0x2545F4914F6CDD1Dull : odd[state / 7 % COUNT]; }
static void show(const char *name, uint64_t (*f)(uint64_t, uint64_t)) {
  uint64_t hash = 1;
  state = 88172645463325252ull;
  for (int i = 0; i < 20000; i++) hash = hash * 0x100000001b3ull ^ f(next(), next());
  printf("%s %016llx\\n", name, (unsigned long long)hash);
}
int main(void) {
${calls}
}
`;
}

const TRIPLE = 'target triple = "x86_64-unknown-linux-gnu"\n';

function outputOf(folder: string, clang: string, module: Buffer | string, level: string, program: string): string {
  writeFileSync(join(folder, "m.ll"), module);
  writeFileSync(join(folder, "main.c"), program);
  tool(clang, [level, "-w", "-Wno-override-module", "-x", "ir", join(folder, "m.ll"), "-x", "c", join(folder, "main.c"), "-o", join(folder, "program")]);
  return tool(join(folder, "program"), []);
}

function namesIn(module: Buffer | string): string[] {
  return [...String(module).matchAll(/^define (?!internal)[^@\n]*@([a-z]+)\(/gm)].map(([, name]) => name!);
}

describe("downgrade, by what programs compute", () => {
  const modules: readonly (readonly [string, () => Buffer])[] = [
    ["intrinsics", () => Buffer.from(TRIPLE + INTRINSICS)],
    ["rustc -O", () => rustIr(RUST, ["-O", "-C", "panic=abort"])],
    ["rustc -O -g", () => rustIr(RUST, ["-O", "-g", "-C", "panic=abort"])],
  ];
  for (const [name, make] of modules) {
    it(`keeps the meaning of ${name} for clang 15, 16 and 19`, async function () {
      this.timeout(120_000);
      const module = make();
      const names = namesIn(module);
      const program = driver(names);
      expect(names.length).to.be.greaterThan(5);
      await inFolder((folder) => {
        const expected = outputOf(folder, "clang-22", module, "-O1", program);
        expect(expected.trim().split("\n")).to.have.length(names.length);
        for (const major of [15, 16, 19]) {
          const { output, failed } = runPipeline(module, `downgrade<to=${major}>`);
          expect(failed).to.equal(false);
          expect(outputOf(folder, `clang-${major}`, output, "-O1", program), `clang-${major}`).to.equal(expected);
        }
      });
    });
  }
});
