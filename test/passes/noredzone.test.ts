// The red zone in code that clang -mkernel makes of a leaf function, before and after the pass.

import { expect } from "chai";
import { kernelAssembly, rustIr, withTriple } from "../support/compile.js";
import { runPipeline } from "../support/fixtures.js";

const MACOS = "x86_64-apple-macosx10.15.0";

const LEAF = `
#![no_std]
#[inline(never)] #[no_mangle]
pub extern "C" fn leaf(seed: u8, at: usize) -> u8 {
    let mut slots = [seed; 24];
    slots[at % 24] ^= 1;
    slots[at * 7 % 24].wrapping_add(slots[at * 5 % 24])
}
`;

describe("passes/noredzone", () => {
  const modules: readonly (readonly [name: string, module: () => Buffer])[] = [
    ["a leaf of rustc -O", () => withTriple(rustIr(LEAF, ["-O", "-C", "panic=abort"]), MACOS)],
    ["a leaf with typed pointers", () => Buffer.from(`
target triple = "${MACOS}"
define i32 @leaf(i32 %x, i64 %i) {
  %slots = alloca [8 x i32]
  %to = getelementptr [8 x i32], [8 x i32]* %slots, i64 0, i64 %i
  store volatile i32 %x, i32* %to
  %from = getelementptr [8 x i32], [8 x i32]* %slots, i64 0, i64 3
  %y = load volatile i32, i32* %from
  ret i32 %y
}
`)],
  ];
  for (const [name, module] of modules) {
    it(`keeps ${name} off the memory below the stack pointer, which clang's -mkernel -mno-red-zone do not`, () => {
      const before = kernelAssembly(module(), { flags: ["-mno-red-zone"] });
      expect(before).to.match(/-\d+\(%rsp[,)]/).and.not.match(/subq\s+\$\d+, %rsp/);
      const after = kernelAssembly(runPipeline(module(), "noredzone").output);
      expect(after).to.match(/subq\s+\$\d+, %rsp/).and.not.match(/ -\d+\(%rsp\)/);
    });
  }

  it("lets a function that is excepted keep it", () => {
    const module = Buffer.from(modules[1]![1]());
    expect(kernelAssembly(runPipeline(module, "noredzone<except=leaf>").output)).to.equal(kernelAssembly(module));
  });
});
