import type { Entity } from "../../src/ir/entity.js";
import type { Module } from "../../src/ir/module.js";
import { attributeTexts } from "./attributes.js";
import { metadata } from "./metadata.js";
import type { Tally, TextRow } from "./row.js";

/** Rewrites metadata and strings for LLVM `to`; returns how often which row applied. */
export function downgradeTexts(module: Module, to: number): Tally {
  const tally: Tally = new Map();
  const found = new Map<string, readonly Entity[]>();
  const hasDebugInfo = module.includes("!DI");
  for (const row of [...metadata, ...attributeTexts]) {
    if (row.since <= to || (row.isDebugInfo && !hasDebugInfo)) continue;
    for (const entity of including(module, row, found)) {
      const edits = row.rewrite(entity);
      if (edits.length === 0) continue;
      entity.edit(edits);
      tally.set(row, (tally.get(row) ?? 0) + edits.length);
    }
  }
  return tally;
}

/** Several rows share a needle; it is searched for once. */
function including(module: Module, { needle, counts }: TextRow, found: Map<string, readonly Entity[]>): readonly Entity[] {
  if (counts !== undefined) return module.entitiesIncluding(needle, counts);
  let entities = found.get(needle);
  if (entities === undefined) found.set(needle, (entities = module.entitiesIncluding(needle)));
  return entities;
}
