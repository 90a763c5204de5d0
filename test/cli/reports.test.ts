import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { passes } from "../../passes/registry.js";
import { censusSchema } from "../../src/cli/census-schema.js";
import { doctorSchema } from "../../src/cli/doctor-schema.js";
import { moduleSchema, modulesSchema } from "../../src/cli/module-schema.js";
import { passesSchema } from "../../src/cli/passes-schema.js";
import { inFolder, kextir, MODULE } from "./kextir.js";

describe("kextir passes", () => {
  it("lists every pass and pipeline", () => {
    const { text, code } = kextir(["passes"]);
    expect(code).to.equal(0);
    for (const { name, summary } of passes) expect(text).to.match(new RegExp(`^  ${name} +${summary.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`, "m"));
    expect(text).to.match(/^  kext +.* \(the default\)$/m).and.to.match(/^  none +\(nothing\)$/m);
  });

  it("explains each pass with its options", () => {
    for (const { name, description } of passes) {
      const { text, code } = kextir(["passes", name]);
      expect(code).to.equal(0);
      expect(text).to.include(description).and.match(/It takes no options\.|Options, as in --passes='/);
    }
    expect(kextir(["passes", "noredzone"]).text).to.match(/^  except=TEXT  a function to leave as it is/m);
  });

  it("does so in JSON that follows its schema", () => {
    const report = passesSchema.parse(JSON.parse(kextir(["passes", "--json"]).text));
    expect(report.passes.map(({ name }) => name)).to.deep.equal(passes.map(({ name }) => name));
    expect(report.pipelines.find(({ isDefault }) => isDefault)?.name).to.equal("kext");
    const one = passesSchema.parse(JSON.parse(kextir(["passes", "noredzone", "--json"]).text));
    expect(one.passes).to.have.length(1);
    expect(one.passes[0]?.options).to.have.nested.property("properties.except");
  });
});

describe("kextir inspect", () => {
  it("says what a module is and holds", () => {
    const { text, code, stderr } = kextir(["inspect", "-"], { input: MODULE });
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
    for (const line of [
      /^<stdin>: LLVM IR, text, \d+ bytes, 28 lines$/m,
      /written by +rustc version 1\.96\.0$/m,
      /needs +LLVM 15 or newer \(ptr\)$/m,
      /pointers +opaque$/m,
      /triple +x86_64-unknown-linux-gnu$/m,
      /functions +2 defined, 1 declared$/m,
      /strings without NUL +1$/m,
      /2 of 2 +"probe-stack"="inline-asm"$/m,
      /@text +"hello\\n"$/m,
    ]) {
      expect(text).to.match(line);
    }
    expect(text).not.to.include("nounwind");
    expect(kextir(["inspect", "-", "--attributes"], { input: MODULE }).text).to.match(/2 of 2 +nounwind/);
    expect(kextir(["inspect", "-", "--symbols"], { input: MODULE }).text).to.match(/^  function +undefined +printk: i32 \(ptr, \.\.\.\)$/m);
  });

  it("does so in JSON that follows its schema, for text and bitcode", () =>
    inFolder((folder) => {
      const report = moduleSchema.parse(JSON.parse(kextir(["inspect", "-", "--json"], { input: MODULE }).text));
      const bytes = MODULE.match(/^@text.*$/m)![0].length;
      expect(report.symbols).to.deep.include({
        name: "text", kind: "variable", linkage: "private", isDefinition: true, visibility: "default", type: "[6 x i8]", isConstant: true, unnamedAddr: "unnamed_addr",
        alignment: 1, attributes: [], bytes,
      });
      expect(report.counts).to.include({ definitions: 2, declarations: 1, variables: 1, unknown: 0 });

      const bitcode = join(folder, "m.bc");
      expect(spawnSync("llvm-as-22", ["-o", bitcode, "-"], { input: MODULE }).status).to.equal(0);
      const ofBitcode = moduleSchema.parse(JSON.parse(kextir(["inspect", bitcode, "--json"]).text));
      expect(ofBitcode.format).to.equal("bitcode");
      expect(ofBitcode.producer).to.match(/^LLVM22/);
      expect(ofBitcode.lines).to.equal(null);
      const withoutBytes = ({ symbols }: typeof report): unknown[] => symbols.map((symbol) => ({ ...symbol, bytes: 0 })).sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(withoutBytes(ofBitcode)).to.deep.equal(withoutBytes(report));
      for (const key of ["compilers", "triple", "dataLayout", "sourceFilename", "comdats", "moduleFlags", "namedMetadata", "attributes", "unterminatedStrings"] as const) {
        expect(ofBitcode[key], key).to.deep.equal(report[key]);
      }
      expect(ofBitcode.blocks).to.deep.include({ blockId: 12, name: "FUNCTION_BLOCK", instances: 2, records: 9 });
    }));

  it("says the same of a module as text and as bitcode", () =>
    inFolder((folder) => {
      const text = `
module asm ".globl helper"
%pair = type { i32, ptr }
$shared = comdat largest
@shared = linkonce_odr protected local_unnamed_addr global %pair zeroinitializer, section ".data.odd", comdat, align 16
@slot = internal thread_local(localexec) global i64 -1
@also = weak hidden alias %pair, ptr @shared
@text = private constant <{ [3 x i8] }> <{ [3 x i8] c"abc" }>
declare noundef range(i32 0, 10) i32 @f(ptr noundef align 8 captures(none) dereferenceable(24), i8 zeroext, ptr byval(%pair) align 4, ...) #0
define fastcc signext i16 @"odd name\\FF"(ptr addrspace(1) %p) unnamed_addr #0 align 32 gc "shadow-stack" {
  %x = call i32 (ptr, i8, ptr, ...) @f(ptr null, i8 1, ptr byval(%pair) align 4 null)
  switch i32 %x, label %a [
    i32 1, label %a
    i32 2, label %b
  ]
a:
  tail call void asm sideeffect "ret", ""()
  store volatile i32 %x, ptr addrspace(1) %p
  br label %b
b:
  ret i16 0
}
attributes #0 = { noredzone memory(argmem: read) uwtable(sync) "frame-pointer"="all" "k"="v\\22" }
!llvm.module.flags = !{!0}
!odd.name = !{!0, !0}
!0 = !{i32 7, !"uwtable", i32 2}
`;
      const bitcode = join(folder, "m.bc");
      expect(spawnSync("llvm-as-22", ["-o", bitcode, "-"], { input: text }).stderr.toString()).to.equal("");
      const reports = [kextir(["inspect", "-", "--json"], { input: text }), kextir(["inspect", bitcode, "--json"])].map(({ text: json }) => moduleSchema.parse(JSON.parse(json)));
      const [ofText, ofBitcode] = reports.map(({ symbols, counts, ...report }) => ({
        ...report,
        symbols: symbols.map((symbol) => ({ ...symbol, bytes: 0 })).sort((a, b) => (a.name < b.name ? -1 : 1)),
        // What the text counts as its own, as the source has it.
        counts: { ...counts, metadataNodes: 0 },
        format: 0, producer: 0, dialect: 0, bytes: 0, lines: 0, blocks: 0,
      }));
      expect(ofBitcode).to.deep.equal({ ...ofText, sourceFilename: "<stdin>" });
    }));

  it("reads bitcode without any other program", () =>
    inFolder((folder) => {
      const bitcode = join(folder, "m.bc");
      expect(spawnSync("llvm-as-13", ["-o", bitcode, "-"], { input: "@x = hidden global i8* null\n" }).status).to.equal(0);
      const { text, stderr, code } = kextir(["inspect", bitcode, "--symbols"], { env: { PATH: "/nowhere" } });
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      for (const line of [/needs +LLVM 13 or newer \(it wrote the bitcode\)$/m, /pointers +typed, as up to LLVM 14$/m, /^  variable +external +x: i8\*, hidden$/m, /^  #8 +MODULE_BLOCK +1 blocks +\d+ records$/m]) {
        expect(text).to.match(line);
      }
    }));

  it("shows the modules in objects, archives and bitcode of several, and refuses what is damaged", () =>
    inFolder((folder) => {
      const source = join(folder, "m.ll");
      writeFileSync(source, MODULE);
      const object = join(folder, "m.o");
      const clang = ["-target", "x86_64-apple-macosx10.15", "-Wno-override-module", "-fembed-bitcode=all", "-x", "ir", "-c", source, "-o", object];
      expect(spawnSync("clang-22", clang).status).to.equal(0);
      const inObject = moduleSchema.parse(JSON.parse(kextir(["inspect", object, "--json"]).text));
      expect(inObject.path).to.deep.equal([{ kind: "mach-o", name: "__LLVM,__bitcode" }]);
      expect(inObject.symbols.map(({ name }) => name)).to.include("leaf");
      // Several objects are counted, with bitcode or without.
      expect(kextir(["inspect", object, object]).text).to.include("red-zone accesses");

      const other = join(folder, "other.bc");
      expect(spawnSync("llvm-as-22", ["-o", other, "-"], { input: "@y = global i32 1\n" }).status).to.equal(0);
      const archive = join(folder, "m.rlib");
      expect(spawnSync("llvm-ar-22", ["rcs", archive, object, other]).status).to.equal(0);
      const report = modulesSchema.parse(JSON.parse(kextir(["inspect", archive, "--json"]).text));
      expect(report.modules.map(({ path }) => path.map(({ name }) => name).join(" "))).to.deep.equal(["m.o __LLVM,__bitcode", "other.bc"]);
      expect(report.symbols.map(({ name }) => name)).to.include.members(["leaf", "y"]);
      expect(report.blocks.find(({ name }) => name === "MODULE_BLOCK")?.instances).to.equal(2);
      const { text } = kextir(["inspect", archive]);
      expect(text).to.match(/^\S+: 2 modules of bitcode$/m).and.match(/^\S+: other\.bc: LLVM IR, bitcode, \d+ bytes$/m);

      const cut = kextir(["inspect", "-"], { input: readFileSync(other).subarray(0, 400) });
      expect(cut.code).to.equal(1);
      expect(cut.stderr).to.match(/error: malformed bitcode: .* \(at bit \d+, byte \d+\) \[malformed-bitcode\]/);
    }));

  it("has its module taken from an object by the filter", () =>
    inFolder((folder) => {
      const clang = ["-target", "x86_64-apple-macosx10.15", "-Wno-override-module", "-fembed-bitcode=all", "-x", "ir", "-c", "-", "-o", join(folder, "m.o")];
      expect(spawnSync("clang-22", clang, { input: MODULE }).status).to.equal(0);
      const { text, code, stderr } = kextir([join(folder, "m.o"), "--passes=noredzone"]);
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      expect(text).to.include("define i32 @leaf").and.include("noredzone");
    }));

  it("tells the dialects of old and new compilers apart", () => {
    const dialect = (input: string): unknown => moduleSchema.parse(JSON.parse(kextir(["inspect", "-", "--json"], { input }).text)).dialect;
    expect(dialect("declare void @f(i8*)\n")).to.deep.equal({ pointers: "typed", atLeast: null, because: [] });
    expect(dialect("declare void @f(ptr captures(none))\n")).to.deep.equal({ pointers: "opaque", atLeast: 22, because: ["captures"] });
    expect(dialect("define void @f(ptr %range) {\n  #dbg_value(ptr %range, !0, !DIExpression(), !1)\n  ret void, !range !2\n}\n")).to.include({ atLeast: 19 });
  });

  it("shows a module that is cut off as far as it goes, and refuses what is none", () => {
    const cut = kextir(["inspect"], { input: MODULE.slice(0, MODULE.indexOf("ret i32")) });
    expect(cut.code).to.equal(0);
    expect(cut.stderr).to.include("warning: function '@leaf' is never closed");
    expect(cut.text).to.include("2 defined");
    expect(kextir(["inspect"], { input: "hello\n" }).code).to.equal(1);
    expect(kextir(["inspect", process.execPath]).stderr).to.include("is an ELF program, not LLVM IR");
  });

  it("puts objects side by side", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "m.ll"), MODULE);
      const clang = ["-target", "x86_64-apple-macosx10.15", "-Wno-override-module", "-O2", "-x", "ir", "-c", join(folder, "m.ll"), "-o", join(folder, "without.o")];
      expect(spawnSync("clang-22", clang).status).to.equal(0);
      expect(kextir(["compile", join(folder, "m.ll"), "-o", join(folder, "with.o")]).stderr).to.equal("");
      const { text } = kextir(["inspect", join(folder, "without.o"), join(folder, "with.o")]);
      expect(text).to.match(/^ +without\.o +with\.o$/m).and.match(/^red-zone accesses +2 +0$/m).and.include("undefined symbols, with.o: _IOLog\n");
      const report = censusSchema.parse(JSON.parse(kextir(["inspect", join(folder, "without.o"), join(folder, "with.o"), "--json"]).text));
      expect(report.columns.map(({ counts }) => counts.redZoneAccesses)).to.deep.equal([2, 0]);

      mkdirSync(join(folder, "other"));
      copyFileSync(join(folder, "with.o"), join(folder, "other", "with.o"));
      const same = kextir(["inspect", "with.o", "other/with.o"], { cwd: folder }).text;
      expect(same).to.match(/^ +with\.o +other\/with\.o$/m);
    }));
});

