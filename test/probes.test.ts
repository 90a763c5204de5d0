// The one-construct modules of ir-fixtures/probes: identity holds on all of them,
// and what an llvm-as accepted before a pipeline it accepts after.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { passes } from "../passes/registry.js";
import { moduleProblems } from "../src/driver/module-problems.js";
import { Module } from "../src/ir/module.js";
import { FIXTURES, runPipeline } from "./support/fixtures.js";
import { LLVM_MAJORS, llvmAsAsync } from "./support/llvm.js";

const folder = join(FIXTURES, "probes");
const probes = readdirSync(folder).filter((file) => file.endsWith(".ll"));

/** For each probe the majors that accept it, as measured with llvm-as. */
function acceptance(): Map<string, number[]> {
  const [head, ...rows] = readFileSync(join(folder, "accepted.tsv"), "latin1").trimEnd().split("\n").map((row) => row.split("\t"));
  const majors = head!.slice(1).map(Number);
  return new Map(rows.map(([name, ...verdicts]) => [`${name}.ll`, majors.filter((_, column) => verdicts[column] === "yes")]));
}

describe("probes", () => {
  const accepted = acceptance();

  it("are all here, and judged by every LLVM the tests ask", () => {
    expect(probes).to.have.length(889);
    expect([...accepted.keys()].sort()).to.deep.equal([...probes].sort());
    expect(new Set([...accepted.values()].flat())).to.deep.equal(new Set(LLVM_MAJORS));
  });

  it("print back byte for byte", () => {
    for (const probe of probes) {
      const input = readFileSync(join(folder, probe));
      const output = Buffer.concat([...new Module(input).print()]);
      expect(output.equals(input), probe).to.equal(true);
    }
  });

  it("are the same bytes wherever they stand, prefix by prefix", () => {
    for (const probe of probes) {
      const input = readFileSync(join(folder, probe));
      if (input.length > 300) continue;
      for (let length = 0; length < input.length; length++) {
        const prefix = input.subarray(0, length);
        expect(Buffer.concat([...new Module(prefix).print()]).equals(prefix), `${probe} cut at ${length}`).to.equal(true);
      }
    }
  });

  for (const { name } of passes) {
    it(`change no more on a second run of ${name}`, () => {
      for (const probe of probes) {
        const input = readFileSync(join(folder, probe));
        // Of an open quote nothing is known to be behind it; the command refuses it before any pass.
        if (moduleProblems(new Module(input)).some(({ severity }) => severity === "error")) continue;
        const { output, failed } = runPipeline(input, name);
        if (failed) continue;
        expect(runPipeline(output, name).output.toString("latin1"), probe).to.equal(output.toString("latin1"));
      }
    });
  }

  for (const pipeline of ["minimal", "kext"]) {
    it(`stay accepted after ${pipeline}, by the oldest and newest LLVM that accepted them`, async function () {
      this.timeout(600_000);
      const trials = probes.flatMap((probe) => {
        const majors = accepted.get(probe)!;
        const input = readFileSync(join(folder, probe));
        if (majors.length === 0) return [];
        const { output, failed } = runPipeline(input, pipeline);
        if (failed || output.equals(input)) return [];
        return [...new Set([majors[0]!, majors.at(-1)!])].map((major) => ({ probe, output, major }));
      });
      expect(trials.length).to.be.greaterThan(0);
      const refused: string[] = [];
      await atOnce(4, trials, async ({ probe, output, major }) => {
        const { accepted: still, stderr } = await llvmAsAsync(output, major);
        if (!still) refused.push(`${probe}, llvm-as-${major}: ${stderr}`);
      });
      expect(refused).to.deep.equal([]);
    });
  }
});

/** Runs `work` on every item, `width` of them at a time. */
async function atOnce<T>(width: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(Array.from({ length: width }, async () => {
    for (const item of queue) await work(item);
  }));
}
