import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import fc from "fast-check";
import { BitcodeError, type BitcodeModule, integerOf, readModules, symbolsOf } from "llvm-bitcode-reader";
import { LLVM_MAJORS } from "../../support/llvm.js";
import { run } from "../witnesses.js";
import { headersOfBitcode, headersOfText } from "./module-headers.js";

const PROBES = fileURLToPath(new URL("../../../../ir-fixtures/probes", import.meta.url));

const SYMBOLS = `
source_filename = "symbols.ll"
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.15.0"
module asm ".globl _in_assembly"
%Pair = type { i32, %Pair* }
%"a b" = type opaque
$group = comdat largest
@text = private unnamed_addr constant [3 x i8] c"hi\\00", align 1
@numbers = internal global [3 x i16] [i16 1, i16 -2, i16 3], section "__DATA,__mine", align 2
@pair = weak_odr hidden global %Pair { i32 7, %Pair* null }, align 8
@elsewhere = external dllimport global i8
@thread = thread_local(initialexec) global i32 undef
@far = addrspace(3) externally_initialized constant i128 -170141183460469231731687303715884105728
@half = common local_unnamed_addr global double 0.0
@real = global float 1.5
@other = alias i32, getelementptr (%Pair, %Pair* @pair, i32 0, i32 0)
@chosen = ifunc i32 (i32), i32 (i32)* ()* @choose
define internal i32 (i32)* @choose() noinline { ret i32 (i32)* @plain }
define weak fastcc zeroext i8 @"odd name"(i8 signext %value) unnamed_addr noredzone "key"="value \\22q\\22" section "__TEXT,__odd" align 16 gc "statepoint-example" personality i32 (...)* @personality {
  %sum = add i8 %value, 1
  br label %next
next:
  ret i8 %sum
}
define i32 @plain(i32 %value) nounwind ssp { ret i32 %value }
declare i32 @personality(...)
declare cc 99 void @emscripten(%Pair* byval(%Pair) align 8 dereferenceable(16), i32* nonnull sret(i32), i64) allocsize(2)
!llvm.module.flags = !{!0, !1}
!mine = !{!2}
!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 7, !"most", i32 2}
!2 = distinct !{!2, null, !"string", i64 -5}
`;