describe("kextir doctor", () => {
  it("says what is here and what works", () => {
    const { text, code } = kextir(["doctor"]);
    expect(code).to.equal(0);
    expect(text).to.match(/^  clang +22\./m).and.match(/^  llvm-symbolizer +22\./m).and.match(/^  yes +IR to a checked Mach-O object$/m);
    doctorSchema.parse(JSON.parse(kextir(["doctor", "--json"]).text));
  });

  it("says what is missing and how to install it", () => {
    const { text, code } = kextir(["doctor"], { env: { PATH: "/nowhere" } });
    expect(code).to.equal(0);
    expect(text).to.match(/^  no +Rust compiled for x86_64-apple-darwin\n +core for x86_64-apple-darwin is missing/m);
  });
});

describe("kextir schema", () => {
  it("prints JSON Schemas", () => {
    const names = kextir(["schema"]).text.trimEnd().split("\n").map((line) => line.split(" ")[0]!);
    expect(names).to.include.members(["config", "diagnostic", "module", "census", "passes", "doctor"]);
    for (const name of names) {
      const schema = JSON.parse(kextir(["schema", name]).text) as Record<string, unknown>;
      expect(schema["$schema"], name).to.match(/^https:\/\/json-schema\.org\//);
    }
    const config = JSON.parse(kextir(["schema", "config"]).text) as { properties: Record<string, { description?: string }> };
    for (const [key, { description }] of Object.entries(config.properties)) expect(description, key).to.be.a("string");
  });

  it("takes a configuration that names its schema", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "kextir.config.json"), '{ "$schema": "./kextir.schema.json", "passes": "" }');
      expect(kextir([], { cwd: folder, input: MODULE }).text).to.equal(MODULE);
      expect(readFileSync(join(folder, "kextir.config.json"), "utf8")).to.include("$schema");
    }));
});
