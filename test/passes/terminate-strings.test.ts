// What C reads after terminate-strings, run on this machine; where the strings
// go in a Mach-O object; and that random bytes come out as they were, with a NUL.

import { expect } from "chai";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeEscapes, quotedLength } from "../../src/asm/names.js";
import { readMachO } from "../../src/macho/read.js";
import { auditText } from "../audit/audit-text.js";
import { compile, disassemble } from "../macho/object-files.js";
import { kernelAssembly, tool } from "../support/compile.js";
import { FIXTURES, runPipeline } from "../support/fixtures.js";
import { canonical, llvmAs } from "../support/llvm.js";

const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, "terminate-strings", `${name}.ll`));
const terminated = (module: Buffer, pipeline = "terminate-strings"): Buffer => runPipeline(module, pipeline).output;

describe("passes/terminate-strings", () => {
  describe("C reads the strings of rustc's functions to their ends, and no further", function () {
    // Calls what strings.rs exports, and prints its strings as C reads them.
    const harness = `
      #include <stdarg.h>
      #include <stdio.h>
      struct str { const char *address; unsigned long length; };
      int printk(const char *format, ...) {
        va_list list;
        va_start(list, format);
        int result = vprintf(format, list);
        va_end(list);
        return result;
      }
      void print(void);
      void list(struct str *);
      const char *either(_Bool);
      _Bool same(const char *);
      _Bool is(const char *);
      unsigned char at(unsigned long);
      struct str name(unsigned);
      int main(void) {
        struct str two[2];
        print();
        list(two);
        for (int i = 0; i < 2; i++) printf("%lu:%s|\\n", two[i].length, two[i].address);
        for (unsigned i = 0; i < 4; i++) printf("%lu:%s|\\n", name(i).length, name(i).address);
        printf("%s|%s|%d%d%d", either(0), either(1), same(either(1)), same(either(0)), is(either(1)));
        for (int i = 0; i < 5; i++) putchar(at(i));
        return 0;
      }`;
    const expected = [
      "hello from rust\n",
      "hello 12345678\n",
      "16:0123456789abcdef|\n12:grüß \x1b[0m\\|\n",
      "4:zero|\n3:one|\n3:two|\n5:three|\n",
      "other|hello|101hello",
    ].join("");

    before(function () {
      if (!canRunHere()) this.skip();
    });
    for (const era of ["rustc-1.96", "rustc-1.63"]) {
      for (const level of ["-O0", "-O2"]) {
        it(`${era}, clang ${level}`, () => {
          const module = fixture(era);
          expect(run(module, harness, level), "without the pass").to.not.equal(expected);
          expect(run(terminated(module), harness, level)).to.equal(expected);
        });
      }
    }
  });

  it("leaves every address what it was", function () {
    if (!canRunHere()) this.skip();
    const module = Buffer.from(ADDRESSES, "latin1");
    const harness = `
      #include <stdio.h>
      void offsets(long *);
      int main(void) {
        long all[16] = { 0 };
        offsets(all);
        for (int i = 0; i < 16; i++) printf("%ld ", all[i]);
        return 0;
      }`;
    const after = terminated(module);
    expect(llvmAs(after, 14).stderr).to.equal("");
    expect(after.toString("latin1")).to.include("[6 x i8] c\"hello\\00\"").and.include("[5 x i8]* bitcast ([6 x i8]* @a to [5 x i8]*)");
    for (const level of ["-O0", "-O2"]) {
      const numbers = run(after, harness, level);
      expect(numbers).to.equal("0 5 10 2 5 1 3 5 104 119 1 0 1 5 0 0 ");
      expect(numbers, "as without the pass").to.equal(run(module, harness, level));
    }
  });

  describe("in a Mach-O object", () => {
    it("moves private strings into __cstring, from __const and among the numbers of __literal4, 8 and 16", () => {
      const texts = ["kext", "seven77", "12345678", "hello from rust\\0A"];
      const module = Buffer.from(
        `${texts.map((text, i) => `@t${i} = private unnamed_addr constant [${text.replace("\\0A", "n").length} x i8] c"${text}", align 1\n`).join("")}
        declare void @use(ptr)
        define void @f() {
        ${texts.map((_, i) => `  call void @use(ptr @t${i})\n`).join("")}  ret void
        }`,
        "latin1",
      );
      const before = sections(kernelAssembly(module));
      expect(before).to.deep.equal([
        ["__TEXT,__literal4,4byte_literals", '.ascii "kext"'],
        ["__TEXT,__const", '.ascii "seven77"'],
        ["__TEXT,__literal8,8byte_literals", '.ascii "12345678"'],
        ["__TEXT,__literal16,16byte_literals", '.ascii "hello from rust\\n"'],
      ]);
      expect(sections(kernelAssembly(terminated(module)))).to.deep.equal(
        before.map(([, text]) => ["__TEXT,__cstring,cstring_literals", text!.replace(".ascii", ".asciz")]),
      );
    });
  });

  for (const era of ["rustc-1.96", "rustc-1.63"]) {
    it(`hands C no unterminated string any more: ${era}, for x86_64-apple-macosx`, async () => {
      const handed = async (module: Buffer): Promise<string[]> => {
        const object = await compile("ll", module.toString("latin1"), ["-mkernel", "-O2"]);
        const { findings } = auditText(readMachO(object.bytes), await disassemble(object));
        return findings.flatMap(({ code, symbol, text }) => (code === "unterminated-string" ? [`${symbol}: ${text}`] : []));
      };
      // The object check follows direct calls; nonlazybind makes them go through a table.
      const module = runPipeline(fixture(era), "strip-unwind").output;
      // Its third, GREETING, is followed by padding, so C happens to stop there.
      expect(await handed(module)).to.deep.equal(["_printk: hello from rust\n", "_printk: 12345678"]);
      expect(await handed(terminated(module))).to.deep.equal([]);
      expect(await handed(terminated(module, "terminate-strings<calls=printk>"))).to.deep.equal([]);
    });
  }

  it("follows what an earlier pass changed in the same function", () => {
    const module = Buffer.from(
      `@a = private constant [5 x i8] c"hello"
define i8* @f() {
  ret i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 0, i64 0)
}
`, "latin1");
    const after = terminated(module, "noredzone,terminate-strings");
    expect(after.toString("latin1")).to.include("define i8* @f() #0 {").and.include("([6 x i8], [6 x i8]* @a, i64 0, i64 0)");
    expect(llvmAs(after, 14).stderr).to.equal("");
  });

  it("takes no pattern that is no regular expression", () => {
    expect(() => terminated(Buffer.alloc(0), "terminate-strings<match=[>")).to.throw("is no regular expression");
  });

  // Any bytes but the quote, with escapes and what only looks like one; NULs at the end and inside.
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map((byte) => (byte === 0x22 ? "\\22" : String.fromCharCode(byte))) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 255 }).map((byte) => (byte === 0x22 ? "\\22" : String.fromCharCode(byte))) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 255 }).map((byte) => `\\${byte.toString(16).padStart(2, "0")}`) },
    { weight: 2, arbitrary: fc.constantFrom("\\", "\\\\", "\\4", "\\00", "\\\\00", "00", "\\0", "\n") },
  );
  const quoted = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));
  const strings = fc.array(quoted, { minLength: 150, maxLength: 150 });

  for (const { era, major, constant, use } of [
    {
      era: "ptr",
      major: 22,
      constant: (length: number, text: string) => `[${length} x i8] c"${text}"`,
      use: (length: number, name: string) => `ptr getelementptr inbounds ([${length} x i8], ptr ${name}, i64 0, i64 1)`,
    },
    {
      era: "typed pointers",
      major: 14,
      constant: (length: number, text: string) => `<{ [${length} x i8] }> <{ [${length} x i8] c"${text}" }>`,
      use: (length: number, name: string) =>
        `i8* getelementptr inbounds (<{ [${length} x i8] }>, <{ [${length} x i8] }>* ${name}, i32 0, i32 0, i32 1)`,
    },
  ]) {
    it(`adds a NUL to random strings, and nothing else: ${era}`, () => {
      fc.assert(
        fc.property(strings, (texts) => {
          const lengths = texts.map((text) => quotedLength(Buffer.from(text, "latin1"), 0, text.length));
          const lines = texts.flatMap((text, i) => [
            `@s${i} = private constant ${constant(lengths[i]!, text)}, align 1`,
            `@u${i} = private constant ${use(lengths[i]!, `@s${i}`)}`,
          ]);
          const module = Buffer.from(`${lines.join("\n")}\n`, "latin1");
          expect(llvmAs(module, major).stderr).to.equal("");
          const after = terminated(module, "terminate-strings<all>");
          expect(terminated(after, "terminate-strings<all>").equals(after), "a second run").to.equal(true);

          // LLVM's own reading of both, string by string.
          const [read, reread] = [module, after].map((text) => readStrings(canonical(text, major)));
          expect(read!.map(({ length }) => length)).to.deep.equal(lengths);
          expect(reread).to.deep.equal(
            read!.map(({ length, content }) => (content.endsWith("\0") ? { length, content } : { length: length + 1, content: `${content}\0` })),
          );
          // The text apart from lengths and what was put before closing quotes is what it was.
          const bare = (text: Buffer): string => text.toString("latin1").replace(/\[[0-9]+ x i8\]/g, "[x i8]");
          const appended = texts.reduce((text, quotedText) => {
            const before = Buffer.from(quotedText, "latin1");
            const nul = decodeEscapes(quotedText).endsWith("\0") ? "" : /(?:^|[^\\])(?:\\\\)*\\$/.test(quotedText) ? "5C\\00" : "\\00";
            return [...text, before.toString("latin1") + nul];
          }, [] as string[]);
          let index = 0;
          expect(bare(after)).to.equal(bare(module).replace(/ c"[^"]*"/g, () => ` c"${appended[index++]!}"`));
        }),
        { numRuns: 8 },
      );
    });
  }
});

