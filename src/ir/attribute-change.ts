// Gives functions attributes, or takes them away, through the groups that they
// share: a group is changed in place where everybody who has a say in it agrees,
// and copied for those who differ where not.

import { type Attribute, type AttributeItem, printAttribute, sameAttribute } from "../asm/attributes.js";
import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { removal } from "./attribute-list.js";
import type { TextEdit } from "./edited-text.js";
import type { AttributeGroup } from "./attribute-group.js";
import type { Function } from "./function.js";
import type { Module } from "./module.js";

/** What one function is to gain and lose. */
export interface AttributeChange {
  readonly set: readonly Attribute[];
  readonly remove?: readonly string[];
}

/**
 * Applies to every function the change that `choose` returns for it; undefined
 * means that the function has no wish, and a group may change under it if it is a
 * declaration, not if it is a definition. Call sites never have a say: an
 * attribute that binds the code generator is idle on them. Returns how many
 * functions changed.
 */
export function changeFunctionAttributes(
  module: Module,
  choose: (fn: Function) => AttributeChange | undefined,
): number {
  const wishes = new Map<Function, AttributeChange>();
  const usersOf = new Map<number, Function[]>();
  const pending = new PendingChanges(module);
  let changed = 0;
  for (const fn of module.functions()) {
    const change = choose(fn);
    if (change === undefined && !fn.isDefinition) continue; // it has no say
    const items = fn.attributeItems();
    const wish = change === undefined ? NOTHING : pending.of(items, change);
    if (!isIdle(wish)) changed++;
    wishes.set(fn, wish);
    for (const { group } of items) {
      if (group === undefined) continue;
      const users = usersOf.get(group);
      if (users === undefined) usersOf.set(group, [fn]);
      else if (users.at(-1) !== fn) users.push(fn);
    }
  }
  if (changed === 0) return 0;

  const copies = new Map<string, AttributeGroup>();
  for (const [number, users] of usersOf) changeGroup(module, number, users, wishes, copies);
  for (const [fn, wish] of wishes) {
    if (isIdle(wish)) continue;
    const items = fn.attributeItems();
    if (items.length === 0) fn.changeGroup(undefined, groupOf(module, wish.set, copies)?.number);
    else if (items.some((item) => item.group === undefined)) {
      const hasGroup = items.some((item) => item.group !== undefined);
      const set = hasGroup ? wish.set.filter((attribute) => items.some((item) => item.key === attribute.key)) : wish.set;
      fn.changeInlineAttributes(set, wish.remove ?? []);
    }
  }
  return changed;
}

const NOTHING: AttributeChange = { set: [] };

/** Works out what of a change is not fulfilled yet, once for all functions that refer to the same groups alone. */
class PendingChanges {
  readonly #module: Module;
  readonly #known = new Map<AttributeChange, Map<string, AttributeChange>>();

  constructor(module: Module) {
    this.#module = module;
  }

