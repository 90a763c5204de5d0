import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { countBitstream, formatStatistics } from "llvm-bitcode-reader";

import { assembled, clangBitcode, inFolder, MODULE, run } from "../witnesses.js";

describe("statistics of a bitstream", function () {
  this.timeout(60_000);

  it("are those of llvm-bcanalyzer, release by release", () => {
    for (const [major, bitcode] of assembled(MODULE)) expectAsAnalyzed(bitcode, major);
  });

  it("are those of llvm-bcanalyzer for what clang writes", () => {
    for (const args of [[], ["-O2", "-g"], ["-O1", "-flto=thin"], ["-O2", "-flto"], ["-Os", "-fsplit-stack"]]) expectAsAnalyzed(clangBitcode(...args), 22);
  });

  it("count what stands in the stream, by block and code", () => {
    const { bits, topLevelBlocks, blocks } = countBitstream(assembled("define void @f() {\n  ret void\n}\n").get(22)!);
    expect(bits % 32).to.equal(0);
    expect(topLevelBlocks).to.equal(3);
    const functions = blocks.find(({ blockId }) => blockId === 12);
    expect(functions).to.deep.include({ instances: 1, records: 2, abbreviatedRecords: 1 });
    expect(functions?.codes.map(({ code, instances }) => ({ code, instances }))).to.deep.equal([{ code: 1, instances: 1 }, { code: 10, instances: 1 }]);
  });
});

function expectAsAnalyzed(bitcode: Buffer, major: number): void {
  const expected = inFolder((path) => {
    writeFileSync(path("m.bc"), bitcode);
    return run(`llvm-bcanalyzer-${major}`, [path("m.bc")]).toString();
  });
  expect(withoutNewNames(formatStatistics(countBitstream(bitcode)), expected)).to.equal(expected.slice(expected.indexOf("\n") + 1));
}

/** Names that llvm-bcanalyzer does not know are taken out. */
function withoutNewNames(ours: string, theirs: string): string {
  const theirLines = theirs.slice(theirs.indexOf("\n") + 1).split("\n");
  return ours.split("\n").map((line, index) => withoutNewName(line, theirLines[index] ?? "")).join("\n");
}

function withoutNewName(ours: string, theirs: string): string {
  const unknown = /UnknownCode\d+$/.exec(theirs);
  if (unknown !== null) return ours.replace(/\S+$/, unknown[0]);
  return /Block ID #\d+:$/.test(theirs) ? ours.replace(/ \(\w+\):$/, ":") : ours;
}
