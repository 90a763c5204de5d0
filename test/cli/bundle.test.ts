import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Script } from "node:vm";
import { expect } from "chai";
import { passes } from "../../passes/registry.js";
import { runPasses } from "../../src/api.js";
import { InputError } from "../../src/support/diagnostic.js";
import { command, kextir } from "./kextir.js";

const fixtures = fileURLToPath(new URL("../../../ir-fixtures", import.meta.url));
const warmUp = fileURLToPath(new URL("../../../src/bundling/warm-up", import.meta.url));

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

  it("starts each command from V8's code caches, with no more chunks than it takes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kextir-bundle-"));
    try {
      const filtering = await chunksOf(`${warmUp}.ll`, "-o", "/dev/null", "-q", "--no-config");
      expect([...filtering.keys()].map(withoutHash)).to.deep.equal(["start.cjs", "filter.cjs"]);
      const linking = await chunksOf("link", `${warmUp}.o`, "-o", join(folder, "linked"));
      expect([...linking.keys()].map(withoutHash)).to.include("link.cjs").and.not.include("filter.cjs");
      for (const [name, script] of [...filtering, ...linking]) expect(script.cachedDataRejected, `${name}'s cache`).to.equal(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("works without caches, and with those that V8 refuses, which another Node would have made", () => {
    const folder = mkdtempSync(join(tmpdir(), "kextir-bundle-"));
    try {
      cpSync(join(dirname(command), "chunks"), join(folder, "chunks"), { recursive: true });
      copyFileSync(command, join(folder, "kextir.cjs"));
      const caches = join(folder, "chunks", `${process.version}-${process.arch}`);
      const linked = (): Buffer => {
        const { status, stderr } = spawnSync(process.execPath, [join(folder, "kextir.cjs"), "link", `${warmUp}.o`, "-o", join(folder, "linked")]);
        expect(status, String(stderr)).to.equal(0);
        return readFileSync(join(folder, "linked"));
      };
      const expected = linked();
      for (const name of readdirSync(caches)) writeFileSync(join(caches, name), "no cache");
      expect(linked().equals(expected)).to.equal(true);
      rmSync(caches, { recursive: true });
      expect(linked().equals(expected)).to.equal(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is warmed up by an object that is what warm-up.s says", () => {
    const { status, stdout, stderr } = spawnSync("clang-22", ["-target", "x86_64-apple-macosx10.15", "-c", `${warmUp}.s`, "-o", "-"]);
    expect(status, String(stderr)).to.equal(0);
    expect(stdout.equals(readFileSync(`${warmUp}.o`)), "assemble it again, as its first lines say").to.equal(true);
  });
});

/** The chunks that a command line loads, by name, in order. */
async function chunksOf(...args: readonly string[]): Promise<Map<string, Script>> {
  const chunks = new Map<string, Script>();
  const { load } = createRequire(import.meta.url)(command) as { load(onScript: (name: string, script: Script) => void): (args: readonly string[]) => Promise<number> };
  expect(await load((name, script) => chunks.set(name, script))(args)).to.equal(0);
  return chunks;
}

function withoutHash(chunk: string): string {
  return chunk.replace(/-[A-Z0-9]{8}(?=\.cjs$)/, "");
}

/** What `work` gives, undefined where the input is refused. */
function attempt(work: () => string): string | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