/** The byte strings of `@s0`, `@s1`, … in text that LLVM printed. */
function readStrings(text: string): { readonly length: number; readonly content: string }[] {
  const pattern = /^@s[0-9]+ = private constant (?:<\{ )?\[([0-9]+) x i8\](?: \}> <\{ \[[0-9]+ x i8\])? (?:c"([^"]*)"|zeroinitializer)/gm;
  const packedZero = /^(@s[0-9]+ = private constant )<\{ (\[[0-9]+ x i8\]) \}> zeroinitializer/gm;
  return [...text.replace(packedZero, "$1$2 zeroinitializer").matchAll(pattern)].map(([, digits, quotedText]) => {
    const length = Number(digits);
    return { length, content: quotedText === undefined ? "\0".repeat(length) : decodeEscapes(quotedText) };
  });
}

/** The sections that hold text, in the order of the texts. */
function sections(assembly: string): [section: string, text: string][] {
  let section = "";
  const found: [string, string][] = [];
  for (const line of assembly.split("\n")) {
    const start = /^\s*\.section\s+(\S+)/.exec(line)?.[1];
    if (start !== undefined) section = start;
    const text = /^\s*(\.asci[iz]\s+".*")/.exec(line)?.[1];
    if (text !== undefined) found.push([section, text.replace(/\s+/, " ")]);
  }
  return found;
}

