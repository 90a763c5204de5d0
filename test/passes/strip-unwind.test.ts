// What strip-unwind makes of code that rustc compiled for unwinding, judged by clang and a run on this machine.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { kernelAssembly, rustIr, tool, withTriple } from "../support/compile.js";
import { runPipeline } from "../support/fixtures.js";

const SOURCE = `
extern "C" { fn gone(x: u32); fn printk(format: *const u8, ...) -> i32; }
pub struct Guard(u32);
impl Drop for Guard { fn drop(&mut self) { unsafe { gone(self.0) } } }
#[no_mangle] pub fn guarded(f: fn(u32), n: u32) -> u32 {
    let outer = Guard(n);
    f(n);
    if n % 2 == 1 { return outer.0 }
    let inner = Guard(n.wrapping_add(1));
    for i in 0..n { let _each = Guard(i); f(i) }
    inner.0
}
#[no_mangle] pub fn say(n: i32) { unsafe { printk(b"n=%d\\n\\0".as_ptr(), n); } }
`;

const DRIVER = `
#include <stdio.h>
void gone(unsigned x) { printf("gone %u\\n", x); }
int printk(const char *format, ...) { return 0; }
static void f(unsigned x) { printf("f %u\\n", x); }
unsigned guarded(void (*)(unsigned), unsigned);
int main(void) { for (unsigned n = 0; n < 6; n++) printf("= %u\\n", guarded(f, n)); return 0; }
`;

describe("passes/strip-unwind", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "kextir-strip-unwind-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const level of ["0", "3"]) {
    describe(`rustc -C opt-level=${level} -C panic=unwind`, () => {
      let before_: Buffer;
      let after_: Buffer;
      before(() => {
        before_ = withTriple(rustIr(SOURCE, ["-C", `opt-level=${level}`, "-C", "overflow-checks=no"]), "x86_64-apple-macosx10.15.0");
        after_ = runPipeline(before_, "strip-unwind").output;
      });

      it("leaves no personality, resumption or unwind table", () => {
        expect(kernelAssembly(before_)).to.match(/_rust_eh_personality/).and.match(/__Unwind_Resume/).and.match(/\.cfi_|eh_frame/);
        for (const clangLevel of ["-O0", "-O2"]) {
          expect(kernelAssembly(after_, { level: clangLevel })).to.not.match(/personality|Unwind_Resume|\.cfi_|eh_frame|gcc_except/);
        }
      });

      it("calls without a GOT", () => {
        expect(kernelAssembly(before_)).to.match(/_printk@GOTPCREL/);
        expect(kernelAssembly(after_)).to.not.match(/GOT/);
      });

      it("computes what the original does", () => {
        const driver = join(folder, "driver.c");
        writeFileSync(driver, DRIVER);
        const object = join(folder, `after-${level}.o`);
        const program = join(folder, `after-${level}`);
        tool("clang-22", ["-x", "ir", "-O2", "-Wno-override-module", "-c", "-o", object, "-"], withTriple(after_, "x86_64-unknown-linux-gnu"));
        tool("clang-22", ["-o", program, driver, object]);
        const expected: string[] = [];
        for (let n = 0; n < 6; n++) {
          expected.push(`f ${n}`);
          if (n % 2 === 0) {
            for (let i = 0; i < n; i++) expected.push(`f ${i}`, `gone ${i}`);
            expected.push(`gone ${n + 1}`, `gone ${n}`, `= ${n + 1}`);
          } else expected.push(`gone ${n}`, `= ${n}`);
        }
        expect(tool(program, []).trim().split("\n")).to.deep.equal(expected);
      });
    });
  }

  it("changes nothing of code but attributes when rustc was told panic=abort", () => {
    const module = rustIr(SOURCE, ["-O", "-C", "panic=abort"]);
    const { output, diagnostics } = runPipeline(module, "strip-unwind");
    expect(diagnostics).to.equal("");
    const code = (text: Buffer): string => text.toString("latin1").replace(/^(attributes|!).*\n/gm, "").trimEnd();
    expect(code(output)).to.equal(code(module));
  });
});
