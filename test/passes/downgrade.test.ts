// What LLVM 22 reads, rewritten for older ones: judged by their parsers.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FIXTURES, runPipeline } from "../support/fixtures.js";
import { llvmAsAsync } from "../support/llvm.js";

/** LLVM 15 reads typed pointers as such, and there a symbol and its uses have to agree: no compiler wrote it otherwise. */
const NOT_MEANT = ["type-typed-pointer-mismatch"];

/** The one-construct modules that LLVM 22 accepts and `major` does not. */
function newerProbes(major: number): string[] {
  const [head, ...rows] = readFileSync(join(FIXTURES, "probes/accepted.tsv"), "latin1").trimEnd().split("\n").map((row) => row.split("\t"));
  const column = (name: string): number => head!.indexOf(name);
  return rows.filter((row) => row[column("22")] === "yes" && row[column(String(major))] !== "yes" && !NOT_MEANT.includes(row[0]!)).map(([name]) => `${name!}.ll`);
}

describe("downgrade", () => {
  for (const major of [15, 16, 19] as const) {
    it(`makes LLVM ${major} accept each construct that is newer, or refuses it with its line`, async function () {
      this.timeout(120_000);
      const refused: string[] = [];
      await Promise.all(newerProbes(major).map(async (probe) => {
        const input = readFileSync(join(FIXTURES, "probes", probe));
        const { output, diagnostics, failed } = runPipeline(input, `downgrade<to=${major}>`);
        if (failed) expect(diagnostics, probe).to.match(/^error cannot-downgrade \d+:\d+ /);
        else {
          const { accepted, stderr } = await llvmAsAsync(output, major);
          if (!accepted || stderr.includes("ignoring")) refused.push(`${probe}: ${stderr}`);
        }
      }));
      expect(refused).to.deep.equal([]);
    });
  }
});
