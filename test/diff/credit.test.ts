// Who is credited with a line is who changed it when the passes run one by one.

import { expect } from "chai";
import { passes } from "../../passes/registry.js";
import { pipelines } from "../../passes/pipelines.js";
import { entityName } from "../../src/diff/entity-name.js";
import { PipelineDiff } from "../../src/diff/pipeline-diff.js";
import { Module } from "../../src/ir/module.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { InputError } from "../../src/support/diagnostic.js";
import { checkBlame } from "../support/blame.js";
import { fixturesOf } from "../support/fixtures.js";

/** The passes that change each line's entity, as `entity: pass`, by the whole diff and by each step's. */
function credits(input: Buffer): { readonly whole: string[]; readonly steps: string[] } | undefined {
  const module = new Module(input);
  const configured = configurePipeline("kext", { passes, pipelines });
  try {
    runPassManager(module, configured);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  const names = configured.map(({ pass }) => pass.name);
  const of = (pass?: string): string[] =>
    [...new PipelineDiff(module, names, { pass }).segments()].flatMap((segment) =>
      segment.kind === "same" ? [] : [...segment.before, ...segment.after].flatMap(({ entity, steps }) => steps.map((step) => `${entity === undefined ? "" : entityName(entity)}: ${names[step - 1]}`)),
    );
  const unique = (list: readonly string[]): string[] => [...new Set(list)].sort();
  return { whole: unique(of()), steps: unique(names.flatMap((name) => of(name))) };
}

describe("credit for changes", () => {
  it("is the same in the whole diff and pass by pass", () => {
    let compared = 0;
    for (const { name } of passes) {
      for (const fixture of fixturesOf(name)) {
        const found = credits(fixture.input);
        if (found === undefined) continue;
        compared++;
        const isUndone = (credit: string): boolean => !found.whole.includes(credit);
        expect(found.whole.filter((credit) => !found.steps.includes(credit)), fixture.name).to.deep.equal([]);
        // What a later pass undid is no part of the whole.
        expect(found.steps.filter(isUndone), fixture.name).to.have.length.at.most(2);
      }
    }
    expect(compared).to.be.greaterThan(50);
  });

  it("agrees with running the passes one by one", () => {
    let lines = 0;
    for (const { name } of passes) for (const fixture of fixturesOf(name)) lines += checkBlame(fixture.input, fixture.name);
    expect(lines).to.be.greaterThan(1000);
  });

  it("survives a pass that takes out what another put in", () => {
    const module = new Module(Buffer.from("define void @f() {\n  ret void\n}\n"));
    const [fn] = [...module.definitions()];
    module.author = "one";
    const at = module.bytes.indexOf("ret");
    fn!.edit([{ start: at, stop: at, text: "unreachable\n  " }]);
    module.author = "two";
    const now = fn!.bytes.indexOf("unreachable");
    fn!.edit([{ start: now, stop: now + "unreachable\n  ".length, text: "" }]);
    const diff = (pass?: string): string[] =>
      [...new PipelineDiff(module, ["one", "two"], { pass }).segments()].flatMap((segment) =>
        segment.kind === "same" ? [] : [...segment.before.map(({ text }) => `-${text}`), ...segment.after.map(({ text }) => `+${text}`)],
      );
    expect(diff()).to.deep.equal([]);
    expect(diff("one")).to.deep.equal(["+  unreachable\n"]);
    expect(diff("two")).to.deep.equal(["-  unreachable\n"]);
    expect([...new PipelineDiff(module, ["one", "two"]).report().changes].map(({ pass, entity }) => [pass, entity])).to.deep.equal([["one", "@f"], ["two", "@f"]]);
  });
});