// Debian's clang links with the system's ld, which a machine may lack.
function canRunHere(): boolean {
  return process.arch === "x64" && process.platform === "linux" && spawnSync("ld", ["--version"]).status === 0;
}

/** What the module and a C program around it print together. */
function run(module: Buffer, harness: string, level: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kextir-strings-"));
  try {
    const [ir, c, program] = ["module.ll", "harness.c", "program"].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(ir, module);
    writeFileSync(c, harness);
    const clang = process.env["KEXTIR_CLANG"] ?? "clang-22";
    // The panics that rustc's code can call are not linked; none is reached.
    tool(clang, [level, "-Wno-override-module", "-Wl,--unresolved-symbols=ignore-all", "-no-pie", ir, c, "-o", program]);
    return Buffer.from(tool(program, []), "latin1").toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Stores the distance of addresses from the string, computed in every way that
// keeps or changes its type, and bytes read there.
const ADDRESSES = `
@a = private unnamed_addr constant [5 x i8] c"hello", align 1
@b = private unnamed_addr constant <{ [5 x i8] }> <{ [5 x i8] c"world" }>, align 1
@same = private constant [5 x i8]* @a
@past = private constant [5 x i8]* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 1)

define i64 @from(i8* %p, i8* %q) noinline {
  %from = ptrtoint i8* %p to i64
  %to = ptrtoint i8* %q to i64
  %distance = sub i64 %to, %from
  ret i64 %distance
}

define void @offset([16 x i64]* %out, i64 %slot, i8* %p, i8* %q) {
  %distance = call i64 @from(i8* %p, i8* %q)
  call void @put([16 x i64]* %out, i64 %slot, i64 %distance)
  ret void
}

define void @put([16 x i64]* %out, i64 %slot, i64 %value) {
  %at = getelementptr [16 x i64], [16 x i64]* %out, i64 0, i64 %slot
  store i64 %value, i64* %at
  ret void
}

define void @offsets([16 x i64]* %out) {
entry:
  %a = bitcast [5 x i8]* @a to i8*
  %b = bitcast <{ [5 x i8] }>* @b to i8*
  %one = load i64, i64* @number
  %zero = sub i64 %one, 1

  %p0 = getelementptr inbounds [5 x i8], [5 x i8]* @a, i64 0, i64 %zero
  call void @offset([16 x i64]* %out, i64 0, i8* %a, i8* %p0)
  %p1 = getelementptr [5 x i8], [5 x i8]* @a, i64 %one, i64 0
  call void @offset([16 x i64]* %out, i64 1, i8* %a, i8* %p1)
  %p2 = getelementptr [5 x i8], [5 x i8]* @a, i64 2
  %p2.bytes = bitcast [5 x i8]* %p2 to i8*
  call void @offset([16 x i64]* %out, i64 2, i8* %a, i8* %p2.bytes)
  call void @offset([16 x i64]* %out, i64 3, i8* %a, i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 0, i64 2))
  call void @offset([16 x i64]* %out, i64 4, i8* %a, i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 1, i64 0))
  call void @offset([16 x i64]* %out, i64 5, i8* %b, i8* getelementptr inbounds (<{ [5 x i8] }>, <{ [5 x i8] }>* @b, i64 0, i32 0, i64 1))
  %p6 = getelementptr <{ [5 x i8] }>, <{ [5 x i8] }>* @b, i64 0, i32 0
  %p6.third = getelementptr [5 x i8], [5 x i8]* %p6, i64 0, i64 3
  call void @offset([16 x i64]* %out, i64 6, i8* %b, i8* %p6.third)
  %past = load [5 x i8]*, [5 x i8]** @past
  %past.bytes = bitcast [5 x i8]* %past to i8*
  call void @offset([16 x i64]* %out, i64 7, i8* %a, i8* %past.bytes)

  %all = load [5 x i8], [5 x i8]* @a
  %first = extractvalue [5 x i8] %all, 0
  %first.wide = zext i8 %first to i64
  call void @put([16 x i64]* %out, i64 8, i64 %first.wide)
  %packed = load <{ [5 x i8] }>, <{ [5 x i8] }>* @b
  %letter = extractvalue <{ [5 x i8] }> %packed, 0, 0
  %letter.wide = zext i8 %letter to i64
  call void @put([16 x i64]* %out, i64 9, i64 %letter.wide)

  %same = load [5 x i8]*, [5 x i8]** @same
  %is = icmp eq [5 x i8]* %same, @a
  %is.wide = zext i1 %is to i64
  call void @put([16 x i64]* %out, i64 10, i64 %is.wide)
  %is.not = icmp eq [5 x i8]* %past, @a
  %is.not.wide = zext i1 %is.not to i64
  call void @put([16 x i64]* %out, i64 11, i64 %is.not.wide)
  br i1 %is, label %then, label %done

then:
  br label %done

done:
  %phi = phi [5 x i8]* [ %past, %entry ], [ @a, %then ]
  %phi.is = icmp eq [5 x i8]* @a, %phi
  %phi.is.wide = zext i1 %phi.is to i64
  call void @put([16 x i64]* %out, i64 12, i64 %phi.is.wide)
  %select = select i1 %is, [5 x i8]* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 1), [5 x i8]* @a
  %select.bytes = bitcast [5 x i8]* %select to i8*
  call void @offset([16 x i64]* %out, i64 13, i8* %a, i8* %select.bytes)
  ret void
}

@number = private global i64 1
`;
