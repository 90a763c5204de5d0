// Every fixture of every pass: output, diagnostics, the same again on a second
// run, and llvm-as accepts what it accepted before.

import { expect } from "chai";
import { passes } from "../passes/registry.js";
import { type Fixture, expectedOutcome, fixturesOf, runPipeline } from "./support/fixtures.js";
import { llvmAs } from "./support/llvm.js";

describe("passes", () => {
  for (const pass of passes) {
    describe(pass.name, () => {
      const fixtures = fixturesOf(pass.name);
      it("has fixtures", () => expect(fixtures).not.to.be.empty);
      for (const fixture of fixtures) it(fixture.name, () => check(fixture));
    });
  }
});

function check(fixture: Fixture): void {
  const expected = expectedOutcome(fixture);
  const { output, diagnostics, failed } = runPipeline(fixture.input, fixture.pipeline);
  expect(diagnostics).to.equal(expected.diagnostics);
  if (failed) return;
  expect(output.toString("latin1")).to.equal(expected.output.toString("latin1"));

  const again = runPipeline(output, fixture.pipeline);
  expect(again.output.toString("latin1"), "a second run").to.equal(output.toString("latin1"));

  if (fixture.llvm === undefined) return;
  const before = llvmAs(fixture.input, fixture.llvm);
  expect(before.accepted, `llvm-as-${fixture.llvm} refuses the fixture: ${before.stderr}`).to.equal(true);
  const after = llvmAs(output, fixture.llvm);
  expect(after.accepted, `llvm-as-${fixture.llvm} refuses the output: ${after.stderr}`).to.equal(true);
}
