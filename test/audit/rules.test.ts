// Each rule about objects as a whole: what breaks it, and what does not.

import { expect } from "chai";
import type { Finding } from "../../src/audit/finding.js";
import { rules } from "../../src/audit/rules.js";
import { defaultSettings } from "../../src/audit/settings.js";
import { readMachO } from "../../src/macho/read.js";
import { arm64Target, compile, disassemble } from "../macho/object-files.js";
import { auditText } from "./audit-text.js";

type Language = "c" | "ll" | "s";

async function findings(language: Language, source: string, flags: readonly string[] = [], target?: string, settings = defaultSettings): Promise<readonly Finding[]> {
  const object = await compile(language, source, flags, target);
  return auditText(readMachO(object.bytes), await disassemble(object), settings).findings;
}

/** Codes with the messages of findings, of one code. */
const messages = (found: readonly Finding[], code: string): string[] => found.filter((finding) => finding.code === code).map(({ severity, message }) => `${severity}: ${message}`);

const TLV = `.globl _f
_f: movq _x@TLVP(%rip), %rdi
callq *(%rdi)
retq
.section __DATA,__thread_vars,thread_local_variables
.globl _x
_x: .quad __tlv_bootstrap
.quad 0
.quad _x$tlv$init
.section __DATA,__thread_data,thread_local_regular
_x$tlv$init: .long 7
`;

const cases: readonly (readonly [code: string, what: string, found: () => Promise<readonly Finding[]>, expected: readonly string[]])[] = [
  ["thread-variable", "sections for threads", () => findings("s", TLV), ["error: section __DATA,__thread_vars is for variables of threads", "error: section __DATA,__thread_data is for variables of threads"]],
  ["relocation", "one of a thread's variable", () => findings("s", TLV), ["error: X86_64_RELOC_TLV in __TEXT,__text, to _x, is for a variable of threads"]],
  ["relocation", "an address in 4 bytes", () => findings("s", ".data\n_p: .long _p\n"), ["error: X86_64_RELOC_UNSIGNED in __DATA,__data, to _p, is an address in 4 bytes, and kernel addresses take 8"]],
  ["relocation", "data of others without the GOT", () => findings("s", "_f: movl _other(%rip), %eax\nretq\n"), ["error: X86_64_RELOC_SIGNED in __TEXT,__text, to _other, is a direct use of what is defined elsewhere"]],
  ["relocation", "what C compiles to", () => findings("c", "extern int e; extern int f(int); int s; int *p = &s; int g(int n) { return f(n) + e + s; }", ["-mkernel", "-O2", "-g"]), []],
  ["relocation", "what C compiles to for arm64", () => findings("c", "extern int e; extern int f(int); int s; int *p = &s; int g(int n) { return f(n) + e + s; }", ["-mkernel", "-O2", "-g"], arm64Target), []],
  ["common-symbol", "a tentative definition", () => findings("c", "int counter; int f(void) { return counter; }", ["-fcommon", "-mkernel"]), ["warning: symbol _counter is common: 4 bytes without a place"]],
  ["weak-import", "an untested one", () => findings("c", "extern int f(void) __attribute__((weak_import)); int g(void) { return f ? f() : 0; }", ["-mkernel"]), ["warning: symbol _f is imported weakly, and nothing tests for it with gOSKextUnresolved"]],
  ["weak-import", "a tested one", () => findings("c", "extern int f(void) __attribute__((weak_import)); extern void *gOSKextUnresolved; int g(void) { return (void *)f != gOSKextUnresolved ? f() : 0; }", ["-mkernel"]), []],
  ["constructor", "C's", () => findings("c", "static int n; __attribute__((constructor)) static void f(void) { n++; }", ["-mkernel"]), ["warning: section __DATA,__mod_init_func lists constructors, 1 of them"]],
  ["unwind-table", "those that -mkernel leaves out", () => findings("c", "extern int g(int); int f(int n) { return g(n) + 1; }", ["-O2"]), ["warning: section __LD,__compact_unwind holds 32 bytes of unwind tables", "warning: section __TEXT,__eh_frame holds 64 bytes of unwind tables"]],
  ["unwind-table", "none with it", () => findings("c", "extern int g(int); int f(int n) { return g(n) + 1; }", ["-O2", "-mkernel"]), []],
  ["linker-option", "a library that is asked for", () => findings("ll", '!llvm.linker.options = !{!0}\n!0 = !{!"-lSystem"}\n'), ["warning: the object asks the linker for '-lSystem'; a kernel extension links no library of programs"]],
  ["section-type", "interposing", () => findings("s", ".section __DATA,__interpose,interposing\n.quad _f\n.quad _g\n"), ["error: section __DATA,__interpose holds pairs of functions to interpose"]],
  ["architecture", "arm64 without e", () => findings("c", "int f(void) { return 1; }", ["-mkernel"], arm64Target), ["warning: the code is for arm64; Macs load arm64e kernel extensions only"]],
  ["architecture", "another system", () => findings("c", "int f(void) { return 1; }", [], "arm64e-apple-ios15"), ["error: the file is built for platform 2, not for macOS (1)"]],
  ["segment-register", "arm64's thread register", () => findings("s", ".p2align 2\n_f: mrs x0, TPIDRRO_EL0\nret\n", [], arm64Target), ["error: function '_f' uses %fs, %gs or a thread register, which are the kernel's own there"]],
  ["soft-float-call", "a routine of compiler-rt", () => findings("ll", 'define double @f(double %a, double %b) noredzone "use-soft-float"="true" {\n  %c = fadd double %a, %b\n  ret double %c\n}\n'), ["warning: function '_f' calls ___adddf3, a library routine for floating point"]],
];

