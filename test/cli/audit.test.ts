import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import Ajv from "ajv";
import { expect } from "chai";
import type { AuditJson } from "../../src/cli/audit-json.js";
import { auditSchema } from "../../src/cli/audit-schema.js";
import { EMPTY_KEXT } from "../link/build.js";
import { inFolder, kextir, MODULE } from "./kextir.js";

const BAD = `.globl _leaf
_leaf: movl %edi, -4(%rsp)
addss %xmm0, %xmm0
retq
.globl _probing
_probing: callq ___morestack
retq
.subsections_via_symbols
`;

function assemble(folder: string, name: string, source: string, target = "x86_64-apple-macosx10.15"): string {
  const path = join(folder, name);
  const { status, stderr } = spawnSync("clang-22", ["-target", target, "-c", "-x", "assembler", "-", "-o", path], { input: source });
  expect(status, String(stderr)).to.equal(0);
  return path;
}

function auditOf(path: string, args: readonly string[] = [], options: Parameters<typeof kextir>[1] = {}): AuditJson {
  return auditSchema.parse(JSON.parse(kextir(["audit", path, "--format=json", ...args], options).text));
}

describe("kextir audit", () => {
  it("begins with the verdict, tells findings by severity, ends with what was seen", () =>
    inFolder((folder) => {
      const { code, text, stderr } = kextir(["audit", assemble(folder, "bad.o", BAD)]);
      expect(stderr).to.equal("");
      expect(code).to.equal(1);
      expect(text).to.match(/^\S+bad\.o: unfit for a kernel: 4 errors\n/);
      expect(text).to.match(/error: function '_leaf' uses memory below the stack pointer, which an interrupt overwrites \[red-zone-access\]\n  at 0x0: movl %edi, -0x4\(%rsp\)\n  fix: /);
      expect(text.indexOf("[floating-point]")).to.be.lessThan(text.indexOf("error: function '_probing'"));
      expect(text).to.match(/\nfunctions seen +2\ninstructions counted +5\nlargest frame +0 bytes/);
    }));

  it("exits with 0 for what is clean", () =>
    inFolder((folder) => {
      const { code, text } = kextir(["audit", assemble(folder, "good.o", "_f: retq\n")]);
      expect(text).to.match(/good\.o: clean/);
      expect(code).to.equal(0);
    }));

  it("writes JSON as its schema says", () =>
    inFolder((folder) => {
      const path = assemble(folder, "bad.o", BAD);
      const report = auditOf(path);
      expect(report).to.include({ schemaVersion: 1, file: path, verdict: "unfit" });
      expect(report.findings[0]).to.include({ code: "red-zone-access", severity: "error", function: "_leaf", address: 0 });
      expect(report.functions.map(({ name }) => name)).to.deep.equal(["_leaf", "_probing"]);
      expect(report.undefined.map(({ symbol }) => symbol)).to.deep.equal(["___morestack"]);
      expect(kextir(["audit", path, "--json"]).text).to.equal(kextir(["audit", path, "--format=json"]).text);
    }));

  it("writes the report to a file", () =>
    inFolder((folder) => {
      const path = assemble(folder, "bad.o", BAD);
      const report = join(folder, "report.sarif");
      expect(kextir(["audit", path, "--format=sarif", "-o", report])).to.include({ code: 1, text: "" });
      expect(readFileSync(report, "utf8")).to.equal(kextir(["audit", path, "--format=sarif"]).text);
    }));

  it("takes severities from the configuration, for all and for named functions", () =>
    inFolder((folder) => {
      const path = assemble(folder, "bad.o", BAD);
      const configure = (rules: object): void => writeFileSync(join(folder, "kextir.config.json"), JSON.stringify({ audit: { rules } }));
      const severities = (): string[] => auditOf(path).findings.map(({ code, severity }) => `${code} ${severity}`);
      configure({ "red-zone-access": "off", "floating-point": { functions: { _leaf: "warning" } }, "stack-probe-call": { severity: "error", functions: { _probing: "off" } } });
      expect(severities()).to.include("floating-point warning").and.not.include("red-zone-access error").and.not.include("stack-probe-call error");
      expect(auditOf(path, ["--no-config"]).findings.map(({ code }) => code)).to.include("red-zone-access");
      configure({ "red-zone-acess": "off" });
      expect(kextir(["audit", path])).to.include({ code: 2 }).and.property("stderr").that.includes("did you mean 'red-zone-access'?");
      writeFileSync(join(folder, "other.json"), "{}");
      expect(auditOf(path, [`--config=${join(folder, "other.json")}`]).findings.map(({ code }) => code)).to.include("red-zone-access");
    }));

  it("looks into every architecture and every member of an archive", () =>
    inFolder((folder) => {
      assemble(folder, "bad.o", BAD);
      assemble(folder, "a-member-with-a-long-name.o", "_g: movl %edi, -8(%rsp)\nretq\n");
      assemble(folder, "arm.o", ".p2align 2\n_h: str x0, [sp, #-8]\nret\n", "arm64-apple-macosx11");
      const run = (tool: string, ...args: readonly string[]): void => {
        expect(spawnSync(tool, args, { cwd: folder }).status, tool).to.equal(0);
      };
      run("llvm-lipo-22", "-create", "bad.o", "arm.o", "-output", "fat.o");
      for (const format of ["bsd", "gnu"]) run("llvm-ar-22", `--format=${format}`, "rcs", `${format}.a`, "bad.o", "a-member-with-a-long-name.o");
      const images = (name: string): string[] =>
        auditOf(join(folder, name)).findings.flatMap(({ code, image, function: fn }) => (code === "red-zone-access" ? [`${image} ${fn}`] : []));
      expect(images("fat.o")).to.deep.equal(["x86_64 _leaf", "arm64 _h"]);
      for (const name of ["bsd.a", "gnu.a"]) expect(images(name)).to.deep.equal(["bad.o _leaf", "a-member-with-a-long-name.o _g"]);
    }));

  it("takes a module of IR", () => {
    expect(kextir(["audit", "-"], { input: MODULE }).text).to.match(/^<stdin>: /);
    expect(kextir(["audit", "-"], { input: "no IR" }).code).to.equal(1);
  });

  it("writes SARIF as its schema says, with a rule for each code", () =>
    inFolder((folder) => {
      const log = JSON.parse(kextir(["audit", assemble(folder, "bad file.o", BAD), "--format=sarif"]).text) as SarifLog;
      expectSarif(log);
      const [run] = log.runs;
      expect(run!.results.map(({ ruleId }) => ruleId)).to.include.members(["red-zone-access", "floating-point", "stack-probe-call"]);
      for (const { ruleId, ruleIndex } of run!.results) expect(run!.tool.driver.rules[ruleIndex]!.id).to.equal(ruleId);
      const [first] = run!.results;
      expect(first!.locations[0]!.physicalLocation.artifactLocation.uri).to.match(/bad%20file\.o$/);
      expect(first!.locations[0]!.physicalLocation.address).to.deep.equal({ absoluteAddress: 0 });
      expectSarif(JSON.parse(kextir(["audit", assemble(folder, "good.o", "_f: retq\n"), "--format=sarif"]).text));
      expectSarif(JSON.parse(kextir(["audit", "-", "--format=sarif"], { input: MODULE }).text));
    }));

  it("names the source line where debug info has it", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "leaf.rs"), RUST);
      const { status, stderr } = spawnSync(process.env["KEXTIR_RUSTC"] ?? "rustc", ["--crate-type=lib", "--emit=llvm-ir", "-g", "-Copt-level=1", "-Cpanic=abort", "leaf.rs", "-o", "leaf.ll"], { cwd: folder });
      expect(status, String(stderr)).to.equal(0);
      expect(kextir(["leaf.ll", "--passes=retarget", "-o", "mac.ll"], { cwd: folder })).to.include({ code: 0 });
      const clang = ["-target", "x86_64-apple-macosx10.15", "-Wno-override-module", "-O1", "-x", "ir", "-c", "mac.ll", "-o", "leaf.o"];
      expect(spawnSync("clang-22", clang, { cwd: folder }).status).to.equal(0);
      const { findings } = auditOf(join(folder, "leaf.o"));
      const float = findings.filter(({ code, function: fn }) => code === "floating-point" && fn === "_twice");
      expect(float.map(({ source }) => source?.line)).to.include(3);
      expect(float[0]!.source!.file).to.match(/leaf\.rs$/);
      expect(kextir(["audit", "leaf.o"], { cwd: folder }).text).to.match(/at 0x[0-9a-f]+, \S*leaf\.rs:3: /);
      const sarif = JSON.parse(kextir(["audit", "leaf.o", "--format=sarif"], { cwd: folder }).text) as SarifLog;
      expectSarif(sarif);
      expect(sarif.runs[0]!.results.some(({ locations }) => locations[0]!.physicalLocation.region?.startLine === 3)).to.equal(true);
    }));

  it("takes a kext's folder, its Info.plist with it", () =>
    inFolder((folder) => {
      const contents = join(folder, "Test.kext", "Contents");
      mkdirSync(join(contents, "MacOS"), { recursive: true });
      const plist = (libraries: string): string =>
        `<?xml version="1.0"?>\n<plist version="1.0"><dict><key>CFBundleIdentifier</key><string>org.example.test</string><key>CFBundleVersion</key><string>1.0.0</string><key>CFBundleExecutable</key><string>test</string><key>CFBundlePackageType</key><string>KEXT</string>${libraries}</dict></plist>\n`;
      const kext = join(folder, "Test.kext");
      expect(kextir(["audit", kext])).to.include({ code: 1 }).and.property("stderr").that.includes("has no Contents/Info.plist");
      writeFileSync(join(contents, "Info.plist"), plist("<key>OSBundleLibraries</key><dict><key>com.apple.kpi.libkern</key><string>19.0.0</string></dict>"));
      expect(kextir(["audit", kext])).to.include({ code: 1 }).and.property("stderr").that.includes("has no Contents/MacOS/test");
      expect(kextir(["link", assemble(folder, "kext.o", EMPTY_KEXT), "-o", join(contents, "MacOS", "test")])).to.include({ code: 0, stderr: "" });
      expect(kextir(["audit", kext])).to.include({ code: 0, stderr: "" }).and.property("text").that.matches(/Test\.kext: clean/);
      writeFileSync(join(contents, "Info.plist"), plist(""));
      expect(auditOf(kext).findings.map(({ code }) => code)).to.deep.equal(["info-plist"]);
      writeFileSync(join(contents, "Info.plist"), plist("<!-- a -- b -->"));
      expect(kextir(["audit", kext])).to.include({ code: 1 }).and.property("stderr").that.includes("a comment holds '--'");
    }));

  it("takes other limits of the stack from the configuration", () =>
    inFolder((folder) => {
      const path = assemble(folder, "frame.o", "_f: subq $1000, %rsp\naddq $1000, %rsp\nretq\n");
      expect(auditOf(path).findings).to.deep.equal([]);
      writeFileSync(join(folder, "kextir.config.json"), JSON.stringify({ audit: { stack: { frameWarning: 500, frameError: 999 } } }));
      expect(auditOf(path).findings.map(({ code, severity }) => `${code} ${severity}`)).to.deep.equal(["stack-frame error"]);
    }));
});

const RUST = `#[unsafe(no_mangle)]
pub extern "C" fn twice(x: f64) -> f64 {
    x + x
}
`;

interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: { readonly startLine?: number }; readonly address?: object } }[];
    }[];
  }[];
}

/** Holds a log to the schema that OASIS publishes, as a package of Microsoft's has it. */
function expectSarif(log: unknown): void {
  const load = createRequire(import.meta.url);
  const schema = load("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as object;
  // It is written in draft 4 of JSON Schema.
  const ajv = new Ajv({ schemaId: "auto", unknownFormats: "ignore" });
  ajv.addMetaSchema(load("ajv/lib/refs/json-schema-draft-04.json") as object);
  const validate = ajv.compile(schema);
  expect(validate(log), JSON.stringify(validate.errors)).to.equal(true);
}
