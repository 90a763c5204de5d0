import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inFolder, kextir, MODULE } from "./kextir.js";

describe("kextir.config.json", () => {
  const withConfig = (config: unknown, work: (folder: string) => void): Promise<void> =>
    inFolder((folder) => {
      mkdirSync(join(folder, "a", "b"), { recursive: true });
      writeFileSync(join(folder, "kextir.config.json"), typeof config === "string" ? config : JSON.stringify(config));
      writeFileSync(join(folder, "a", "b", "m.ll"), MODULE);
      work(folder);
    });

  it("is found above the input, and above the current folder for standard input", () =>
    withConfig({ passes: "noredzone" }, (folder) => {
      const expected = kextir(["--passes=noredzone"], { input: MODULE }).text;
      expect(kextir([join(folder, "a", "b", "m.ll")], { cwd: "/" }).text).to.equal(expected);
      expect(kextir(["b/m.ll"], { cwd: join(folder, "a") }).text).to.equal(expected);
      expect(kextir([], { cwd: join(folder, "a"), input: MODULE }).text).to.equal(expected);
    }));

  it("gives way to options, and to --no-config and --config", () =>
    withConfig({ passes: "noredzone" }, (folder) => {
      const input = join(folder, "a", "b", "m.ll");
      expect(kextir([input, "--passes="]).text).to.equal(MODULE);
      expect(kextir([input, "--no-config", "--print-pipeline-passes"]).text).to.include("retarget");
      writeFileSync(join(folder, "other.json"), '{ "passes": "" }');
      expect(kextir([input, "--config", join(folder, "other.json")]).text).to.equal(MODULE);
    }));

  it("may name pipelines, which may name others", () =>
    withConfig({ passes: "mine", pipelines: { mine: "half,noredzone", half: "strip-split-stack" } }, (folder) => {
      expect(kextir(["--print-pipeline-passes"], { cwd: folder }).text).to.equal("strip-split-stack,noredzone\n");
      expect(kextir(["--print-pipeline-passes", "--pipeline=half"], { cwd: folder }).text).to.equal("strip-split-stack\n");
      expect(kextir(["passes", "mine"], { cwd: folder }).text).to.equal("mine: half,noredzone\n");
    }));

  it("may say which kernel is meant, by lists in its own folder and the oldest release", () =>
    withConfig({ kpi: ["IOKit.exports"], targetRelease: "13" }, (folder) => {
      const input = join(folder, "a", "b", "needs.ll");
      writeFileSync(input, 'target triple = "x86_64-apple-macosx10.15"\ndeclare void @frobnicate()\ndefine void @f() noredzone {\n  call void @frobnicate()\n  ret void\n}\n');
      writeFileSync(join(folder, "IOKit.exports"), "_frobnicate\n");
      const libraries = (...args: readonly string[]): unknown => JSON.parse(kextir(["audit", input, "--libraries=json", ...args]).text);
      expect(libraries()).to.deep.equal({ OSBundleLibraries: { "com.apple.kpi.iokit": "22.0.0" } });
      expect(libraries("--target-release=10.15")).to.deep.equal({ OSBundleLibraries: { "com.apple.kpi.iokit": "19.0.0" } });
      expect(libraries("--no-config")).to.deep.equal({ OSBundleLibraries: { "com.apple.kpi.libkern": "19.0.0" } });
      writeFileSync(join(folder, "kextir.config.json"), '{ "targetRelease": "22" }');
      const { code, stderr } = kextir(["audit", input]);
      expect(code).to.equal(2);
      expect(stderr).to.match(/kextir\.config\.json: targetRelease 22 is no version of macOS/);
    }));

  it("can make warnings errors", () =>
    withConfig({ warningsAsErrors: true, passes: "noredzone<except=nobody>" }, (folder) => {
      expect(kextir([], { cwd: folder, input: MODULE }).code).to.equal(1);
    }));

  const wrong: readonly (readonly [config: unknown, message: string])[] = [
    ["{ passes: 1 }", "kextir.config.json: Expected property name"],
    [{ pases: "noredzone" }, "kextir.config.json: unknown key 'pases' (did you mean 'passes'?)"],
    [{ passes: 1 }, "kextir.config.json: 'passes': Invalid input: expected string, received number"],
    [{ optimizationLevel: "9" }, `'optimizationLevel': Invalid option: expected one of "0"|"1"|"2"|"3"|"s"|"z"`],
    [[], "kextir.config.json: Invalid input: expected object, received array"],
    [{ passes: "noredzon" }, "unknown pass 'noredzon'"],
    [{ passes: "x", pipelines: { x: "y", y: "x" } }, "pipeline 'x' contains itself"],
    [{ pipelines: { noredzone: "soft-float" } }, "'noredzone' is the name of a pass and of a pipeline"],
  ];
  for (const [config, message] of wrong) {
    it(`is refused as ${typeof config === "string" ? config : JSON.stringify(config)}`, () =>
      withConfig(config, (folder) => {
        const { code, text, stderr } = kextir([], { cwd: folder, input: MODULE });
        expect(stderr).to.include(message);
        expect(text).to.equal("");
        expect(code).to.equal(2);
      }));
  }
});
