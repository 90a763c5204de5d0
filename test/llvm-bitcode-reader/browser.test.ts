import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { build } from "esbuild";
import { countBitstream, readModules } from "llvm-bitcode-reader";
import { clangBitcode } from "./witnesses.js";

describe("the reader in a browser", () => {
  it("is bundled as it is, and runs where there is nothing of Node", async () => {
    const script = `
      import { countBitstream, findBitcode, readModules, walk } from "llvm-bitcode-reader";
      const [{ window }] = findBitcode(bytes);
      let records = 0;
      walk(window, { record: () => void records++ });
      const [module] = readModules(window);
      result = { records, statistics: countBitstream(window), triple: module.triple, symbols: module.globalValues.map(({ name }) => name) };`;
    const { outputFiles, warnings } = await build({
      stdin: { contents: script, resolveDir: import.meta.dirname },
      bundle: true,
      platform: "browser",
      format: "iife",
      write: false,
    });
    expect(warnings).to.deep.equal([]);
    const bitcode = clangBitcode("-O1", "-g");
    // Of all that browsers have, the language's own objects and these are there.
    const globals = { bytes: Uint8Array.from(bitcode), TextDecoder, TextEncoder, result: undefined };
    runInNewContext(outputFiles[0]!.text, globals);
    const statistics = countBitstream(bitcode);
    const records = statistics.blocks.reduce((sum, block) => sum + block.records, 0);
    expect(JSON.parse(JSON.stringify(globals.result))).to.deep.equal({
      records,
      statistics: JSON.parse(JSON.stringify(statistics)),
      triple: "x86_64-unknown-linux-gnu",
      symbols: readModules(bitcode)[0]!.globalValues.map(({ name }) => name),
    });
  });
});
