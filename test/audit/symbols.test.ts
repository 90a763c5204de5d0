// Symbols that objects need: where they come from, what is refused, and the
// OSBundleLibraries that follow.

import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleLibraries } from "../../src/audit/rules/bundle-libraries.js";
import { symbolRules } from "../../src/audit/rules/symbols.js";
import { defaultSettings } from "../../src/audit/settings.js";
import { auditSchema } from "../../src/cli/audit-schema.js";
import { readLists } from "../../src/kpi/read-lists.js";
import { readMachO } from "../../src/macho/read.js";
import { kextir } from "../cli/kextir.js";
import { tool } from "../support/compile.js";

const SOURCE = `
  void IOLog(const char *, ...); void *malloc(unsigned long); void *memchr(const void *, int, unsigned long);
  void Debugger(const char *); void mine(void); void helper(void); extern int maybe __attribute__((weak_import)); void hidden_thing(void);
  double f(double a, double b) { return a + b; }
  __int128 g(__int128 a, __int128 b) { return a / b; }
  void *memcpy(void *to, const void *from, unsigned long size) { return to; }
  __attribute__((visibility("hidden"))) void *memset(void *to, int byte, unsigned long size) { return to; }
  int h(char *s) { IOLog("x"); malloc(3); memchr(s, 1, 2); Debugger(s); mine(); helper(); hidden_thing(); return &maybe ? maybe : 0; }`;

const LIST_19 = { _meta: { darwin: 19, arch: "x86_64" }, "com.apple.kpi.iokit": ["_IOLog"], "com.apple.kpi.libkern": ["_memcpy"], "com.apple.kpi.unsupported": ["_Debugger"], "com.apple.kpi.private": ["_hidden_thing"] };
const LIST_24 = { ...LIST_19, _meta: { darwin: 24, arch: "x86_64" }, "com.apple.kpi.libkern": ["_memcpy", "_memchr"] };

