// kernel-attributes against the clang whose C it imitates.

import { expect } from "chai";
import type { Attribute } from "../../src/asm/attributes.js";
import { printAttribute } from "../../src/asm/attributes.js";
import { Module } from "../../src/ir/module.js";
import { kernelAttributesFor } from "../../src/ir/kernel-attribute-table.js";
import { type KernelAttributes, readKernelAttributes } from "../../src/ir/kernel-attributes.js";
import { moduleFlags } from "../../src/ir/module-flags.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { probeKernelAttributes } from "../../src/toolchain/probe.js";
import { passes } from "../../passes/registry.js";
import { kernelAssembly, rustIr, tool, withTriple } from "../support/compile.js";
import { runPipeline } from "../support/fixtures.js";
import { LLVM_MAJORS, llvmAs } from "../support/llvm.js";

const MACOS = "x86_64-apple-macosx10.15.0";

const C_TWIN = `
extern int declared(char *text, int count);
int leaf(int value) { return value * 3 + 1; }
int caller(int value) { char text[32]; return declared(text, leaf(value)); }
`;

const RUST_TWIN = `
#![no_std]
extern "C" { fn declared(text: *mut u8, count: i32) -> i32; }
#[no_mangle] pub extern "C" fn leaf(value: i32) -> i32 { value.wrapping_mul(3).wrapping_add(1) }
#[no_mangle] pub extern "C" fn caller(value: i32) -> i32 {
    let mut text = core::mem::MaybeUninit::<[u8; 32]>::uninit();
    unsafe { declared(text.as_mut_ptr().cast(), leaf(value)) }
}
`;

/** What rustc's optimiser finds out about a function, and how large it is to be; no matter of the kernel's. */
const PROMISES = /^(?:mustprogress|nofree|norecurse|nosync|willreturn|memory\(.*\)|readnone|uwtable)$/;
const PROCESSOR = /^"(?:target-cpu|target-features|tune-cpu)"/;