describe("audit/rules", function () {
  this.timeout(20_000);

  for (const [code, what, found, expected] of cases) {
    it(`${code}: ${what}`, async () => expect(messages(await found(), code)).to.deep.equal(expected));
  }

  it("takes programs and libraries for what no kernel loads", async () => {
    const object = await compile("c", "int f(void) { return 1; }", ["-mkernel"]);
    const bytes = Buffer.from(object.bytes);
    bytes.writeUInt32LE(6, 12);
    const { findings: found } = auditText(readMachO(bytes), await disassemble(object));
    expect(messages(found, "file-type")).to.deep.equal(["error: the file is a dynamic library (MH_DYLIB), and no kernel loads it"]);
  });

  it("has each code once", () => {
    const codes = rules.map(({ code }) => code);
    expect(new Set(codes).size).to.equal(codes.length);
  });

  describe("stack", () => {
    const source = `
      extern void use(void *);
      int leaf(int n) { char b[3000]; use(b); return b[n]; }
      int middle(int n) { char b[1000]; use(b); return leaf(n) + b[n]; }
      int entry(int n) { return middle(n) + 1; }
      int even(int n); int odd(int n) { return n == 0 ? 0 : even(n - 1) + 1; }
      int even(int n) { return n == 0 ? 1 : odd(n - 1) + 2; }
      int pointer(int (*f)(int)) { return f(1) + 1; }
      int variable(int n) { char b[n]; use(b); return b[0]; }
    `;
    const limits = { frameWarning: 2000, frameError: 2900, depthWarning: 1000, depthError: 4000 };

    for (const [name, target] of [["x86_64", undefined], ["arm64", arm64Target]] as const) {
      it(`adds up frames along calls: ${name}`, async () => {
        const flags = ["-mkernel", "-O2", "-fno-inline-functions", "-fno-inline", "-fno-optimize-sibling-calls"];
        const found = await findings("c", source, flags, target, { rules: {}, stack: limits });
        expect(messages(found, "stack-frame")[0]).to.match(/^error: function '_leaf' uses 30\d\d bytes of stack/);
        expect(messages(found, "stack-depth").join("\n")).to.match(/^error: function '_entry' and what it calls use 4\d\d\d bytes of stack$/);
        expect(found.find(({ code }) => code === "stack-depth")?.notes?.[0]).to.match(/^deepest along _entry \(\d+\) → _middle \(1\d+\) → _leaf \(30\d\d\)$/);
        expect(messages(found, "recursion")).to.have.length(1);
        expect(found.find(({ code }) => code === "recursion")?.notes).to.deep.equal(["the cycle: _odd → _even → _odd"]);
        expect(messages(found, "indirect-call")).to.deep.equal(["remark: function '_pointer' calls through a pointer: the stack depth below it is not bounded"]);
        expect(messages(found, "dynamic-stack")).to.deep.equal(["warning: function '_variable' reserves stack by a number computed at run time"]);
      });
    }

    it("says of each function what bounds its stack", async () => {
      const object = await compile("c", source, ["-mkernel", "-O1", "-fno-inline", "-fno-optimize-sibling-calls"]);
      const { functions } = auditText(readMachO(object.bytes), await disassemble(object));
      const of = (name: string) => functions.find((fn) => fn.name === name);
      expect(of("_entry")).to.include({ isEntry: true }).and.not.have.property("unbounded");
      expect(of("_leaf")?.isEntry).to.equal(false);
      expect(of("_even")?.unbounded).to.deep.include({ cause: "recursion" });
      expect(of("_pointer")?.unbounded).to.deep.equal({ cause: "indirect-call", function: "_pointer" });
      expect(of("_variable")?.unbounded).to.deep.equal({ cause: "dynamic-stack", function: "_variable" });
    });
  });
});
