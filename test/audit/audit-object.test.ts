import { expect } from "chai";
import fc from "fast-check";
import { censusJson, countFindings, formatCensusTable } from "../../src/audit/census-table.js";
import type { Finding } from "../../src/audit/finding.js";
import type { ImageReport } from "../../src/audit/report.js";
import type { MachO } from "../../src/macho/macho.js";
import { readMachO } from "../../src/macho/read.js";
import { InputError } from "../../src/support/diagnostic.js";
import { auditText } from "./audit-text.js";
import { arm64Target, compile, disassemble, type ObjectFile } from "../macho/object-files.js";

describe("audit/audit-object", function () {
  this.timeout(20_000);

  describe("red zone, x86_64", () => {
    // One function for each entry: what it is about, its code, and the
    // instructions that must be found, by their code.
    const functions: readonly (readonly [string, string, readonly string[]])[] = [
      ["leaf store", "movl %edi, -4(%rsp); movl -4(%rsp), %eax; retq", ["access", "access"]],
      ["reserved", "subq $24, %rsp; movl %edi, 4(%rsp); addq $24, %rsp; retq", []],
      ["indexed in a leaf", "movl %edi, -40(%rsp,%rax,4); retq", ["access"]],
      ["indexed with a frame", "subq $40, %rsp; movb %dil, -1(%rsp,%rcx); addq $40, %rsp; retq", []],
      ["indexed with a pushed slot", "pushq %rax; movb %dil, -1(%rsp,%rcx); popq %rax; retq", []],
      ["indexed with a saved register", "pushq %rbx; movb %dil, -41(%rsp,%rcx); popq %rbx; retq", ["access"]],
      ["frame pointer, nothing reserved", "pushq %rbp; movq %rsp, %rbp; movl %edi, -0x40(%rbp); popq %rbp; retq", ["access"]],
      ["frame pointer, indexed", "pushq %rbp; movq %rsp, %rbp; movl %edi, -48(%rbp,%rax,4); popq %rbp; retq", ["access"]],
      ["frame pointer, reserved", "pushq %rbp; movq %rsp, %rbp; subq $64, %rsp; movl %edi, -0x40(%rbp); addq $64, %rsp; popq %rbp; retq", []],
      ["frame pointer, too little", "pushq %rbp; movq %rsp, %rbp; subq $48, %rsp; movl %edi, -0x40(%rbp); addq $48, %rsp; popq %rbp; retq", ["access"]],
      ["frame pointer, two saved", "pushq %rbp; movq %rsp, %rbp; pushq %rbx; pushq %r14; movl %edi, -16(%rbp); movl %edi, -20(%rbp); popq %r14; popq %rbx; popq %rbp; retq", ["access"]],
      ["frame pointer, indexed from below", "pushq %rbp; movq %rsp, %rbp; subq $16, %rsp; movl %edi, -20(%rbp,%rax,4); leave; retq", []],
      ["after release", "pushq %rbp; movq %rsp, %rbp; subq $16, %rsp; addq $16, %rsp; movl -8(%rbp), %eax; popq %rbp; retq", ["access"]],
      ["one branch reserves", "pushq %rbp; movq %rsp, %rbp; testl %edi, %edi; je 1f; subq $16, %rsp; 1: movl %edi, -8(%rbp); leave; retq", []],
      ["both branches reserve too little", "pushq %rbp; movq %rsp, %rbp; testl %edi, %edi; je 1f; subq $16, %rsp; jmp 2f; 1: subq $16, %rsp; 2: movl %edi, -24(%rbp); leave; retq", ["access"]],
      ["after a loop", "pushq %rbp; movq %rsp, %rbp; 1: decl %edi; jne 1b; movl %edi, -8(%rbp); popq %rbp; retq", ["access"]],
      ["realigned", "pushq %rbp; movq %rsp, %rbp; andq $-32, %rsp; subq $64, %rsp; movl %edi, -0x80(%rbp); leave; retq", []],
      ["dynamic", "pushq %rbp; movq %rsp, %rbp; subq %rdi, %rsp; movl %edi, -0x40(%rbp); leave; retq", []],
      ["dynamic, but below all the same", "pushq %rbp; movq %rsp, %rbp; subq %rdi, %rsp; movl %edi, -8(%rsp); leave; retq", ["access"]],
      ["address, then access", "leaq -0x48(%rsp), %rax; movl %edi, (%rax,%rcx,4); movl %edi, 16(%rax); retq", ["address", "access", "access"]],
      ["address overwritten", "leaq -0x48(%rsp), %rax; movq %rdi, %rax; movl %edi, (%rax); retq", ["address"]],
      ["address in part overwritten", "leaq -0x48(%rsp), %rax; movb $1, %al; movl %edi, (%rax); retq", ["address"]],
      ["address lost in a call", "leaq -0x48(%rsp), %rax; callq _external; movl %edi, (%rax); retq", ["address"]],
      ["address moved up", "leaq -8(%rsp), %rax; addq $8, %rax; movl (%rax), %ecx; retq", ["address"]],
      ["address through a copy", "movq %rsp, %rax; subq $16, %rax; movl %edi, (%rax); retq", ["access"]],
      ["address from the frame", "pushq %rbp; movq %rsp, %rbp; leaq -0x20(%rbp), %rdx; movups %xmm0, 16(%rdx); popq %rbp; retq", ["address", "access"]],
      ["strength-reduced address", "subq $40, %rsp; leaq -1(%rsp), %rax; movb %dil, 1(%rax); addq $40, %rsp; retq", []],
      ["stack pointer moved by lea", "leaq -40(%rsp), %rsp; movl %edi, (%rsp); leaq 40(%rsp), %rsp; retq", []],
      ["enter", "enter $16, $0; movl %edi, -16(%rbp); movl %edi, -24(%rbp); leave; retq", ["access"]],
      ["exchanged", "movq %rsp, %rax; xchgq %rax, %rcx; movl %edi, -8(%rax); movl %edi, -8(%rcx); retq", ["access"]],
      ["two pushed at once", "push2 %rax, %rcx; movq %rsp, %rdx; movl %edi, 8(%rdx); pop2 %rax, %rcx; movl %edi, -8(%rdx); movl %edi, (%rdx); retq", ["access", "access"]],
      ["jump with a prefix", "testl %edi, %edi; je 1f; pushq %rax; .byte 0xf2; jmp 2f; 1: movq %rsp, %rax; movl %edi, -8(%rax); 2: retq", ["access"]],
      ["no access", "nopl -8(%rsp); prefetcht0 -64(%rsp); retq", []],
      ["pushes and calls", "pushq %rbp; movq %rsp, %rbp; pushq %rbx; pushq %rax; callq _external; addq $8, %rsp; popq %rbx; popq %rbp; retq", []],
      ["string store", "leaq -64(%rsp), %rdi; xorl %eax, %eax; movl $8, %ecx; rep stosq; retq", ["address", "access"]],
      ["jump table", "pushq %rbp; movq %rsp, %rbp; leaq 1f(%rip), %rax; jmpq *%rax; 1: movl %edi, -8(%rbp); popq %rbp; retq", ["access"]],
      ["unknown frame pointer", "movl %edi, -8(%rbp); retq", []],
      ["above the return address", "movl 8(%rsp), %eax; retq", []],
    ];

    let census: ImageReport;
    before(async () => {
      const source = functions.map(([, code], index) => `.globl _case${index}\n_case${index}:\n${code.replaceAll(";", "\n")}\n`).join("");
      census = await check(await compile("s", `${source}.subsections_via_symbols\n`));
    });

    for (const [index, [name, , kinds]] of functions.entries()) {
      it(name, () => {
        const found = census.findings.filter((finding) => finding.function === `_case${index}` && finding.code.startsWith("red-zone"));
        expect(found.map(({ code }) => code.replace("red-zone-", ""))).to.deep.equal(kinds);
      });
    }

    it("says where", () => {
      expect(census.findings[0]).to.deep.equal({
        code: "red-zone-access",
        severity: "error",
        message: "function '_case0' uses memory below the stack pointer, which an interrupt overwrites",
        function: "_case0",
        demangled: "_case0",
        address: 0,
        instruction: "movl %edi, -0x4(%rsp)",
        fix: "run the pass noredzone, and look whether assembly of your own does it",
      });
    });
  });

  describe("red zone, arm64", () => {
    const functions: readonly (readonly [string, string, readonly string[]])[] = [
      ["leaf store", "stur x0, [sp, #-8]; ldur w0, [sp, #-4]; ret", ["access", "access"]],
      ["pre- and post-indexed", "stp x29, x30, [sp, #-16]!; mov x29, sp; bl _external; ldp x29, x30, [sp], #16; ret", []],
      ["frame pointer, nothing reserved", "stp x29, x30, [sp, #-16]!; mov x29, sp; stur w0, [x29, #-4]; ldp x29, x30, [sp], #16; ret", ["access"]],
      ["frame pointer, reserved", "sub sp, sp, #32; stp x29, x30, [sp, #16]; add x29, sp, #16; stur w0, [x29, #-4]; ldp x29, x30, [sp, #16]; add sp, sp, #32; ret", []],
      ["address, then access", "sub x8, sp, #64; str w0, [x8, x1]; str w0, [x8, #8]; ret", ["address", "access", "access"]],
      ["reserved by pre-index", "stp x0, x1, [sp, #-32]!; sub x8, sp, #1; strb w2, [x8, x3]; add sp, sp, #32; ret", []],
      ["saved by pre-index", "stp x20, x19, [sp, #-16]!; sub x8, sp, #1; strb w2, [x8, x3]; ldp x20, x19, [sp], #16; ret", ["address", "access"]],
      ["below by pre-index of another register", "sub x8, sp, #64; str x0, [x8, #8]!; str x0, [x8, #48]!; str x0, [x8, #8]!; ret", ["address", "access", "access"]],
      ["trap before a jump table", "cbz x0, 1f; sub sp, sp, #16; brk #1; 1: br x1; mov x9, sp; stur x0, [x9, #-8]; ret", ["access"]],
      ["large frame", "sub sp, sp, #1, lsl #12; str x0, [sp, #8]; add sp, sp, #1, lsl #12; ret", []],
      ["dynamic", "stp x29, x30, [sp, #-16]!; mov x29, sp; mov x9, sp; sub x9, x9, x0; mov sp, x9; stur w0, [x29, #-4]; mov sp, x29; ldp x29, x30, [sp], #16; ret", []],
    ];

    let census: ImageReport;
    before(async () => {
      const source = functions.map(([, code], index) => `.globl _case${index}\n.p2align 2\n_case${index}:\n${code.replaceAll(";", "\n")}\n`).join("");
      census = await check(await compile("s", source, [], arm64Target));
    });

    for (const [index, [name, , kinds]] of functions.entries()) {
      it(name, () => {
        const found = census.findings.filter((finding) => finding.function === `_case${index}` && finding.code.startsWith("red-zone"));
        expect(found.map(({ code }) => code.replace("red-zone-", ""))).to.deep.equal(kinds);
      });
    }
  });

  describe("what clang makes of C", () => {
    const source = `
      extern int external(const char *, ...);
      int array(int n) { int b[10]; for (int i = 0; i < 10; i++) b[i] = i * n; return b[n & 7]; }
      int spill(int n) { volatile int b = n; return b; }
      int bytes(unsigned n) { char b[32]; for (unsigned i = 0; i < 32; i++) b[i] = i + n; return b[n & 31]; }
      int calls(int n) { char b[64]; external("%s", b); return b[n]; }
      int jumps(int n) { switch (n) { case 0: return 7; case 1: return external("a"); case 2: return n * n; case 3: return 1; case 4: return external("b"); case 5: return 90; } return 2; }
    `;

    for (const flags of [["-O0"], ["-O1"], ["-O2"], ["-Os", "-fomit-frame-pointer"], ["-O2", "-fomit-frame-pointer"]]) {
      it(`finds the red zone that -mkernel would forbid, and none with it: ${flags.join(" ")}`, async () => {
        const [user, kernel] = await Promise.all([
          compile("c", source, [...flags, "-fno-stack-protector"]).then(check),
          compile("c", source, [...flags, "-mkernel", "-msoft-float", "-mno-sse"]).then(check),
        ]);
        const inUserCode = user.findings.filter(({ code }) => code.startsWith("red-zone"));
        expect(inUserCode.map((finding) => finding.function)).to.include.members(["_array", "_spill"]);
        expect(inUserCode.map((finding) => finding.function)).to.not.include.members(["_calls"]);
        expect(kernel.findings).to.deep.equal([]);
      });
    }

    for (const flags of [["-O0"], ["-O0", "-fomit-frame-pointer"], ["-O1"], ["-O2"], ["-O2", "-fomit-frame-pointer"], ["-Os"]]) {
      it(`finds exactly the functions that -mno-red-zone changes: ${flags.join(" ")}`, async () => {
        const common = [...flags, "-fno-stack-protector", "-fno-asynchronous-unwind-tables"];
        const [user, kernel] = await Promise.all([compile("c", source, common), compile("c", source, [...common, "-mno-red-zone"])]);
        const [inUser, inKernel] = [functionBytes(user), functionBytes(kernel)];
        const changed = [...inUser.keys()].filter((name) => !inKernel.get(name)?.equals(inUser.get(name) ?? Buffer.of()));
        const found = (await check(user)).findings.filter(({ code }) => code.startsWith("red-zone"));
        expect([...new Set(found.map((finding) => finding.function))]).to.have.members(changed);
        expect(changed.length).to.be.greaterThan(1);
      });
    }

    it("counts what an independent reading of the disassembly counts", async () => {
      const object = await compile("c", source, ["-O2", "-fomit-frame-pointer", "-fno-stack-protector"]);
      const text = await disassemble(object);
      const { floatingPointInstructions } = countFindings(checkObject(readMachO(object.bytes), text));
      expect(floatingPointInstructions).to.equal(text.split("\n").filter((line) => /%[xyz]mm/.test(line)).length);
      expect(floatingPointInstructions).to.be.greaterThan(0);
    });

    it("leaves jump tables alone", async () => {
      const object = await compile("c", source, ["-O2", "-mkernel", "-msoft-float", "-mno-sse"]);
      const macho = readMachO(object.bytes);
      expect(macho.dataInCode.length).to.be.greaterThan(0);
      expect(checkObject(macho, await disassemble(object)).findings).to.deep.equal([]);
    });
  });

  it("tells floating-point and vector instructions from others, x86_64", async () => {
    const floating = [
      "addss %xmm0, %xmm1", "vaddps %ymm0, %ymm1, %ymm2", "vaddps %zmm0, %zmm1, %zmm2 {%k1}", "kmovw %k1, (%rax)", "paddb %mm0, %mm1",
      "fldl (%rax)", "fxsave (%rax)", "fninit", "wait", "emms", "ldmxcsr (%rax)", "stmxcsr (%rax)", "vzeroupper", "cvttsd2si (%rax), %eax",
      "cvtss2si (%rax), %rax", "vcvttss2si (%rax), %ecx", "xsave (%rax)", "xrstor64 (%rax)", "movd %eax, %xmm0", "faddp %st, %st(1)", "movntdq %xmm0, (%rax)",
      "repne\nfldl (%rax)", "repne\nfnstcw (%rax)", "aesencwide128kl (%rax)", "encodekey256 %eax, %ecx",
    ];
    const others = [
      "prefetcht0 (%rax)", "mfence", "lfence", "sfence", "pause", "crc32b %al, %ecx", "popcntl %eax, %ecx", "movnti %eax, (%rcx)",
      "clflush (%rax)", "cpuid", "rdtsc", "cmpxchg16b (%rax)", "mulxq %rax, %rcx, %rdx", "swapgs", "xgetbv",
    ];
    const census = await check(await compile("s", `_f:\n${[...floating, ...others].join("\n")}\nretq\n`));
    const found = census.findings.filter(({ code }) => code === "floating-point").map(({ instruction }) => instruction?.split(" ")[0]);
    expect(found).to.have.length(floating.length);
    expect(instructionsOf(census)).to.equal(floating.length + others.length + 1);
  });

  it("tells floating-point and vector instructions from others, arm64", async () => {
    const floating = [
      "fadd s0, s1, s2", "ldr q0, [x0]", "str d8, [sp, #8]", "stp d8, d9, [sp]", "mov v0.16b, v1.16b", "fmov x0, d0", "ld1 { v0.16b }, [x0]", "mrs x0, fpcr", "dup v1.4s, w0",
      "ldr b0, [x0, x1]", "add z0.s, z0.s, z1.s", "smstart", "smstop sm", "zero {za}", "zero {}", "bfmlalb v0.4s, v1.8h, v2.h[0]", "ldr za[w12, 0], [x0]", "str zt0, [x0]", "setffr", "mrs x0, svcr", "ptrue pn8.b",
    ];
    const others = ["ldr x0, [sp, #8]", "mrs x0, tpidr_el1", "dmb ish", "add x0, x1, w2, sxtb", "bl _s1", "crc32b w0, w1, w2", "csel w0, w1, w2, hs", "tlbi vmalle1"];
    const census = await check(await compile("s", `.arch armv9-a+sve+bf16+crc+sme+sme2+sme2p1\n_f:\n${[...floating, ...others].join("\n")}\nret\n`, [], arm64Target));
    const found = census.findings.filter(({ code }) => code === "floating-point");
    expect(found.map(({ instruction }) => instruction)).to.have.length(floating.length);
  });

  it("finds stack probes, split stacks and thread segments", async () => {
    const census = await check(
      await compile(
        "s",
        `_split: cmpq %gs:0x330, %rsp
         ja 1f
         callq ___morestack
         retq
         1: retq
         _large: leaq -0x2008(%rsp), %r11
         cmpq %gs:0x330, %r11
         ja 1f
         callq ___morestack
         retq
         1: subq $0x2008, %rsp
         addq $0x2008, %rsp
         retq
         _probes: subq $0x1000, %rsp
         movq $0, (%rsp)
         subq $0x1000, %rsp
         movq $0, (%rsp)
         subq $0x234, %rsp
         movq $0, (%rsp)
         addq $0x2234, %rsp
         retq
         _exact: subq $0x1000, %rsp
         movq $0, (%rsp)
         pushq %rax
         addq $0x1008, %rsp
         retq
         _cleared: subq $0x1000, %rsp
         movq $0, (%rsp)
         movq %rsp, %rdi
         addq $0x1000, %rsp
         retq
         _alloca: xorq $0, (%rsp)
         retq
         _rust: movl $0x5000, %eax
         callq ___rust_probestack
         subq %rax, %rsp
         addq $0x5000, %rsp
         retq
         _thread: movq %gs:8, %rax
         movq %fs:0x28, %rcx
         retq
        `,
      ),
    );
    expect(census.findings.map((finding) => [finding.function, finding.code, finding.symbol])).to.deep.equal([
      ["_split", "stack-check", undefined],
      ["_split", "stack-probe-call", "___morestack"],
      ["_large", "stack-check", undefined],
      ["_large", "stack-probe-call", "___morestack"],
      ["_probes", "stack-probe", undefined],
      ["_probes", "stack-probe", undefined],
      ["_exact", "stack-probe", undefined],
      ["_alloca", "stack-probe", undefined],
      ["_rust", "stack-probe-call", "___rust_probestack"],
      ["_thread", "segment-register", undefined],
      ["_thread", "segment-register", undefined],
    ]);
    expect(census.undefined.map(({ symbol }) => symbol)).to.deep.equal(["___morestack", "___rust_probestack"]);
  });

  describe("strings", () => {
    const source = `
      @sixteen = private unnamed_addr constant [16 x i8] c"hello from rust\\0A", align 1
      @nine = private unnamed_addr constant [9 x i8] c"hello two", align 1
      @wrapped = private unnamed_addr constant <{ [11 x i8] }> <{ [11 x i8] c"hello three" }>, align 1
      @mark = private unnamed_addr constant [8 x i8] c"\\016gr\\C3\\BC\\C3\\9F", align 1
      @ended = private unnamed_addr constant [4 x i8] c"abc\\00", align 1
      @binary = private unnamed_addr constant [3 x i8] c"\\02\\FFx", align 1
      @writable = internal global [3 x i8] c"abc", align 1
      declare i32 @printk(ptr, ...)
      declare i32 @memcmp(ptr, ptr, i64)
      declare void @_ZN4core9panicking5panic17h0123456789abcdefE(ptr, i64)
      define void @prints(i64 %n) {
        call i32 (ptr, ...) @printk(ptr @sixteen)
        call i32 (ptr, ...) @printk(ptr @wrapped, ptr @nine)
        call i32 (ptr, ...) @printk(ptr @mark)
        ret void
      }
      define i32 @tail() {
        %r = tail call i32 (ptr, ...) @printk(ptr @nine)
        ret i32 %r
      }
      define void @others(ptr %p) {
        call i32 (ptr, ...) @printk(ptr @ended)
        call i32 (ptr, ...) @printk(ptr @binary)
        call i32 (ptr, ...) @printk(ptr @writable)
        call i32 @memcmp(ptr @nine, ptr %p, i64 9)
        call void @_ZN4core9panicking5panic17h0123456789abcdefE(ptr @wrapped, i64 11)
        store i8 1, ptr @writable
        ret void
      }
    `;
    const expected = [
      ["_prints", "hello from rust\n"],
      ["_prints", "hello three"],
      ["_prints", "hello two"],
      ["_prints", "\x016grüß"],
      ["_tail", "hello two"],
    ];

    for (const [name, flags, target] of [
      ["x86_64 -O2", ["-O2"], undefined],
      ["x86_64 -O0", ["-O0"], undefined],
      ["x86_64 with all labels", ["-O2", "-Xclang", "-msave-temp-labels"], undefined],
      ["arm64 -O2", ["-O2"], arm64Target],
    ] as const) {
      it(`finds those that C would read on from: ${name}`, async () => {
        const census = await check(await compile("ll", source, flags, target));
        const found = census.findings.filter(({ code }) => code.endsWith("-string"));
        // Apple's arm64 passes variadic arguments in memory, where they are not followed.
        const seen = expected.filter((_, index) => target === undefined || index !== 2);
        expect(found.map((finding) => [finding.function, finding.text])).to.deep.equal(seen);
        expect(found.map(({ code, symbol }) => [code, symbol])).to.deep.equal(seen.map(() => ["unterminated-string", "_printk"]));
      });
    }

    it("says what it cannot measure", async () => {
      const code = "_f:\nleaq L1(%rip), %rdi\ncallq _printk\nleaq L2(%rip), %rdi\ncallq _printk\nretq\n";
      const data = ".section __TEXT,__const\nL1: .ascii \"one\"\nL2: .asciz \"two\"\n";
      const [without, labelled] = await Promise.all([
        compile("s", code + data).then(check),
        compile("s", code + data, ["-Xclang", "-msave-temp-labels", "-Wa,-L"]).then(check),
      ]);
      expect(without.findings.map(({ code, text }) => [code, text])).to.deep.equal([
        ["unmeasured-string", "onetwo"],
        ["unmeasured-string", "two"],
      ]);
      expect(labelled.findings.map(({ code, text }) => [code, text])).to.deep.equal([["unterminated-string", "one"]]);
      expect(formatCensusTable([{ name: "a", census: without }])).to.match(/handed to C +not measurable$/m);
    });
  });

  it("names Rust functions, and code that has no symbol", async () => {
    const census = await check(
      await compile("s", "nop\nmovl %eax, -4(%rsp)\nretq\n.globl __ZN5crate4leaf17h0123456789abcdefE\n__ZN5crate4leaf17h0123456789abcdefE:\nmovl %eax, -4(%rsp)\nretq\n"),
    );
    expect(census.findings.map((finding) => [finding.function, finding.demangled])).to.deep.equal([
      ["__TEXT,__text+0x0", "__TEXT,__text+0x0"],
      ["__ZN5crate4leaf17h0123456789abcdefE", "crate::leaf"],
    ]);
  });

  it("looks into sections where code stands among data", async () => {
    const object = await compile("s", "_f: retq\n.section __TEXT,__mixed\n_g: movl %eax, -4(%rsp)\nretq\n");
    expect((await check(object)).findings.map((finding) => [finding.function, finding.code])).to.deep.equal([["_g", "red-zone-access"]]);
  });

  it("refuses a disassembly of something else", async () => {
    const object = await compile("s", "_f: nop\nretq\n_g: retq\n");
    const text = await disassemble(object);
    expect(() => checkObject(readMachO(object.bytes), "")).to.throw("has nothing of section __TEXT,__text");
    expect(() => checkObject(readMachO(object.bytes), text.replace(/^ +2:.*$/m, ""))).to.throw("no instruction at the start of '_g'");
  });

  it("finds the same in an object that keeps all its labels", async () => {
    const source = `
      extern int external(const char *, ...);
      int array(int n) { int b[10]; for (int i = 0; i < 10; i++) b[i] = i * n; return b[n & 7]; }
      int jumps(int n) { switch (n) { case 0: return 7; case 1: return external("a"); case 2: return n * n; case 3: return 1; case 4: return external("b"); case 5: return 90; } return 2; }
    `;
    const [plain, labelled] = await Promise.all(
      [["-O2"], ["-O2", "-Xclang", "-msave-temp-labels"]].map((flags) => compile("c", source, flags).then(check)),
    );
    expect(plain?.functions.length).to.equal(2);
    expect(labelled?.functions.length).to.equal(2);
    const places = plain?.findings.map(({ code, address }) => [code, address]);
    expect(places).to.not.deep.equal([]);
    expect(labelled?.findings.map(({ code, address }) => [code, address])).to.deep.equal(places);
  });

  it("ends in an InputError, or checks, whatever object and disassembly say", async function () {
    const object = await compile("c", "extern int printk(const char *, ...); int f(int n) { int b[9]; b[n] = n; switch (n) { case 0: return 7; case 1: return printk(\"a\"); case 2: return n * n; case 3: return 1; case 4: return b[1]; } return printk(\"b\"); }", ["-O2"]);
    const text = await disassemble(object);
    const change = fc.record({ at: fc.nat(object.bytes.length - 4), value: fc.oneof(fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff), fc.nat(0xffffffff)) });
    const edit = fc.record({ at: fc.nat(text.length), remove: fc.nat(20), insert: fc.constantFrom("", "(", "%rsp", "0x", "\t", ",", "\n", ":", "-0xffffffffffffffff", "{") });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 2 }), fc.array(edit, { maxLength: 3 }), (changes, edits) => {
        const bytes = Buffer.from(object.bytes);
        for (const { at, value } of changes) bytes.writeUInt32LE(value >>> 0, at);
        const edited = edits.reduce((before_, { at, remove, insert }) => before_.slice(0, at) + insert + before_.slice(at + remove), text);
        try {
          checkObject(readMachO(bytes), edited);
        } catch (error) {
          expect(error).to.be.instanceOf(InputError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("reports bytes that cannot be decoded", async () => {
    const census = await check(await compile("s", "_f: .byte 0x06\nretq\n"));
    expect(census.findings.map(({ code }) => code)).to.deep.equal(["undecoded"]);
  });

  it("lays censuses out beside one another", async () => {
    const [before_, after] = await Promise.all([
      compile("s", "_f: movl %eax, -4(%rsp)\naddss %xmm0, %xmm0\ncallq ___morestack\ncallq _printk\nretq\n").then(check),
      compile("s", "_f: subq $8, %rsp\ncallq _IOLog\naddq $8, %rsp\nretq\n").then(check),
    ]);
    const columns = [{ name: "without", census: before_ }, { name: "with kextir", census: after }];
    expect(formatCensusTable(columns)).to.equal(
      [
        "                                  without  with kextir",
        "red-zone accesses                       1            0",
        "FP/SIMD instructions                    1            0",
        "stack-probe/__morestack calls           1            0",
        "undefined symbols                       2            1",
        "unterminated strings handed to C        0            0",
        "",
        "undefined symbols, without: ___morestack, _printk",
        "undefined symbols, with kextir: _IOLog",
      ].join("\n"),
    );
    const json = censusJson(columns);
    expect(JSON.parse(JSON.stringify(json))).to.deep.equal(json);
    expect(json.columns[1]).to.deep.include({ name: "with kextir", undefinedSymbols: ["_IOLog"], findings: [] });
  });
});

/** The code of each function, without the displacements of what lies outside it. */
function functionBytes({ bytes }: ObjectFile): Map<string, Buffer> {
  const { sections: [text], symbols } = readMachO(bytes);
  const code = Buffer.from(text?.contents ?? []);
  for (const { offset, length } of text?.relocations ?? []) code.fill(0, offset, offset + length);
  const starts = symbols.filter((symbol) => symbol.section === text).map(({ name, value }) => ({ name, start: Number(value) }));
  starts.sort((a, b) => a.start - b.start);
  return new Map(starts.map(({ name, start }, index) => [name, code.subarray(start, starts[index + 1]?.start)]));
}

async function check(object: ObjectFile): Promise<ImageReport> {
  return checkObject(readMachO(object.bytes), await disassemble(object));
}

function checkObject(object: MachO, disassembly: string): ImageReport {
  const report = auditText(object, disassembly);
  return { ...report, findings: report.findings.filter(isOfCode) };
}

function isOfCode({ instruction }: Finding): boolean {
  return instruction !== undefined;
}

function instructionsOf({ functions }: ImageReport): number {
  return functions.reduce((sum, { instructions }) => sum + instructions, 0);
}
