// Reports on all the bitcode of a file: a file of bitcode, an object, an archive.

import { blockName, countBitstream, type FoundBitcode, readModules } from "llvm-bitcode-reader";
import { readingBitcode } from "../../bitcode/malformed.js";
import { reportBitcodeModule } from "./bitcode-module.js";
import type { BlockReport, ModuleReport, ModulesReport } from "./module-report.js";

/**
 * What the modules are and hold that were found in a file: one report where there is one module.
 *
 * @throws InputError where the bitcode is malformed or has no module.
 */
export function reportBitcode(found: readonly FoundBitcode[]): ModuleReport | ModulesReport {
  return readingBitcode(() => {
    const modules = found.flatMap(({ window, path }) => readModules(window).map((module) => reportBitcodeModule(module, path, window.end - window.start)));
    const blocks = countBlocks(found);
    const [only] = modules;
    if (only !== undefined && modules.length === 1) return { ...only, blocks };
    return { schemaVersion: 1, kind: "modules", modules, symbols: modules.flatMap(({ symbols }) => symbols), blocks };
  });
}

function countBlocks(found: readonly FoundBitcode[]): BlockReport[] {
  const counts = new Map<number, { instances: number; records: number }>();
  for (const { window } of found) {
    for (const { blockId, instances, records } of countBitstream(window).blocks) {
      const count = counts.get(blockId) ?? { instances: 0, records: 0 };
      count.instances += instances;
      count.records += records;
      counts.set(blockId, count);
    }
  }
  return [...counts].sort(([a], [b]) => a - b).map(([blockId, count]) => ({ blockId, name: blockName(blockId) ?? null, ...count }));
}
