// Tries every rustc with every clang and rewrites docs/versions.md. Read the diff before committing it.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentPath } from "./support/documents.js";
import { type Cell, type CellResult, installedRustcs, VersionMatrix } from "./support/version-matrix.js";
import { allCells, versionPage } from "./support/version-page.js";

const folder = mkdtempSync(join(tmpdir(), "kextir-versions-"));
try {
  const rustcs = installedRustcs();
  const matrix = new VersionMatrix(folder);
  const results = new Map<Cell, CellResult>();
  for (const cell of allCells(rustcs)) {
    const result = matrix.run(cell);
    results.set(cell, result);
    const { rustc, triple, setting, clang } = cell;
    console.log(`${rustc.name} ${triple} ${setting} clang ${clang}: ${result.failed === undefined ? "✓" : `${result.failed.check}: ${result.failed.reason}`}`);
  }
  writeFileSync(documentPath("versions"), versionPage(rustcs, results));
} finally {
  rmSync(folder, { recursive: true });
}
