import type { Entity } from "../../src/ir/entity.js";
import type { Module } from "../../src/ir/module.js";
import { metadata } from "./metadata.js";
import type { MetadataRow } from "./row.js";

/** Rewrites metadata for LLVM `to`; returns how often which row applied. */
export function downgradeMetadata(module: Module, to: number): Map<MetadataRow, number> {
  const tally = new Map<MetadataRow, number>();
  const found = new Map<string, readonly Entity[]>();
  const hasDebugInfo = module.includes("!DI");
  for (const row of metadata) {
    if (row.since <= to || (row.isDebugInfo && !hasDebugInfo)) continue;
    const entities = found.get(row.needle) ?? module.entitiesIncluding(row.needle);
    found.set(row.needle, entities);
    for (const entity of entities) {
      const edits = row.rewrite(entity);
      if (edits.length === 0) continue;
      entity.edit(edits);
      tally.set(row, (tally.get(row) ?? 0) + edits.length);
    }
  }
  return tally;
}
