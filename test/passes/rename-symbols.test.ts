// rename-symbols against opt's own pass, real compilers and linkers.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { passes } from "../../passes/registry.js";
import { encodeQuoted } from "../../src/asm/names.js";
import { linkerName, symbolOfLinkerName } from "../../src/asm/linker-name.js";
import { GlobalValue } from "../../src/ir/global-value.js";
import { Module } from "../../src/ir/module.js";
import { parseRenameRule, printRuleName } from "../../src/ir/rename/rule.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { printPassSpec } from "../../src/pass/pipeline.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { UsageError } from "../../src/support/diagnostic.js";
import { rustIr, tool } from "../support/compile.js";
import { FIXTURES, runPipeline } from "../support/fixtures.js";
import { canonical, llvmAs } from "../support/llvm.js";

const LOGGER = `
#![no_std]
extern "C" { fn printk(format: *const u8, ...) -> i32; fn IOLog(format: *const u8, ...); }
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle] pub static LOG: unsafe extern "C" fn(*const u8, ...) -> i32 = printk;
#[no_mangle] pub unsafe extern "C" fn start(n: u32) {
    printk(b"\\x016hello from rust\\n\\0".as_ptr());
    printk(b"\\x013%d things\\n\\0".as_ptr(), n);
    printk(b"no level\\n\\0".as_ptr());
}
#[no_mangle] pub unsafe extern "C" fn both() {
    printk(b"one\\n\\0".as_ptr());
    IOLog(b"two\\n\\0".as_ptr());
}
`;

/** Renames with options as they come from the command line. */
function rename(module: Buffer | string, pairs: Readonly<Record<string, string>>, ...flags: readonly string[]): Buffer {
  const options = [...Object.entries(pairs).map(([key, value]) => ({ key, value })), ...flags.map((key) => ({ key, value: undefined }))];
  const { output, diagnostics, failed } = runPipeline(Buffer.from(module), printPassSpec({ name: "rename-symbols", options }));
  expect(failed, diagnostics).to.equal(false);
  return output;
}

