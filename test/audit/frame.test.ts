// The sizes of frames against what the compiler says of them.

import { expect } from "chai";
import { execa } from "execa";
import { readFileSync } from "node:fs";
import { readMachO } from "../../src/macho/read.js";
import { arm64Target, compile, disassemble } from "../macho/object-files.js";
import { auditText } from "./audit-text.js";

const source = `
  extern int ext(const char *, ...);
  extern void use(void *);
  int leaf(int a) { return a + 1; }
  int calls(int a) { return ext("x", a) + 1; }
  int array(int n) { int b[10]; use(b); return b[n]; }
  int big(int n) { char b[5000]; use(b); return b[n]; }
  int huge(int n) { char b[70000]; use(b); return b[n]; }
  int pushes(int a, int b, int c, int d, int e, int f, int g, int h) {
    return ext("x", a, b, c, d, e, f, g, h) + ext("y", a, b, c, d, e, f, g, h) + a + b + c + d + e + f + g + h;
  }
  int spill(int n) { volatile int x = n; return x; }
  int wrapped(int n) { if (n < 5) return n; int b[40]; use(b); return b[n] + ext("z", b[1], n); }
  int variable(int n) { char b[n]; use(b); return b[n / 2]; }
  int noreturn(int n) { char b[100]; use(b); ext("%d", n); __builtin_unreachable(); }
  int jumps(int n) {
    switch (n) { case 0: return 7; case 1: return ext("a"); case 2: return n * n; case 3: return 1; case 4: return ext("b"); case 5: return 90; }
    return 2;
  }
  void dies(int n) { if (n) __builtin_trap(); ext("x"); } extern void die(void) __attribute__((noreturn));
  int cold(int n) { if (__builtin_expect(n > 1000, 0)) { ext("cold %d", n); die(); } return n * 2; }
  int one(void) { return 1; }
  int tail(int n) { int b[4]; use(b); return calls(n + b[0]); }
  struct s { long a[6]; }; extern int by_value(struct s); int passes(struct s *p) { return by_value(*p) + 1; }
`;

describe("macho/frame", function () {
  this.timeout(20_000);
  for (const target of ["x86_64-apple-macosx10.15", arm64Target]) {
    for (const flags of [["-O0"], ["-O1"], ["-O2"], ["-Os"], ["-Oz"], ["-O2", "-fomit-frame-pointer"], ["-O3", "-fno-stack-protector"]]) {
      it(`agrees with clang's -fstack-usage to the byte: ${target} ${flags.join(" ")}`, async () => {
        const object = await compile("c", source, ["-mkernel", ...flags, "-fstack-usage"], target);
        const said = readFileSync(object.path.replace(/\.o$/, ".su"), "utf8").trim().split("\n").map((line) => line.split("\t"));
        const { functions } = auditText(readMachO(object.bytes), await disassemble(object));
        const measured = Object.fromEntries(functions.map(({ name, frame }) => [name, frame]));
        const expected = Object.fromEntries(said.map(([place, size]) => [`_${place!.split(":").at(-1)}`, Number(size)]));
        expect(measured).to.deep.equal(expected);
      });
    }
  }

  it("counts what arm64 reserves by another register, to align", async () => {
    const object = await compile("c", "extern void use(void *); int f(void) { __attribute__((aligned(4096))) char b[9000]; use(b); return b[0]; }", ["-mkernel", "-O2"], arm64Target);
    const { functions: [fn] } = auditText(readMachO(object.bytes), await disassemble(object));
    const { stdout } = await execa("llvm-objdump-22", ["--disassemble", object.path]);
    expect(stdout).to.match(/sub\s+x9, x9, .*\n.*and\s+sp, x9/);
    expect(fn!.frame).to.be.within(9000, 16384);
    expect(fn!.deepest).to.equal(fn!.frame + 4095);
  });

  it("adds what realigning the stack can take", async () => {
    const object = await compile("c", "extern void use(void *); int f(void) { __attribute__((aligned(64))) char b[64]; use(b); return b[0]; }", ["-mkernel", "-O2"]);
    const { functions: [fn] } = auditText(readMachO(object.bytes), await disassemble(object));
    const { stdout } = await execa("llvm-objdump-22", ["--disassemble", object.path]);
    expect(stdout).to.match(/andq\s+\$-0x40, %rsp/);
    expect(fn!.deepest).to.equal(fn!.frame + 63);
  });
});
