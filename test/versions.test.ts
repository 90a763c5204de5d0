// docs/versions.md holds what it says: some of its cells are tried again.

import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentPath } from "./support/documents.js";
import { type Cell, clangVersion, hasCore, installedRustcs, VersionMatrix } from "./support/version-matrix.js";
import { claimOf } from "./support/version-page.js";

const [LINUX, DARWIN] = ["x86_64-unknown-linux-gnu", "x86_64-apple-darwin"] as const;

/** One for each way in which eras differ: typed pointers, i128, debug info, debug records, attributes and intrinsics. */
const CELLS: readonly [rustc: RegExp, Omit<Cell, "rustc">][] = [
  [/^rustc 1\.63\./, { triple: LINUX, setting: "-O0", clang: 22 }],
  [/^rustc 1\.63\./, { triple: LINUX, setting: "-O2 -g", clang: 19 }],
  [/^rustc 1\.9\d\.\d$/, { triple: LINUX, setting: "-O2 -g", clang: 15 }],
  [/^rustc 1\.9\d\.\d$/, { triple: LINUX, setting: "LTO", clang: 16 }],
  [/^rustc 1\.9\d\.\d$/, { triple: DARWIN, setting: "LTO", clang: 19 }],
];

describe("docs/versions.md", () => {
  const page = readFileSync(documentPath("versions"), "utf8");
  const folder = mkdtempSync(join(tmpdir(), "kextir-versions-"));
  const matrix = new VersionMatrix(folder);
  const rustcs = installedRustcs();
  after(() => rmSync(folder, { recursive: true }));

  for (const [name, rest] of CELLS) {
    it(`${name.source} for ${rest.triple} at ${rest.setting} with clang ${rest.clang}`, function () {
      const rustc = rustcs.find((compiler) => name.test(compiler.name));
      if (rustc === undefined || clangVersion(rest.clang) === undefined || !hasCore(rustc, rest.triple)) return this.skip();
      const cell = { rustc, ...rest };
      const { failed } = matrix.run(cell);
      expect(failed, JSON.stringify(failed)).to.equal(undefined);
      expect(claimOf(page, cell)).to.equal("✓");
    });
  }
});
