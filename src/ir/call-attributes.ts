// Gives calls attributes, through the groups that they share with each other and
// with functions.

import { type Attribute, type AttributeItem, printAttribute } from "../asm/attributes.js";
import { type CallSite, callsIn } from "../asm/calls.js";
import { newGroup } from "./attribute-change.js";
import type { AttributeGroup } from "./attribute-group.js";
import { insertion } from "./attribute-list.js";
import type { TextEdit } from "./edited-text.js";
import type { Function } from "./function.js";
import type { Module } from "./module.js";

/** What one call is to gain. */
interface Wish {
  /** The first group that the call refers to. */
  readonly group: AttributeItem | undefined;
  /** Where a reference goes when there is none. */
  readonly end: number;
  readonly missing: readonly Attribute[];
}

/**
 * Gives the calls for which `choose` is true those of `attributes` that they lack,
 * whatever the values of those they have. A group that only such calls refer to is
 * changed in place; where functions or other calls share it, the calls get a copy.
 * Returns how many calls changed.
 */
export function addCallAttributes(module: Module, attributes: readonly Attribute[], choose: (call: CallSite) => boolean): number {
  const shared = groupsOfSymbols(module);
  const wishes = new Map<Function, Wish[]>();
  /** For each group, what calls that refer to it first want to add, by its text. */
  const wishesOf = new Map<number, Map<string, readonly Attribute[]>>();
  let changed = 0;
  for (const fn of module.definitions()) {
    const list: Wish[] = [];
    for (const call of callsIn(fn.bytes, fn.bodyStart, fn.stop)) {
      const groups = call.attributes.filter(({ group }) => group !== undefined);
      const missing = choose(call) ? attributes.filter(({ key }) => !hasAttribute(module, call.attributes, key)) : [];
      // Who wants no change of a group has a share in it, and so has who wants to add to another.
      for (const { group } of missing.length === 0 ? groups : groups.slice(1)) shared.add(group!);
      if (missing.length === 0) continue;
      const [group] = groups;
      list.push({ group, end: call.attributesEnd, missing });
      if (group === undefined) continue;
      const additions = wishesOf.get(group.group!) ?? new Map<string, readonly Attribute[]>();
      wishesOf.set(group.group!, additions.set(missing.map(printAttribute).join(" "), missing));
    }
    if (list.length > 0) wishes.set(fn, list);
    changed += list.length;
  }

  const inPlace = new Set<number>();
  for (const [number, additions] of wishesOf) {
    const group = module.attributeGroup(number);
    if (additions.size > 1 || shared.has(number) || group === undefined) continue;
    for (const missing of additions.values()) group.change(missing);
    inPlace.add(number);
  }
  const copies = new Map<string, AttributeGroup>();
  for (const [fn, list] of wishes) {
    const edits: TextEdit[] = [];
    for (const { group, end, missing } of list) {
      if (group !== undefined && inPlace.has(group.group!)) continue;
      const present = group === undefined ? [] : (module.attributeGroup(group.group!)?.attributes ?? []);
      const copy = newGroup(module, [...present, ...missing], copies);
      if (group === undefined) edits.push(insertion(fn.bytes, end, `#${copy.number}`));
      else edits.push({ start: group.start, stop: group.stop, text: `#${copy.number}` });
    }
    fn.edit(edits);
  }
  return changed;
}

function hasAttribute(module: Module, items: readonly AttributeItem[], key: string): boolean {
  return items.some((item) => (item.group === undefined ? item.key === key : module.attributeGroup(item.group)?.get(key) !== undefined));
}

/** The groups that functions and globals refer to. */
function groupsOfSymbols(module: Module): Set<number> {
  const groups = new Set<number>();
  for (const fn of module.functions()) for (const group of fn.groups()) groups.add(group);
  for (const global of module.globals()) {
    if (!global.includes("#")) continue;
    for (const { group } of global.header()?.attributes ?? []) if (group !== undefined) groups.add(group);
  }
  return groups;
}
