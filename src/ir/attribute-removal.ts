// Takes attributes out everywhere they are written.

import type { Attribute } from "../asm/attributes.js";
import { callsIn } from "../asm/calls.js";
import { removeGroup } from "./attribute-change.js";
import { removal } from "./attribute-list.js";
import type { TextEdit } from "./edited-text.js";
import { Function } from "./function.js";
import type { Module } from "./module.js";

/**
 * Removes `attributes`, whatever their values, from groups, from headers of
 * functions and from calls. Groups left empty go, with the references to them.
 * Returns for each key how often it was written.
 */
export function removeAttributes(module: Module, attributes: readonly Attribute[]): Map<string, number> {
  const removed = new Map<string, number>();
  const keys = attributes.map(({ key }) => key);
  const count = (key: string): void => void removed.set(key, (removed.get(key) ?? 0) + 1);

  for (const group of module.attributeGroups()) {
    const found = group.attributes.filter(({ key }) => keys.includes(key));
    if (found.length === 0) continue;
    for (const { key } of found) count(key);
    group.change([], keys);
    if (group.attributes.length === 0) removeGroup(module, group);
  }

  const needles = attributes.map(({ key, quoted }) => (quoted ? `"${key}"` : key));
  for (const fn of functionsIncluding(module, needles)) {
    for (const { key, group } of fn.attributeItems()) if (group === undefined && keys.includes(key)) count(key);
    fn.changeInlineAttributes([], keys);
    if (!fn.isDefinition) continue;
    const edits: TextEdit[] = [];
    for (const call of callsIn(fn.bytes, fn.bodyStart, fn.stop)) {
      for (const item of call.attributes) {
        if (item.group !== undefined || !keys.includes(item.key)) continue;
        count(item.key);
        edits.push(removal(fn.bytes, item));
      }
    }
    fn.edit(edits);
  }
  return removed;
}

function functionsIncluding(module: Module, needles: readonly string[]): Set<Function> {
  const found = new Set<Function>();
  for (const needle of needles) {
    for (const entity of module.entitiesIncluding(needle)) if (entity instanceof Function) found.add(entity);
  }
  return found;
}
