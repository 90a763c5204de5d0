// What the kernel's printf would be handed, run on this machine with the C library's;
// and how formats are read.

import { expect } from "chai";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversionsIn } from "../../src/ir/format/conversions.js";
import { tool, withTriple } from "../support/compile.js";
import { FIXTURES, runPipeline } from "../support/fixtures.js";

const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, "guard-format-strings", `${name}.ll`));

describe("passes/guard-format-strings", () => {
  // Calls what the fixtures export, with texts that a format would take apart.
  const harness = `
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    static void show(const char *format, va_list list) { vprintf(format, list); printf("|"); }
    void IOLog(const char *format, ...) { va_list list; va_start(list, format); show(format, list); va_end(list); }
    void kprintf(const char *format, ...) { va_list list; va_start(list, format); show(format, list); va_end(list); }
    void say(const char *);
    int into(char *, const char *);
    int main(void) {
      char buffer[64];
      say("100%d of %s%%");
      printf("%d %s|", into(buffer, "%p%"), buffer);
      return 0;
    }`;

  for (const { name, major } of [{ name: "typed", major: 14 }, { name: "typed-unoptimised", major: 14 }]) {
    it(`${name}: a text is printed as it is`, function () {
      if (process.platform !== "linux" || process.arch !== "x64") this.skip();
      expect(run(runPipeline(fixture(name), "guard-format-strings").output, harness, major)).to.equal("100%d of %s%%|100%d of %s%%|3 %p%|");
    });
  }

  it("rustc 1.96: likewise, and kprintf declared without arguments gets them", function () {
    if (process.platform !== "linux" || process.arch !== "x64") this.skip();
    const all = harness.replace("int main(void) {", `
      void say_name(void);
      const char *current_name(void) { return "%s%n"; }
      int printk(const char *format, ...) { return 0; }
      void panic(const char *format, ...) { exit(1); }
      int main(void) { say_name();`);
    for (const name of ["basic", "unoptimised"]) {
      const module = withTriple(runPipeline(fixture(name), "guard-format-strings").output, "x86_64-unknown-linux-gnu");
      expect(run(module, all, 22), name).to.equal("%s%n|100%d of %s%%|3 %p%|");
    }
  });

  it("reads a format as the compiler does that checks the format attribute", () => {
    // Each format with the arguments clang 22 takes for it without a word under -Wformat.
    const accepted: Record<string, string[]> = {
      "%d %s": ["1", '"a"'],
      "%-8.3lld%%%c": ["1ll", "'a'"],
      "%*.*s|%p": ["1", "2", '"a"', "(void *)0"],
      "%zu %jx %td %hhu": ["sizeof 1", "(unsigned long)1", "(long)1", "(unsigned char)1"],
      "%'d %+i %-5o %#lX": ["1", "1", "1u", "1ul"],
    };
    for (const [format, values] of Object.entries(accepted)) {
      const call = `int printf(const char *, ...); void f(void) { printf(${[JSON.stringify(format), ...values].join(", ")}); }`;
      const { stderr } = spawnSync("clang-22", ["-Wformat", "-Werror", "-Wno-format-pedantic", "-fsyntax-only", "-x", "c", "-"], { input: call });
      expect(stderr.toString(), format).to.equal("");
      const conversions = conversionsIn(format, "printf");
      expect(conversions.flatMap(({ operands }) => operands), format).to.have.lengthOf(values.length);
      expect(conversions.filter(({ fault }) => fault !== undefined), format).to.deep.equal([]);
    }
  });

  it("reads any text to its end", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."%%%*.-0 19lhdsbnf{}m\0") }), fc.constantFrom("printf", "os_log"), (text, dialect) => {
        const conversions = conversionsIn(text, dialect as "printf" | "os_log");
        expect(conversions.every((conversion) => text.includes(conversion.text))).to.equal(true);
      }),
    );
  });

  it("stands in the pipeline kext after printk became IOLog", () => {
    const module = Buffer.from("declare i32 @printk(ptr, ...)\n\ndefine void @f(ptr %s) {\n  %1 = call i32 (ptr, ...) @printk(ptr %s)\n  ret void\n}\n");
    const { output } = runPipeline(module, "kext");
    expect(output.toString()).to.include("@IOLog(ptr @kextir.format, ptr %s)");
  });
});

function run(module: Buffer, harness: string, major: number): string {
  const folder = mkdtempSync(join(tmpdir(), "kextir-formats-"));
  try {
    const object = join(folder, "module.o");
    const program = join(folder, "program");
    tool(`llc-${major}`, ["-relocation-model=pic", "-filetype=obj", "-o", object, "-"], module);
    tool("clang-22", ["-w", "-fno-builtin", "-x", "c", "-", "-x", "none", object, "-o", program], harness);
    return tool(program, []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
