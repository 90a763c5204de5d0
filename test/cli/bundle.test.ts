import { createRequire } from "node:module";
import type { Script } from "node:vm";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { passes } from "../../passes/registry.js";
import { runPasses } from "../../src/api.js";
import { InputError } from "../../src/support/diagnostic.js";
import { command, kextir } from "./kextir.js";

const fixtures = fileURLToPath(new URL("../../../ir-fixtures", import.meta.url));

describe("the bundled command", () => {
  // It makes no zod schema for a pass without options, so its presets are another way's.
  for (const { name } of passes) {
    it(`runs ${name} as the sources do, with the same presets`, () => {
      const folder = join(fixtures, name);
      const files = readdirSync(folder).filter((file) => file.endsWith(".ll") && !file.endsWith(".expected.ll"));
      for (const file of files.filter((_, index) => index % Math.ceil(files.length / 4) === 0)) {
        const input = readFileSync(join(folder, file));
        const { code, text, stderr } = kextir([`--passes=${name}`, "--no-config"], { input });
        const expected = attempt(() => runPasses(input, name).output.toString());
        expect(code === 0 ? text : undefined, `${file}\n${stderr}`).to.equal(expected);
      }
    });
  }

  it("starts from V8's code cache", async () => {
    const { start } = createRequire(import.meta.url)(command) as { start(onScript: (script: Script, cache: string) => void): Promise<number> };
    let used: { readonly script: Script; readonly cache: string } | undefined;
    const { argv } = process;
    process.argv = [process.execPath, command, "/dev/null", "--passes=", "-o", "/dev/null", "-q"];
    try {
      expect(await start((script, cache) => (used = { script, cache }))).to.equal(0);
    } finally {
      process.argv = argv;
    }
    expect(existsSync(used!.cache), used!.cache).to.equal(true);
    // A cache made by another Node is refused, and everything works, only more slowly.
    expect(used!.script.cachedDataRejected).to.equal(false);
  });
});

/** What `work` gives, undefined where the input is refused. */
function attempt(work: () => string): string | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
