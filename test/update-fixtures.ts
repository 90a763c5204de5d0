// Rewrites the expectations of all fixtures, or of the passes named as
// arguments, from what the passes do now. Review the diff before committing.

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { passes } from "../passes/registry.js";
import { type Fixture, besides, fixturesOf, runPipeline } from "./support/fixtures.js";

const wanted = process.argv.slice(2);
for (const { name } of passes) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const fixture of fixturesOf(name)) update(fixture);
}

function update(fixture: Fixture): void {
  const { output, diagnostics, failed } = runPipeline(fixture.input, fixture.pipeline);
  write(besides(fixture, "expected.ll"), failed || output.equals(fixture.input) ? undefined : output);
  write(besides(fixture, "diagnostics"), diagnostics === "" ? undefined : Buffer.from(diagnostics, "latin1"));
}

function write(path: string, content: Buffer | undefined): void {
  if (content !== undefined) writeFileSync(path, content);
  else if (existsSync(path)) rmSync(path);
}