describe("reading modules", function () {
  this.timeout(60_000);
  const newest = LLVM_MAJORS.at(-1)!;
  const symbols = (): BitcodeModule => readModules(assemble(SYMBOLS, newest)!)[0]!;

  it("says of symbols what llvm-dis says, for every release here", () => {
    for (const major of LLVM_MAJORS) {
      const bitcode = assemble(SYMBOLS, major)!;
      expect(linesOf(readModules(bitcode)[0]!), `LLVM ${major}`).to.deep.equal(textLinesOf(bitcode, major));
    }
  });

  it("says of the probes what llvm-dis says, by the oldest release here and the newest", () => {
    // llvm-dis prints the keys of string attributes as they are, `"` and all; LLVM 13 writes bits of a
    // convention above 1023 where those of other fields are.
    const probes = readdirSync(PROBES).filter((name) => name.endsWith(".ll") && name !== "attr-string-key-escape.ll" && name !== "cc-cc-2000.ll");
    for (const major of [LLVM_MAJORS[0], newest]) {
      for (const probe of probes.filter((_, index) => index % 60 === major)) {
        const bitcode = assemble(readFileSync(join(PROBES, probe)), major);
        if (bitcode === undefined) continue;
        expect(linesOf(readModules(bitcode)[0]!), `${probe} by LLVM ${major}`).to.deep.equal(textLinesOf(bitcode, major));
      }
    }
  });

  it("lists symbols as llvm-nm does", () => {
    for (const major of LLVM_MAJORS) {
      const bitcode = assemble(SYMBOLS.replace(/^module asm.*/m, ""), major)!;
      const listed = execFileSync(`llvm-nm-${major}`, ["-"], { input: bitcode, encoding: "utf8" });
      const symbols = readModules(bitcode).flatMap(symbolsOf).map(({ letter, name }) => `${letter} ${name}`);
      expect(symbols.sort(), `LLVM ${major}`).to.deep.equal(listed.trimEnd().split("\n").map((line) => line.slice(17)).sort());
    }
  });

  it("lists symbols of assembly as llvm-nm does, where the writer understood it", () => {
    const c = '__asm__(".globl in_assembly\\nin_assembly: jmp elsewhere\\nlocal: ret"); int in_c(void) { return 1; }';
    const bitcode = run("clang-22", ["-target", "x86_64-unknown-linux-gnu", "-emit-llvm", "-x", "c", "-c", "-o", "-", "-"], c);
    const symbols = symbolsOf(readModules(bitcode)[0]!).map(({ letter, name }) => `${letter} ${name}`);
    expect(symbols.sort()).to.deep.equal(["T in_assembly", "T in_c", "U elsewhere", "t local"]);
    expect(run("llvm-nm-22", ["-"], bitcode).toString()).to.match(/ T in_assembly\n.* T in_c\n.* t local\n/);
  });

  it("reads what stands beside the symbols", () => {
    const module = symbols();
    expect(module).to.include({ triple: "x86_64-apple-macosx10.15.0", sourceFileName: "symbols.ll", moduleAsm: ".globl _in_assembly\n" });
    expect(module.identification.epoch).to.equal(0);
    expect(module.sections).to.have.members(["__DATA,__mine", "__TEXT,__odd"]);
    expect(module.gcs).to.deep.equal(["statepoint-example"]);
    expect(module.moduleFlags.map(({ behavior, name, value }) => [behavior, name, integerOf(value)])).to.deep.equal([["error", "wchar_size", 4n], ["max", "most", 2n]]);
    const mine = module.namedMetadata.find(({ name }) => name === "mine")!.operands[0];
    if (mine?.kind !== "node") throw new Error("no node");
    expect(mine.isDistinct).to.equal(true);
    const [self, nothing, text, number] = mine.operands!;
    expect(self).to.deep.include({ kind: "node", id: mine.id });
    expect(nothing).to.equal(undefined);
    expect(text).to.deep.equal({ kind: "string", text: "string" });
    expect(integerOf(number)).to.equal(-5n);
    expect(module.syncScopeNames).to.include("singlethread");
    expect(module.operandBundleTags).to.include("deopt");
    expect([...module.metadataKinds.values()]).to.include("dbg");
    expect(module.unknown).to.deep.equal([]);
  });

  it("reads what globals hold, and what aliases stand for", () => {
    const module = symbols();
    const initializer = (name: string) => module.globals.find((global) => global.name === name)!.initializer;
    expect(initializer("text")).to.deep.include({ kind: "string", bytes: new Uint8Array(Buffer.from("hi\0")) });
    expect(initializer("numbers")).to.deep.include({ kind: "data", elements: BigUint64Array.of(1n, 0xfffen, 3n) });
    expect(initializer("elsewhere")).to.equal(undefined);
    expect(initializer("thread")).to.deep.include({ kind: "undef" });
    expect(initializer("far")).to.deep.include({ kind: "integer", value: -(2n ** 127n) });
    expect(initializer("half")).to.deep.include({ kind: "null" });
    expect(initializer("real")).to.deep.include({ kind: "float", bits: 0x3fc00000n });
    const pair = initializer("pair");
    if (pair?.kind !== "aggregate") throw new Error("no aggregate");
    expect(pair.elements.map((element) => element?.kind)).to.deep.equal(["integer", "null"]);
    expect(module.ifuncs[0]!.resolver).to.deep.include({ kind: "function", name: "choose" });
    expect(module.functions.find(({ name }) => name === "odd name")!.personality).to.deep.include({ name: "personality" });
  });

  it("counts basic blocks and instructions", () => {
    const bodies = new Map(symbols().functions.map(({ name, body }) => [name, body && [body.basicBlocks, body.instructions]]));
    expect(bodies.get("odd name")).to.deep.equal([2, 3]);
    expect(bodies.get("plain")).to.deep.equal([1, 1]);
    expect(bodies.get("personality")).to.equal(undefined);
  });

  it("gives names to modules that share a string table", () => {
    // For Darwin the writer puts a wrapper around one file.
    const bitcode = assemble(SYMBOLS.replace(/^target.*/gm, ""), newest)!;
    const modules = readModules(Buffer.concat([bitcode, bitcode]));
    expect(modules).to.have.length(2);
    expect(linesOf(modules[1]!)).to.deep.equal(linesOf(modules[0]!));
  });

  it("ends in a BitcodeError or in an answer, whatever is changed in a file", () => {
    const bitcode = assemble(SYMBOLS, newest)!;
    const change = fc.record({ at: fc.nat(bitcode.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: bitcode.length }), (changes, cut) => {
        const bytes = Buffer.from(bitcode);
        for (const { at, byte } of changes) bytes[at] = byte;
        for (const file of [bytes, bytes.subarray(0, cut)]) {
          try {
            for (const module of readModules(file)) everythingOf(module);
          } catch (error) {
            if (!(error instanceof BitcodeError)) throw error;
            expect(error.bitOffset).to.be.within(0, file.length * 8);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Undefined where that LLVM does not take the text. */
function assemble(text: string | Buffer, major: number): Buffer | undefined {
  const { status, stdout } = spawnSync(`llvm-as-${major}`, ["-o", "-"], { input: text });
  return status === 0 ? stdout : undefined;
}

function linesOf(module: BitcodeModule): string[] {
  return headersOfBitcode(module).filter(isCompared).sort();
}

function textLinesOf(bitcode: Buffer, major: number): string[] {
  return headersOfText(execFileSync(`llvm-dis-${major}`, ["-o", "-"], { input: bitcode, maxBuffer: 2 ** 28 })).filter(isCompared).sort();
}

// llvm-dis leaves out types that nothing uses any more, numbers those without a name in an order of
// its own, and brings data layouts up to date.
function isCompared(line: string): boolean {
  return !/^%.* = type |^target datalayout|%\d/.test(line);
}

function everythingOf(module: BitcodeModule): void {
  headersOfBitcode(module);
  for (const fn of module.functions) void fn.body;
  for (const { initializer } of module.globals) if (initializer?.kind === "aggregate") void initializer.elements;
  void [symbolsOf(module), module.moduleFlags, module.metadata?.strings, module.metadataKinds, module.operandBundleTags, module.syncScopeNames, module.unknown];
  for (const { operands } of module.namedMetadata) void operands;
}