describe("audit/symbols", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "kextir-symbols-"));
    const target = ["-target", "x86_64-apple-macosx10.15", "-mkernel", "-w"];
    const ir = tool("clang-22", [...target, "-O1", "-Xclang", "-disable-llvm-passes", "-S", "-emit-llvm", "-x", "c", "-o", "-", "-"], SOURCE);
    writeFileSync(join(folder, "module.ll"), tool(process.execPath, ["dist/kextir.cjs", "-"], ir));
    tool("clang-22", [...target, "-O1", "-Wno-override-module", "-x", "ir", "-c", join(folder, "module.ll"), "-o", join(folder, "main.o")]);
    tool("clang-22", [...target, "-O1", "-x", "c", "-c", "-", "-o", join(folder, "helper.o")], "void helper(void) {}");
    tool("llvm-ar-22", ["rcs", join(folder, "both.a"), join(folder, "main.o"), join(folder, "helper.o")]);
    mkdirSync(join(folder, "lists"));
    writeFileSync(join(folder, "lists", "19.json"), JSON.stringify(LIST_19));
    writeFileSync(join(folder, "lists", "24.json"), JSON.stringify(LIST_24));
    writeFileSync(join(folder, "library.json"), JSON.stringify({ "org.example.library": ["_mine", "_helper"] }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function audit(...args: string[]): { findings: Record<string, string[]>; report: ReturnType<typeof auditSchema.parse>; status: number | null } {
    const { stdout, code: status } = kextir(["audit", "--format=json", ...args], { cwd: folder });
    const report = auditSchema.parse(JSON.parse(stdout.toString()));
    const findings: Record<string, string[]> = {};
    for (const { code, symbol } of report.findings) (findings[code] ??= []).push(symbol ?? "");
    return { findings, report, status };
  }

  it("with the built-in table", () => {
    const { findings, report, status } = audit("main.o");
    expect(findings).to.deep.equal({
      "soft-float-call": ["___adddf3"],
      "weak-import": ["_maybe"],
      "foreign-symbol": ["___adddf3", "___divti3", "_malloc"],
      "other-release-symbol": ["_memchr"],
      "unsupported-kpi": ["_Debugger"],
      "unknown-symbol": ["_helper", "_hidden_thing", "_maybe", "_mine"],
      "kpi-collision": ["_memcpy"],
    });
    expect(status).to.equal(1);
    const by = Object.fromEntries(report.undefined.map(({ symbol, ...rest }) => [symbol, rest]));
    expect(by["_IOLog"]).to.deep.equal({ bundle: "com.apple.kpi.iokit", declaration: "void IOLog(const char *format, ...)" });
    expect(by["_malloc"]).to.include({ origin: "libc" });
    expect(by["_mine"]).to.deep.equal({ cause: "not in the built-in table" });
    expect(report.libraries).to.deep.equal({ "com.apple.kpi.iokit": "19.0.0", "com.apple.kpi.libkern": "20.0.0", "com.apple.kpi.unsupported": "19.0.0" });
  });

  it("with full lists of two releases, and another kext's: nothing is left unknown", () => {
    const { findings, report } = audit("main.o", "--kpi=lists", "--kpi=library.json");
    expect(findings).to.deep.equal({
      "soft-float-call": ["___adddf3"],
      "weak-import": ["_maybe"],
      "foreign-symbol": ["___adddf3", "___divti3", "_malloc"],
      "other-release-symbol": ["_memchr"],
      "private-kpi": ["_hidden_thing"],
      "unsupported-kpi": ["_Debugger"],
      "kpi-collision": ["_memcpy"],
    });
    expect(report.libraries).to.include({ "org.example.library": "1.0" }).and.not.have.property("com.apple.kpi.private");
    expect(audit("main.o", "--kpi=lists").findings["missing-symbol"], "weak imports may be missing").to.deep.equal(["_helper", "_mine"]);
    expect(audit("main.o", "--kpi=lists", "--target-release=15").findings).to.not.have.property("other-release-symbol");
    expect(audit("main.o", "--kpi=lists/24.json", "--target-release=10.14").findings["other-release-symbol"], "the table knows more than the list").to.deep.equal(["_memchr"]);
  });

  it("what another member of an archive defines is no matter of the kernel", () => {
    const { findings } = audit("both.a", "--kpi=lists");
    expect(findings["missing-symbol"]).to.deep.equal(["_mine"]);
  });

  it("a module before it becomes an object", () => {
    const { findings, report } = audit("module.ll");
    expect(findings["foreign-symbol"]).to.deep.equal(["_malloc"]);
    expect(findings["kpi-collision"]).to.deep.equal(["_memcpy"]);
    expect(report.libraries).to.include({ "com.apple.kpi.iokit": "19.0.0" });
  });

  it("names the operation, its function and line behind a call of the runtime, and who calls", () => {
    const { stdout } = kextir(["audit", "main.o", "--ir=module.ll"], { cwd: folder });
    expect(stdout.toString()).to.match(/___adddf3 is not exported.*\n {2}'fadd double' in 'f', line \d+ becomes a call of it\n {2}used by '_f'\n/);
    expect(stdout.toString()).to.match(/'sdiv i128' in 'g', line \d+/);
    const compiled = kextir(["compile", "module.ll", "-o", "again.o", "--passes="], { cwd: folder });
    expect(compiled.code, "compile only warns: other objects may define what is missing").to.equal(0);
    expect(compiled.stderr).to.match(/warning: ___adddf3 is not exported by the kernel.*\nnote: 'fadd double' in 'f', line \d+/);
  });

  it("--libraries prints the dictionary alone, and says what is not resolved", () => {
    const xml = kextir(["audit", "main.o", "--libraries", "--target-release=11"], { cwd: folder });
    expect(xml.stdout.toString()).to.equal(
      ["\t<key>OSBundleLibraries</key>", "\t<dict>", ...["iokit", "libkern", "unsupported"].flatMap((name) => [`\t\t<key>com.apple.kpi.${name}</key>`, "\t\t<string>20.0.0</string>"]), "\t</dict>", ""].join("\n"),
    );
    expect(xml.code).to.equal(1);
    expect(xml.stderr).to.include("_malloc is not exported by the kernel").and.not.include("_memchr");
    const json = kextir(["audit", "helper.o", "--libraries=json"], { cwd: folder });
    expect(JSON.parse(json.stdout.toString())).to.deep.equal({ OSBundleLibraries: { "com.apple.kpi.libkern": "19.0.0" } });
    expect(json.code).to.equal(0);
  });

  it("a kext's Info.plist names the libraries that its symbols are of", () => {
    const object = readMachO(readFileSync(join(folder, "main.o")));
    const judged = (libraries: Record<string, string>, more: Record<string, string> = {}): string[] => {
      const bundle = { executable: "main", infoPlist: { OSBundleLibraries: libraries, ...more } };
      const lists = readLists(["19", "24"].map((name) => ({ path: `${name}.json`, text: readFileSync(join(folder, "lists", `${name}.json`), "utf8") })), "lists");
      const input = { object, bundle, kernel: { lists }, settings: defaultSettings };
      return [...bundleLibraries.check(input), ...symbolRules.find(({ code }) => code === "private-kpi")!.check(input)].map(({ message }) => message);
    };
    const ofPrivate = "_hidden_thing is exported by com.apple.kpi.private alone, and only to Apple's kexts";
    expect(judged({ "com.apple.kpi.libkern": "19.0.0" })).to.deep.equal([
      "OSBundleLibraries does not name com.apple.kpi.unsupported, which exports _Debugger",
      "OSBundleLibraries does not name com.apple.kpi.iokit, which exports _IOLog",
      ofPrivate,
    ]);
    expect(judged({ "com.apple.kpi.iokit": "20.0.0", "com.apple.kpi.unsupported": "8.0" })).to.deep.equal([
      "OSBundleLibraries asks for com.apple.kpi.iokit 20.0.0, which macOS 10.15 (Darwin 19) does not have although the kext is for it",
      ofPrivate,
    ]);
    const ofApple = { CFBundleIdentifier: "com.apple.example", NSHumanReadableCopyright: "Copyright © 2019-2020 Apple Inc. All rights reserved." };
    expect(judged({ "com.apple.kpi.iokit": "19.0.0", "com.apple.kpi.unsupported": "19.0.0" }, ofApple)).to.deep.equal([]);
  });

  for (const [args, message] of [
    [["--target-release=19"], "versions of macOS are meant, not of Darwin: macOS 10.15 (Darwin 19)"],
    [["--target-release=ten"], "--target-release=ten is no version of macOS"],
    [["--kpi=nowhere"], "cannot read 'nowhere'"],
    [["--kpi=module.ll"], "module.ll holds no list of kernel exports"],
    [["--libraries=yaml"], "xml"],
  ] as const) {
    it(`refuses ${args.join(" ")}`, () => expect(kextir(["audit", "main.o", ...args], { cwd: folder }).stderr).to.include(message));
  }
});
