// What the audit says of modules: before the passes, after them, and of a compiler that
// is too old for them.

import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { auditModule } from "../../src/audit/audit-module.js";
import type { Finding } from "../../src/audit/finding.js";
import { defaultSettings } from "../../src/audit/settings.js";
import { auditSchema } from "../../src/cli/audit-schema.js";
import { Module } from "../../src/ir/module.js";
import { FIXTURES, runPipeline } from "../support/fixtures.js";
import { kextir } from "../cli/kextir.js";

const HEAD = 'target triple = "x86_64-apple-macosx10.15"\n\n';
const findingsOf = (text: string | Buffer): readonly Finding[] => auditModule(new Module(Buffer.from(text)), defaultSettings).findings;
const codesOf = (text: string | Buffer): string[] => findingsOf(text).map(({ code, notes = [] }) => `${code} ${notes.join(" ")}`.trim());

describe("audit/module", () => {
  it("names functions without noredzone, and code that floating-point registers may get into, by line", () => {
    const text = `${HEAD}define double @add(double %a, double %b) #0 {
  %c = fadd double %a, %b
  ret double %c
}

define void @lanes(ptr %p) #0 {
  %v = load <4 x i32>, ptr %p ; float
  store <4 x i32> %v, ptr %p
  ret void
}

define void @copies(ptr %float) {
  call void @named(ptr %float, metadata !"double")
  ret void
}

define i32 @fine(i32 %a) noredzone noimplicitfloat {
  ret i32 %a
}

define available_externally void @elsewhere() {
  ret void
}

declare void @named(ptr, metadata)

attributes #0 = { noredzone }
`;
    expect(codesOf(text)).to.deep.equal(["missing-noredzone line 14", "float-registers line 3", "float-registers line 9", "float-registers line 14"]);
    expect(findingsOf(text).map(({ message }) => message)).to.include("function 'lanes' works on <4 x i32>, which may be in floating-point or vector registers");
    const after = runPipeline(Buffer.from(text), "soft-float,noredzone").output;
    expect(codesOf(after)).to.deep.equal(["soft-float-code line 4"]);
    expect(findingsOf(after)[0]!.message).to.include("'fadd double'");
  });

  it("on AArch64 goes by the features, which alone count there", () => {
    const define = (attributes: string): string => `target triple = "arm64-apple-macosx11"\n\ndefine float @f(float %a) noredzone noimplicitfloat ${attributes} {\n  ret float %a\n}\n`;
    expect(codesOf(define('"use-soft-float"="true"'))).to.deep.equal(["float-registers line 3"]);
    expect(codesOf(define('"target-features"="+v8a,-neon,-fp-armv8"'))).to.deep.equal([]);
  });

  it("names texts without a NUL that reach C, and calls whose format is no constant", () => {
    const text = `${HEAD}@text = private constant [5 x i8] c"hello"
@ended = private constant [3 x i8] c"ok\\00"

define void @f(ptr %s, i1 %b) noredzone noimplicitfloat {
  %p = select i1 %b, ptr @text, ptr @ended
  call void (ptr, ...) @IOLog(ptr %p)
  call void (ptr, ...) @IOLog(ptr @ended)
  call void (ptr, ...) @IOLog(ptr %s)
  call ptr @memcpy(ptr %s, ptr @text, i64 5)
  call void @_RNvCs1234_4core3foo(ptr @text)
  ret void
}

declare void @IOLog(ptr, ...)
declare ptr @memcpy(ptr, ptr, i64)
declare void @_RNvCs1234_4core3foo(ptr)
`;
    expect(codesOf(text)).to.deep.equal(["unterminated-text line 8", "variable-format line 10"]);
    expect(findingsOf(text)[0]).to.include({ symbol: "_IOLog", text: "hello", function: "f" });
    expect(codesOf(runPipeline(Buffer.from(text), "kext").output)).to.deep.equal([]);
  });

  it("finds nothing in what the pipeline kext makes of rustc's modules", () => {
    for (const name of ["rustc-1.96", "rustc-1.63"]) {
      const module = readFileSync(join(FIXTURES, "terminate-strings", `${name}.ll`));
      expect(codesOf(module), name).to.not.deep.equal([]);
      expect(codesOf(runPipeline(module, "kext").output).filter((code) => !code.startsWith("soft-float-code")), name).to.deep.equal([]);
    }
  });

  it("asks the compiler what it does not know", function () {
    this.timeout(30_000);
    const text = `${HEAD}define i8 @f(i32 %a, i32 %b) noredzone noimplicitfloat {
  %c = call i8 @llvm.ucmp.i8.i32(i32 %a, i32 %b)
  ret i8 %c
}

declare i8 @llvm.ucmp.i8.i32(i32, i32)
`;
    const audit = (input: string, clang: string): string[] => {
      const { text: out } = kextir(["audit", "-", "--format=json", `--clang=${clang}`], { input });
      return auditSchema.parse(JSON.parse(out)).findings.map(({ code }) => code);
    };
    expect(audit(text, "clang-22")).to.deep.equal([]);
    expect(audit(text, "clang-16")).to.deep.equal(["unknown-intrinsic"]);
    const newer = `${HEAD}define void @f(ptr captures(none) %p) noredzone noimplicitfloat {\n  ret void\n}\n`;
    expect(audit(newer, "clang-22")).to.deep.equal([]);
    expect(audit(newer, "clang-19")).to.deep.equal(["newer-dialect"]);
  });
});
