// The article's two listings: a function compiled with and without "split-stack".

import { expect } from "chai";
import { tool } from "../support/compile.js";
import { runPipeline } from "../support/fixtures.js";

const MODULE = Buffer.from(`
target triple = "x86_64-apple-darwin"

define i32 @f(i64 %n) #0 {
  %a = alloca [8 x i32], align 16
  call void @g(ptr %a)
  %p = getelementptr inbounds [8 x i32], ptr %a, i64 0, i64 %n
  %v = load i32, ptr %p
  ret i32 %v
}

define void @large() "probe-stack"="__rust_probestack" {
  %a = alloca [5000 x i8]
  call void @g(ptr %a)
  ret void
}

declare void @g(ptr)
declare void @__morestack()
declare void @__rust_probestack()

attributes #0 = { nounwind "split-stack" }
`);

describe("passes/strip-split-stack", () => {
  const listing = (module: Buffer): string => tool("llc-22", ["-o", "-", "-"], module);

  it("takes the compare and the call of ___morestack out of the code", () => {
    expect(listing(MODULE)).to.match(/cmpq\s+%gs:816, %rsp/).and.match(/callq\s+___morestack/); // 816 is 0x330
    const after = listing(runPipeline(MODULE, "strip-split-stack").output);
    expect(after).to.match(/subq\s+\$32, %rsp/).and.not.match(/%gs:|morestack/);
  });

  it("takes the call of ___rust_probestack out", () => {
    expect(listing(MODULE)).to.match(/callq\s+___rust_probestack/);
    expect(listing(runPipeline(MODULE, "strip-split-stack").output)).to.not.match(/probestack/);
    expect(listing(runPipeline(MODULE, "strip-split-stack<keep=probe-stack>").output)).to.match(/callq\s+___rust_probestack/);
  });

  it("refuses to keep what it does not know", () => {
    expect(() => runPipeline(MODULE, "strip-split-stack<keep=split>")).to.throw("must be one of split-stack, probe-stack");
  });
});
