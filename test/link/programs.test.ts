// What a linked program computes is what it computes when it is compiled for this machine.

import { expect } from "chai";
import { KMOD_INFO, linked, run, Workshop } from "./build.js";
import { randomProgram } from "./random-program.js";

const LEVELS = ["-O0", "-O2", "-Os", "-O1", "-O3"] as const;
/** Both compilations mean the same by overflow and by pointers. */
const SEMANTICS = ["-w", "-fcommon", "-fwrapv", "-fno-strict-aliasing"] as const;

describe("programs of many files", () => {
  const shop = new Workshop();
  after(() => shop.close());

  for (const seed of [1, 2, 3]) {
    it(`compute the same when they are linked into a kext, from objects and from an archive (${seed})`, () => {
      const sources = randomProgram(seed, 2 + seed, 4);
      const natives = sources.map((source, index) => shop.write(`native${index}.c`, Buffer.from(source)));
      const main = shop.write("main.c", Buffer.from("int printf(const char *, ...); long run(void); int main(void) { printf(\"_run returned %ld\\n\", run()); }"));
      run("clang-22", [...SEMANTICS, "-O1", ...natives, main, "-o", shop.path("native")]);
      const expected = run(shop.path("native"), []);

      const objects = sources.map((source, index) => shop.compile(`part${index}.o`, source, ...SEMANTICS, LEVELS[(seed + index) % LEVELS.length]!, ...(index === 1 ? ["-g"] : [])));
      const info = shop.assemble("info.o", KMOD_INFO);
      expect(shop.load(linked([info, ...objects]), "_run")).to.include(expected);
      const archive = shop.archive(`parts${seed}.a`, "darwin", objects.slice(0, -1));
      expect(shop.load(linked([archive, info, objects.at(-1)!], { deadStrip: true, exports: ["_run"] }), "_run")).to.include(expected);
    });
  }
});