describe("passes/kernel-attributes", function () {
  this.timeout(120_000);

  for (const options of [["-O"], ["-C", "opt-level=0"]]) {
    it(`gives Rust functions what C functions have: rustc ${options.join(" ")}`, () => {
      const rust = withTriple(rustIr(RUST_TWIN, [...options, "-C", "panic=abort"]), MACOS);
      const twin = new Module(runPipeline(rust, "strip-split-stack,strip-unwind,kernel-attributes").output);
      const c = new Module(compileC(C_TWIN, 22, MACOS));
      for (const name of ["leaf", "caller", "declared"]) {
        // rustc says nounwind of what it declares, which C leaves open.
        const ignored = name === "declared" ? /^nounwind$/ : /^(?!)/;
        const written = attributesOf(twin, name).filter((text) => !PROMISES.test(text) && !PROCESSOR.test(text) && !ignored.test(text));
        expect(written, name).to.have.members(attributesOf(c, name).filter((text) => !PROCESSOR.test(text)));
      }
      expect(moduleFlags(twin)).to.deep.equal(moduleFlags(c).filter(({ key }) => key !== "wchar_size"));
    });
  }

  for (const major of [15, 16, 19, 22]) {
    it(`has a table that agrees with clang-${major}`, async () => {
      for (const target of [MACOS, "x86_64-apple-macosx10.7", "x86_64-unknown-none"]) {
        expect(sorted(kernelAttributesFor(target)!)).to.deep.equal(sorted(await probe(major, target)), target);
      }
      for (const target of ["arm64-apple-macosx11", "arm64e-apple-macosx11"]) {
        const table = sorted(kernelAttributesFor(target)!);
        const probed = sorted(await probe(major, target));
        // Three known differences, told in the table's header.
        const known = (text: string): boolean => !/^"(?:frame-pointer"=|min-legal-vector-width"|ptrauth-)/.test(text);
        expect(table.definitions.filter(known)).to.deep.equal(probed.definitions.filter(known), target);
        expect(table.declarations.filter(known)).to.deep.equal(probed.declarations.filter(known), target);
        expect(table.calls).to.deep.equal(probed.calls, target);
        if (major === 22) expect(table.definitions.filter((text) => text.includes("ptrauth"))).to.deep.equal(probed.definitions.filter((text) => text.includes("ptrauth")));
      }
    });
  }

  it("takes what was read off the very clang in place of the table", async () => {
    const attributes = await probe(22, "arm64e-apple-macosx11");
    const [configured] = configurePipeline("kernel-attributes", { passes, pipelines: {} });
    const module = new Module(Buffer.from('target triple = "arm64e-apple-macosx11.0.0"\n\ndefine void @f() {\n  ret void\n}\n'));
    runPassManager(module, [{ ...configured!, options: { ...(configured!.options as object), attributes } }]);
    const text = Buffer.concat([...module.print()]);
    expect(text.toString()).to.include('"frame-pointer"="non-leaf-no-reserve"').and.include('!{i32 7, !"frame-pointer", i32 4}');
    expect(llvmAs(text, 22).accepted).to.equal(true);
    expect(() => configurePipeline("kernel-attributes<attributes=x>", { passes, pipelines: {} })).to.throw("cannot be written in pipeline text");
  });

  it("fails with words on IR that shows no kernel's attributes", () => {
    expect(() => readKernelAttributes(Buffer.from("define void @f() {\n  ret void\n}\n"))).to.throw("no declaration to read");
  });

  it("keeps printf from becoming puts", () => {
    const module = Buffer.from(`
target triple = "${MACOS}"
@text = private unnamed_addr constant [3 x i8] c"x\\0A\\00"
define void @f() nounwind {
  %1 = call i32 (ptr, ...) @printf(ptr @text)
  ret void
}
declare i32 @printf(ptr, ...)
`);
    expect(kernelAssembly(module)).to.match(/_puts/).and.not.match(/_printf/);
    expect(kernelAssembly(runPipeline(module, "kernel-attributes").output)).to.match(/_printf/).and.not.match(/_puts/);
    // The function's "no-builtins" does so alone; the call's stays true where it is inlined elsewhere.
    expect(kernelAssembly(runPipeline(module, "kernel-attributes<no-calls>").output)).to.not.match(/_puts/);
  });

  it("keeps frame pointers, in leaf functions too", () => {
    const module = withTriple(rustIr(RUST_TWIN, ["-O", "-C", "panic=abort"]), MACOS);
    expect(bodyOf(kernelAssembly(module), "leaf")).to.not.match(/pushq\s+%rbp/);
    const after = kernelAssembly(runPipeline(module, "kernel-attributes").output);
    for (const name of ["leaf", "caller"]) expect(bodyOf(after, name)).to.match(/pushq\s+%rbp[^]*movq\s+%rsp, %rbp/);
  });

  it("guards arrays on the stack, unless told not to", () => {
    const module = withTriple(rustIr(RUST_TWIN, ["-O", "-C", "panic=abort"]), MACOS);
    expect(kernelAssembly(module)).to.not.match(/___stack_chk_fail/);
    expect(kernelAssembly(runPipeline(module, "kernel-attributes").output)).to.match(/___stack_chk_fail/);
    expect(kernelAssembly(runPipeline(module, "kernel-attributes<no-stack-protector>").output)).to.not.match(/___stack_chk_fail/);
  });

  it("leaves a naked function naked", () => {
    const module = Buffer.from(`target triple = "${MACOS}"\ndefine void @f() naked {\n  call void asm sideeffect "ret", ""()\n  unreachable\n}\n`);
    expect(bodyOf(kernelAssembly(runPipeline(module, "kernel-attributes").output), "f")).to.not.match(/rbp|stack_chk/);
  });

  it("uses no word that an old LLVM does not know", () => {
    for (const triple of [MACOS, "arm64-apple-macosx11.0.0", "arm64e-apple-macosx11.0.0"]) {
      const module = Buffer.from(`target triple = "${triple}"\ndefine void @f(void ()* %p) {\n  call void %p()\n  ret void\n}\ndeclare void @g()\n`);
      const { output } = runPipeline(module, "kernel-attributes");
      for (const major of LLVM_MAJORS) expect(llvmAs(output, major).stderr, `${triple}, llvm-as-${major}`).to.equal("");
    }
  });
});

function compileC(source: string, major: number, target: string): Buffer {
  const args = ["-target", target, "-mkernel", "-O2", "-Xclang", "-disable-llvm-passes", "-x", "c", "-S", "-emit-llvm", "-o", "-", "-"];
  return Buffer.from(tool(`clang-${major}`, args, source), "latin1");
}

async function probe(major: number, target: string): Promise<KernelAttributes> {
  return readKernelAttributes(await probeKernelAttributes(`clang-${major}`, target));
}

function attributesOf(module: Module, name: string): string[] {
  const fn = module.symbol(name);
  if (fn === undefined || !("attributes" in fn)) throw new Error(`no function ${name}`);
  return [...new Set(fn.attributes().map(printAttribute))];
}

function sorted({ definitions, declarations, calls, flags }: KernelAttributes): { definitions: string[]; declarations: string[]; calls: string[]; flags: unknown } {
  const text = (list: readonly Attribute[]): string[] => list.map(printAttribute).sort();
  return { definitions: text(definitions), declarations: text(declarations), calls: text(calls), flags };
}

/** The instructions of one function in assembly text. */
function bodyOf(assembly: string, name: string): string {
  const start = assembly.indexOf(`\n_${name}:`);
  if (start < 0) throw new Error(`no function ${name}`);
  return assembly.slice(start, assembly.indexOf("-- End function", start));
}