describe("passes/rename-symbols", function () {
  this.timeout(120_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "kextir-rename-"))));
  after(() => rmSync(folder, { recursive: true }));

  describe("against opt -passes=rewrite-symbols", () => {
    const probes = readdirSync(join(FIXTURES, "probes")).filter((file) => /^(?:name|lex-name|top|const-[a-g]\w+)-.*\.ll$/.test(file));
    const modules: readonly (readonly [name: string, text: () => Buffer])[] = [
      ["rustc -O", () => rustIr(LOGGER, ["-O", "-C", "panic=abort"])],
      ["rustc -g", () => rustIr(LOGGER, ["-g", "-C", "panic=abort"])],
    ];
    for (const [name, text] of modules) it(`agrees on what ${name} makes`, () => expect(agrees(text())).to.equal(true));

    it("agrees on the one-construct modules", () => {
      const compared = probes.filter((probe) => agrees(readFileSync(join(FIXTURES, "probes", probe))));
      // The others are refused by llvm-as or opt, or have nothing to rename.
      expect(compared.length).to.be.greaterThan(60);
    });

    /** Renames every external symbol both ways; false where opt has nothing to compare with. */
    function agrees(input: Buffer): boolean {
      const symbols = plainSymbols(new Module(input));
      if (symbols.length === 0 || !llvmAs(input, 22).accepted) return false;
      const map = join(folder, "rewrite.map");
      writeFileSync(map, symbols.map(([kind, symbol]) => `${kind}: { source: "${symbol}", target: "zz.${symbol}" }\n`).join(""));
      const opt = spawnSync("opt-22", ["-S", "-passes=rewrite-symbols", `-rewrite-map-file=${map}`, "-o", "-", "-"], { input });
      if (opt.status !== 0 || !llvmAs(opt.stdout, 22).accepted) return false;
      const kinds: Readonly<Record<string, string>> = { function: "function", "global variable": "variable", "global alias": "alias" };
      const ours = rename(input, Object.fromEntries(symbols.map(([kind, symbol]) => [`${kinds[kind]}:${symbol}`, `zz.${symbol}`])));
      expect(comparable(ours)).to.equal(comparable(opt.stdout));
      return true;
    }

    /** Symbols that the map's grammar can spell and opt finds: globals of local linkage it does not. */
    function plainSymbols(module: Module): (readonly [kind: string, symbol: string])[] {
      return [...module.functions(), ...module.globals()].flatMap((entity): (readonly [string, string])[] => {
        const { symbol } = entity;
        if (symbol === undefined || !/^[\w.]+$/.test(symbol) || symbol.startsWith("llvm.")) return [];
        if (!(entity instanceof GlobalValue)) return [["function", symbol]];
        const header = entity.header();
        if (header?.qualifiers.some(({ word }) => word === "private" || word === "internal")) return [];
        const form = header?.form;
        return form === "ifunc" ? [] : [[form === "alias" ? "global alias" : "global variable", symbol]];
      });
    }

    /** opt leaves debug info, attributes and assembly with the old names, and prints comdats in no order. */
    function comparable(module: Buffer): string {
      return canonical(module, 22)
        .replace(/^; ModuleID.*$/m, "")
        .replace(/(linkageName: ")zz\./g, "$1")
        .replace(/"(?:vector-function-abi-variant|alloc-variant-zeroed|probe-stack)"=".*?"|asm (?:sideeffect )?".*?"/g, (text) => text.replaceAll("zz.", ""))
        .split("\n").sort().join("\n");
    }
  });

  describe("with clang -mkernel", () => {
    const module = `
      target triple = "x86_64-apple-macosx10.15.0"
      @text = private constant [6 x i8] c"text\\0A\\00"
      declare i32 @printk(ptr, ...)
      define void @f() {
        %r = call i32 (ptr, ...) @printk(ptr @text)
        ret void
      }`;

    it("printf does not become puts once the function has no builtins", () => {
      const renamed = rename(module, { printk: "printf" });
      expect(undefinedSymbols(renamed)).to.deep.equal(["_puts"]); // although the command line says -mkernel
      expect(undefinedSymbols(runPipeline(renamed, "kernel-attributes").output)).to.deep.equal(["_printf"]);
      const { output } = runPipeline(Buffer.from(module), "kernel-attributes,rename-symbols<printk=printf>");
      expect(undefinedSymbols(output)).to.deep.equal(["_printf"]);
    });

    it("a call that expected a result still calls what returns nothing", () => {
      const renamed = rename(`${module}\ndeclare void @IOLog(ptr, ...)`, { printk: "IOLog" });
      for (const level of ["-O0", "-O2"]) expect(undefinedSymbols(renamed, level)).to.deep.equal(["_IOLog"]);
    });

    it("assembly and code name one symbol", () => {
      const text = `
        target triple = "x86_64-apple-macosx10.15.0"
        module asm ".globl _entry"
        module asm "_entry: jmp _helper"
        declare void @helper()
        define void @f() {
          call void @helper()
          call void asm sideeffect "callq _helper; leaq _helper(%rip), %rax; callq \${0:P}", "s,~{rax}"(ptr @helper)
          ret void
        }`;
      expect(undefinedSymbols(rename(text, { helper: "assistant" }))).to.deep.equal(["_assistant"]);
      expect(undefinedSymbols(rename(text, { helper: "odd name$x" }))).to.deep.equal(["_odd name$x"]);
      expect(undefinedSymbols(rename(text, { "/^(h.*)$/": "\\1.2" }))).to.deep.equal(["_helper.2"]);
    });

    it("what a bare comdat names goes along", () => {
      const text = `
        target triple = "x86_64-unknown-linux-gnu"
        $f = comdat any
        define linkonce_odr void @f() comdat { ret void }
        define void @g() { call void @f() ret void }`;
      expect(llvmAs(rename(text, { f: "h" }), 22).accepted).to.equal(true);
    });

    function undefinedSymbols(input: Buffer, level = "-O2"): string[] {
      const object = join(folder, "object.o");
      tool("clang-22", ["-target", "x86_64-apple-macosx10.15.0", "-mkernel", level, "-Wno-override-module", "-x", "ir", "-c", "-", "-o", object], input);
      return tool("llvm-nm-22", ["-u", object]).trimEnd().split("\n").map((line) => line.trim());
    }
  });

  it("takes log levels off what a program prints", () => {
    const renamed = rename(rustIr(LOGGER, ["-O", "-C", "panic=abort"]), { printk: "report" }, "strip-log-level");
    expect(llvmAs(renamed, 22).accepted).to.equal(true);
    const [module, main, program] = ["logger.ll", "main.c", "program"].map((file) => join(folder, file)) as [string, string, string];
    writeFileSync(module, renamed);
    writeFileSync(main, `
      #include <stdarg.h>
      #include <stdio.h>
      extern void start(unsigned);
      int report(const char *format, ...) { va_list list; va_start(list, format); int n = vprintf(format, list); va_end(list); return n; }
      void IOLog(const char *format, ...) {}
      int main(void) { start(7); return 0; }`);
    tool("clang-22", ["-O1", "-fPIE", "-Wno-override-module", main, module, "-o", program]);
    expect(tool(program, [])).to.equal("hello from rust\n7 things\nno level\n");
  });

  it("leaves one declaration where rustc made two", () => {
    const output = rename(rustIr(LOGGER, ["-O", "-C", "panic=abort"]), { printk: "IOLog" }).toString("latin1");
    expect(output.match(/^declare .*@IOLog\(/gm)).to.have.length(1);
    expect(output).not.to.match(/printk/);
  });

  it("swaps names and passes them on: all rules apply at once", () => {
    const module = "define void @a() {\n  call void @b()\n  ret void\n}\n\ndeclare void @b()\ndeclare void @c()\n";
    const swapped = rename(module, { a: "b", b: "a" }).toString();
    expect(swapped).to.equal("define void @b() {\n  call void @a()\n  ret void\n}\n\ndeclare void @a()\ndeclare void @c()\n");
    expect(rename(swapped, { a: "b", b: "a" }).toString()).to.equal(module);
    expect(rename(module, { a: "b", b: "c", c: "d" }).toString())
      .to.equal("define void @b() {\n  call void @c()\n  ret void\n}\n\ndeclare void @c()\ndeclare void @d()\n");
  });

  it("renames more names than can be searched for, and every reference to them", () => {
    const count = 40;
    const numbers = Array.from({ length: count }, (_, number) => number);
    const module = [
      "target triple = \"x86_64-apple-macosx10.15.0\"",
      ...numbers.map((n) => `module asm "call _f${n}"\n$f${n} = comdat any`),
      ...numbers.map((n) => `define linkonce_odr void @f${n}() "probe-stack"="f${(n + 1) % count}" comdat {\n  call void @"\\66${(n + 7) % count}"()\n  call void asm "call _f${n}", ""()\n  ret void\n}`),
      "^0 = module: (path: \"a\", hash: (0, 0, 0, 0, 0))",
      ...numbers.map((n) => `^${n + 1} = gv: (name: "f${n}", summaries: (function: (module: ^0, flags: (linkage: external, visibility: default, notEligibleToImport: 0, live: 0, dsoLocal: 0, canAutoHide: 0), insts: 1)))`),
    ].join("\n");
    const expected = module.replace(/\\66/g, "f").replace(/@"(f\d+)"/g, "@$1").replace(/(?<![a-z])f(\d+)/g, "g.$1");
    expect(rename(module, { "/^f/": "g." }).toString()).to.equal(expected);
    expect(llvmAs(Buffer.from(expected.replace(/^\^.*$/gm, "")), 22).accepted).to.equal(true);
    expect(rename(module, Object.fromEntries(numbers.map((n) => [`f${n}`, `g.${n}`]))).toString()).to.equal(expected);
  });

  it("tells a name by its bytes, however it is spelt", () => {
    const name = fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((byte) => String.fromCharCode(byte)), minLength: 1, maxLength: 12 })
      .filter((text) => !text.startsWith("llvm.") && !text.startsWith("\u0001"));
    fc.assert(fc.property(name, name, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), (source, target, choices) => {
      fc.pre(source !== target);
      const spell = (): string => `@"${Array.from(source, (char) => {
        const hex = char.charCodeAt(0).toString(16).padStart(2, "0");
        const choice = choices.next().value;
        if (choice === 0) return `\\${hex}`;
        return choice === 1 ? `\\${hex.toUpperCase()}` : encodeQuoted(char);
      }).join("")}"`;
      const module = `target triple = "x86_64-apple-macosx10.15.0"\n${spell()} = global ptr ${spell()}\n@"other name" = global ptr ${spell()}\n`;
      const output = new Module(rename(Buffer.from(module, "latin1"), { [printRuleName(source)]: printRuleName(target) }));
      const [first, second] = [...output.globals()];
      expect(first!.symbol).to.equal(target);
      const written = first!.printedName;
      expect(first!.text()).to.equal(`${written} = global ptr ${written}`);
      expect(second!.text()).to.equal(`@"other name" = global ptr ${written}`);
    }));
  });

  it("asks the linker's name: both ways lead back", () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.constantFrom("", "_"), (name, prefix) => {
      expect(linkerName(symbolOfLinkerName(name, prefix), prefix)).to.equal(name);
    }));
  });

  describe("options", () => {
    const configure = (text: string): unknown => configurePipeline(text, { passes, pipelines: {} });
    const refused: readonly (readonly [text: string, message: RegExp])[] = [
      ["rename-symbols<llvm.memcpy=f>", /LLVM gives 'llvm.memcpy' its meaning/],
      ["rename-symbols<f=llvm.trap>", /LLVM gives 'llvm.trap' its meaning/],
      ["rename-symbols<a=b;a=c>", /option 'a' is given twice/],
      ["rename-symbols<printk>", /'printk' must be a string/],
      ["rename-symbols<printk=\"\">", /'printk=' gives no new name/],
      ["rename-symbols<\"/(/\"=f>", /'\/\(\/=f': Invalid regular expression/],
      ["rename-symbols<\"/a/\"=\"\\\\1\">", /the pattern has no group 1/],
      ["rename-symbols<\"/a/\"=\"x\\\\\">", /ends in a backslash/],
      ["rename-symbols<\"a\\\\00b\"=c>", /no name may hold a NUL/],
    ];
    for (const [text, message] of refused) it(`refuses ${text}`, () => expect(() => configure(text)).to.throw(UsageError, message));

    it("prints rules back so that they parse to the same", () => {
      const text = "rename-symbols<printk=IOLog;/^k(.*)$/=\"IO\\\\1\";strip-log-level>";
      const [pass] = configurePipeline(text, { passes, pipelines: {} });
      expect(pass!.text).to.equal(text);
    });

    it("spells any name so that a rule means it", () => {
      for (const name of ["/a/", "function:f", "alias:b", "a\\b", "\u0001_x", "caf\u00c3\u00a9", "variable:/v/"]) {
        const rule = parseRenameRule(printRuleName(name), "x");
        expect([rule.source, rule.kind]).to.deep.equal([name, undefined]);
      }
    });

    it("replaces as LLVM's Regex::sub does", () => {
      const replaced = (pattern: string, target: string, symbol: string): string => parseRenameRule(`/${pattern}/`, target).target(symbol);
      expect(replaced("b(.)", "[\\1\\0\\g<1>]", "abcb")).to.equal("a[cbcc]b");
      expect(replaced("(x)|(y)", "<\\1\\2>", "y")).to.equal("<y>");
      expect(replaced("^[[:upper:]]+", "\\\\n", "ABc")).to.equal("\\nc");
    });
  });

  it("only remarks on what the rule of its own does not find", () => {
    const module = new Module(Buffer.from("declare void @f()\n"));
    const [result] = runPassManager(module, configurePipeline("rename-symbols", { passes, pipelines: {} }));
    expect(result!.changed).to.equal(false);
    expect(result!.diagnostics.map(({ severity, code }) => [severity, code])).to.deep.equal([["remark", "no-such-symbol"]]);
  });

  it("proposes the name that was meant", () => {
    const fixes = (text: string): unknown[] => {
      const module = new Module(Buffer.from("declare i32 @printk(ptr, ...)\n@v = global i32 0\n"));
      return runPassManager(module, configurePipeline(text, { passes, pipelines: {} })).flatMap(({ diagnostics }) => diagnostics.map(({ fix }) => fix));
    };
    expect(fixes("rename-symbols<prinkt=IOLog>")).to.deep.equal(["did you mean 'printk'?"]);
    expect(fixes("rename-symbols<function:v=w>")).to.deep.equal(["it is of another kind; leave out 'function:'"]);
    expect(fixes("rename-symbols<unheard_of=w>")).to.deep.equal(["check the spelling; mangled names are meant"]);
  });
});
