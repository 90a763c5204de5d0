// Judges blame by running the first pass, the first two, and so on, each time on the input.

import { expect } from "chai";
import { passes } from "../../passes/registry.js";
import { pipelines } from "../../passes/pipelines.js";
import { PipelineDiff } from "../../src/diff/pipeline-diff.js";
import { Module } from "../../src/ir/module.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { InputError } from "../../src/support/diagnostic.js";

/**
 * Checks the credit of every line that the pipeline `kext` changes, and returns how many
 * those are; 0 for a module that a pass refuses. A line that went was there until the
 * first pass it is credited to, and one that came is there since the last.
 */
export function checkBlame(input: Buffer, name: string): number {
  const configured = configurePipeline("kext", { passes, pipelines });
  const module = new Module(input);
  const texts = [input];
  try {
    runPassManager(module, configured);
    for (let count = 1; count <= configured.length; count++) {
      const prefix = new Module(input);
      runPassManager(prefix, configured.slice(0, count));
      texts.push(Buffer.concat([...prefix.print()]));
    }
  } catch (error) {
    if (error instanceof InputError) return 0;
    throw error;
  }
  const counts = texts.map(countLines);
  const names = configured.map(({ signature }) => signature);
  let lines = 0;
  const changed = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, line: string): number => (after.get(line) ?? 0) - (before.get(line) ?? 0);
  for (const segment of new PipelineDiff(module, names).segments()) {
    if (segment.kind === "same") continue;
    for (const [sign, side] of [["-", segment.before], ["+", segment.after]] as const) {
      for (const { text, steps } of side) {
        lines++;
        const line = withoutEnd(text.toString("latin1"));
        const where = `${name}: ${sign}${line} (${steps.map((step) => names[step - 1]).join(", ")})`;
        expect(steps, where).not.to.deep.equal([]);
        const step = sign === "-" ? steps[0]! : steps.at(-1)!;
        const by = changed(counts[step - 1]!, counts[step]!, line);
        // A line that stands in the module more than once may come in one place and go in another.
        const isElsewhere = Math.max(counts[step - 1]!.get(line) ?? 0, counts[step]!.get(line) ?? 0) > 1;
        if (!isElsewhere) expect(by, where).to.equal(sign === "-" ? -1 : 1);
      }
    }
  }
  return lines;
}

function countLines(text: Buffer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.toString("latin1").split("\n").map(withoutEnd)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function withoutEnd(line: string): string {
  return line.replace(/\r?\n?$/, "");
}
