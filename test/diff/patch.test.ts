// What kextir diff prints is what patch takes: byte for byte, whatever is in a module.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { passes } from "../../passes/registry.js";
import { pipelines } from "../../passes/pipelines.js";
import { PipelineDiff } from "../../src/diff/pipeline-diff.js";
import type { Segment } from "../../src/diff/segments.js";
import { printUnified } from "../../src/diff/unified.js";
import { FileDiff } from "../../src/diff/file-diff.js";
import { Module } from "../../src/ir/module.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { InputError } from "../../src/support/diagnostic.js";
import { FIXTURES, fixturesOf } from "../support/fixtures.js";

describe("unified diff", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "kextir-patch-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What patch makes of `before`; `before` itself where there is nothing to patch. */
  function patched(before: Buffer, segments: Iterable<Segment>): Buffer {
    const name = "a module.ll";
    const patch = Buffer.concat([...printUnified(segments, { names: [name, name], labels: ["input", "output"], remarks: ["a remark"], title: () => "title", color: false })]);
    if (patch.length === 0) return before;
    writeFileSync(join(folder, name), before);
    const { status, stdout, stderr } = spawnSync("patch", ["-p0"], { cwd: folder, input: patch });
    expect(status, `${stdout}${stderr}\n${patch}`).to.equal(0);
    expect(String(stdout)).not.to.match(/offset|fuzz|Stripping/);
    return readFileSync(join(folder, name));
  }

  /** Runs a pipeline and checks the diff of all of it, and of each pass. */
  function check(input: Buffer, pipeline: string): void {
    const module = new Module(input);
    const configured = configurePipeline(pipeline, { passes, pipelines });
    const texts = [input];
    try {
      runPassManager(module, configured, { afterPass: () => void texts.push(Buffer.concat([...module.print()])) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return;
    }
    const names = configured.map(({ pass }) => pass.name);
    if (names.length === 0) return;
    // Two files know of no edits, and find the same.
    const files = new FileDiff(new Module(input), new Module(texts.at(-1)!), {});
    expect(patched(input, files.segments()).equals(texts.at(-1)!), "as two files").to.equal(true);
    expect(patched(input, new PipelineDiff(module, names).segments()).equals(texts.at(-1)!), "the whole pipeline").to.equal(true);
    // Passes one by one: what each is credited with is what it did.
    for (const [index, pass] of names.entries()) {
      if (names.length === 1) break;
      const step = new PipelineDiff(module, names, { pass });
      if (texts[index]!.equals(texts[index + 1]!)) expect([...step.segments()].filter(({ kind }) => kind === "change"), pass).to.deep.equal([]);
      else expect(patched(texts[index]!, step.segments()).toString("latin1"), pass).to.equal(texts[index + 1]!.toString("latin1"));
    }
  }

  for (const { name } of passes) {
    it(`applies to every fixture of ${name}`, function () {
      this.timeout(300_000);
      for (const fixture of fixturesOf(name)) {
        try {
          check(fixture.input, fixture.pipeline);
          check(fixture.input, "kext");
        } catch (error) {
          throw new Error(`${fixture.name}: ${String(error)}`, { cause: error });
        }
      }
    });
  }

  it("applies to probes", function () {
    this.timeout(300_000);
    const probes = join(FIXTURES, "probes");
    for (const file of readdirSync(probes).filter((entry) => entry.endsWith(".ll")).filter((_, index) => index % 6 === 0)) {
      try {
        check(readFileSync(join(probes, file)), "kext");
        check(readFileSync(join(probes, file)), "minimal");
      } catch (error) {
        throw new Error(`${file}: ${String(error)}`, { cause: error });
      }
    }
  });

  it("keeps any bytes: no line end at the end, CRLF, NUL, an empty module", () => {
    const module = 'source_filename = "a\0\xff"\r\n\r\ndefine void @f() {\r\n  ret void\r\n}';
    check(Buffer.from(module, "latin1"), "noredzone");
    check(Buffer.from(`${module}\r\n`, "latin1"), "kext");
    check(Buffer.from("define void @f() { ret void }"), "noredzone");
    check(Buffer.from("define void @f() { ret void } define void @g() { ret void }\nattributes #0 = { nounwind }"), "kext");
    check(Buffer.from("define void @f() #0 { ret void }\nattributes #0 = { \"split-stack\" }"), "minimal");
    check(Buffer.from("--- a\n"), "none");
  });
});