  of(items: readonly AttributeItem[], change: AttributeChange): AttributeChange {
    if (items.some((item) => item.group === undefined)) return this.#pending(items, change);
    let byGroups = this.#known.get(change);
    if (byGroups === undefined) this.#known.set(change, (byGroups = new Map()));
    const groups = items.length === 1 ? String(items[0]!.group) : items.map((item) => item.group).join();
    let wish = byGroups.get(groups);
    if (wish === undefined) byGroups.set(groups, (wish = this.#pending(items, change)));
    return wish;
  }

  #pending(items: readonly AttributeItem[], { set, remove = [] }: AttributeChange): AttributeChange {
    const written: readonly Attribute[] = items.flatMap((item): readonly Attribute[] =>
      item.group === undefined ? [item] : (this.#module.attributeGroup(item.group)?.attributes ?? []),
    );
    // An attribute counts as there only when it is so everywhere it is written.
    const isFulfilled = (attribute: Attribute): boolean => {
      const same = written.filter(({ key }) => key === attribute.key);
      return same.length > 0 && same.every((item) => sameAttribute(item, attribute));
    };
    return {
      set: set.filter((attribute) => !isFulfilled(attribute)),
      remove: remove.filter((key) => written.some((item) => item.key === key)),
    };
  }
}

function isIdle(change: AttributeChange): boolean {
  return change.set.length === 0 && (change.remove ?? []).length === 0;
}

/** Functions that want the same of a group. */
interface Party {
  readonly change: AttributeChange;
  readonly members: Function[];
}

function changeGroup(
  module: Module,
  number: number,
  users: readonly Function[],
  wishes: ReadonlyMap<Function, AttributeChange>,
  copies: Map<string, AttributeGroup>,
): void {
  const group = module.attributeGroup(number);
  const parties = new Map<string, Party>();
  // Wishes are shared objects, so a function that has this group alone joins its party by identity.
  const partyOf = new Map<AttributeChange, Party>();
  for (const fn of users) {
    const wish = wishes.get(fn) ?? NOTHING;
    const isAlone = fn.attributeItems().length === 1;
    let party = isAlone ? partyOf.get(wish) : undefined;
    if (party === undefined) {
      const change = share(fn, number, group, wish);
      const key = describe(change);
      party = parties.get(key);
      if (party === undefined) parties.set(key, (party = { change, members: [] }));
      if (isAlone) partyOf.set(wish, party);
    }
    party.members.push(fn);
  }
  if (parties.size === 0 || (parties.size === 1 && parties.has(""))) return;

  // Who wants no change keeps the group; otherwise the largest party does.
  const sorted = [...parties.values()].sort((a, b) => b.members.length - a.members.length);
  const keeper = parties.get("") ?? sorted[0]!;
  for (const party of sorted) {
    if (party === keeper) continue;
    const copy = groupOf(module, applied(group?.attributes ?? [], party.change), copies);
    for (const fn of party.members) fn.changeGroup(number, copy?.number);
  }
  if (isIdle(keeper.change)) return;
  if (group !== undefined) {
    group.change(keeper.change.set, keeper.change.remove);
    if (group.attributes.length === 0) removeGroup(module, group);
  } else if (keeper.change.set.length > 0) {
    const copy = groupOf(module, keeper.change.set, copies);
    for (const fn of keeper.members) fn.changeGroup(number, copy?.number);
  }
}

/** What of a function's wish group `number` has to fulfil: additions fall to the first group on the header. */
function share(fn: Function, number: number, group: AttributeGroup | undefined, wish: AttributeChange): AttributeChange {
  const items = fn.attributeItems();
  const isFirst = items.find((item) => item.group !== undefined)?.group === number;
  return {
    set: wish.set.filter((attribute) => {
      if (group?.get(attribute.key) !== undefined) return true;
      return isFirst && !items.some((item) => item.group === undefined && item.key === attribute.key);
    }),
    remove: (wish.remove ?? []).filter((key) => group?.get(key) !== undefined),
  };
}

function describe({ set, remove = [] }: AttributeChange): string {
  return [...set.map((attribute) => `+${printAttribute(attribute)}`), ...remove.map((key) => `-${key}`)].join("\n");
}

/** `attributes` with the change applied. */
function applied(attributes: readonly Attribute[], { set, remove = [] }: AttributeChange): Attribute[] {
  const gone = new Set([...remove, ...set.map((attribute) => attribute.key)]);
  return [...attributes.filter((attribute) => !gone.has(attribute.key)), ...set];
}

function groupOf(module: Module, attributes: readonly Attribute[], copies: Map<string, AttributeGroup>): AttributeGroup | undefined {
  return attributes.length === 0 ? undefined : newGroup(module, attributes, copies);
}

/** A group with just these attributes: one of `copies`, or a new one. Enum attributes come first, as LLVM prints them. */
export function newGroup(module: Module, attributes: readonly Attribute[], copies: Map<string, AttributeGroup>): AttributeGroup {
  const enums = attributes.filter((attribute) => !attribute.quoted);
  const strings = attributes.filter((attribute) => attribute.quoted);
  const text = [...enums, ...strings].map(printAttribute).join(" ");
  let group = copies.get(text);
  if (group === undefined) copies.set(text, (group = module.addAttributeGroup(text)));
  return group;
}

/**
 * Takes a group out, with every reference to it in headers and bodies. For a
 * group left empty: no parser accepts one that is written empty. Earlier
 * definitions of its number go with it, since without the last they would count.
 */
export function removeGroup(module: Module, group: AttributeGroup): void {
  const { number } = group;
  if (module.attributeGroup(number) !== group) {
    group.remove(); // a later definition counts, and so do the references
    return;
  }
  for (const other of module.attributeGroups()) if (other.number === number) other.remove();
  for (const entity of module.entitiesIncluding(`#${number}`)) {
    if (entity.kind === EntityKind.AttributeGroup) continue;
    const edits: TextEdit[] = [];
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind === Token.Group && lexer.is(`#${number}`)) edits.push(removal(entity.bytes, lexer));
    }
    entity.edit(edits);
  }
}
