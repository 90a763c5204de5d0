// Module flags: `!llvm.module.flags = !{!0, !1}` and the nodes it lists,
// `!0 = !{i32 behavior, !"key", value}`. There may be several such lists; they add up.

import { BANG, CLOSE_BRACE, COMMA, DIGIT, CLASSES } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { decodeEscapes, decodeQuoted, encodeQuoted } from "../asm/names.js";
import type { TextEdit } from "./edited-text.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";

/** A flag apart from its place: a behavior of LangRef's Module Flags Metadata, a key, an i32. */
export interface ModuleFlag {
  readonly behavior: number;
  readonly key: string;
  readonly value: number;
}

/** A flag with any value. */
export interface ModuleFlagText {
  readonly behavior: number;
  readonly key: string;
  /** With its type: `i32 2`, `!{!"…"}`. */
  readonly value: string;
}

/** A flag as it is written. */
interface WrittenFlag {
  readonly number: number;
  readonly node: Entity;
  readonly behavior: string;
  readonly key: string;
  /** The value's text, with its type. */
  readonly value: string;
  /** From the behavior to before the closing brace; offsets into the node's bytes. */
  readonly start: number;
  readonly stop: number;
}

/** What the list `list` refers to, in its order. */
interface ListItem {
  readonly number: number;
  readonly start: number;
  readonly stop: number;
}

const REQUIRE = "3";

/** All flags of the module. */
export function moduleFlagTexts(module: Module): ModuleFlagText[] {
  return writtenFlags(module).map(({ behavior, key, value }) => ({ behavior: Number(behavior), key, value }));
}

/** The flags of the module that are an i32. */
export function moduleFlags(module: Module): ModuleFlag[] {
  return writtenFlags(module).flatMap(({ behavior, key, value }) => {
    const number = /^i32\s+(-?[0-9]+)$/.exec(value)?.[1];
    return number === undefined ? [] : [{ behavior: Number(behavior), key, value: Number(number) }];
  });
}

/**
 * Takes the flags `keys` out of every list, and their nodes out of the module
 * where nothing else refers to them. A flag that another one requires stays.
 * Returns the keys that were removed.
 */
export function removeModuleFlags(module: Module, keys: readonly string[]): string[] {
  const flags = writtenFlags(module);
  const required = new Set(flags.filter(({ behavior }) => behavior === REQUIRE).map((flag) => requiredKey(module, flag)));
  const leaving = flags.filter(({ key }) => keys.includes(key) && !required.has(key));
  if (leaving.length === 0) return [];

  const numbers = new Set(leaving.map(({ number }) => number));
  for (const list of flagLists(module)) removeFromList(list, numbers);
  const mentioned = mentionedNumbers(module, numbers);
  for (const { number, node } of leaving) if (!mentioned.has(number)) node.remove();
  return leaving.map(({ key }) => key);
}

/** Gives the module that flag, in place of one of the same key; returns whether that changed anything. */
export function setModuleFlag(module: Module, { behavior, key, value }: ModuleFlag): boolean {
  const text = `i32 ${behavior}, !"${encodeQuoted(key)}", i32 ${value}`;
  const flags = writtenFlags(module);
  const present = flags.find((flag) => flag.key === key);
  if (present !== undefined) {
    if (present.behavior === String(behavior) && new RegExp(`^i32\\s+${value}$`).test(present.value)) return false;
    present.node.edit([{ start: present.start, stop: present.stop, text }]);
    return true;
  }

  const number = module.unusedMetadataNumber();
  const list = flagLists(module).at(-1);
  if (list === undefined) {
    const named = module.insertAfter(lastBeforeNodes(module), EntityKind.NamedMetadata, `!llvm.module.flags = !{!${number}}`);
    module.insertAfter(named, EntityKind.MetadataNode, `!${number} = !{${text}}`);
    return true;
  }
  const { items, close } = readList(list);
  list.edit([{ start: items.at(-1)?.stop ?? close, stop: items.at(-1)?.stop ?? close, text: `${items.length === 0 ? "" : ", "}!${number}` }]);
  module.insertAfter(flags.at(-1)?.node ?? list, EntityKind.MetadataNode, `!${number} = !{${text}}`);
  return true;
}

function flagLists(module: Module): Entity[] {
  return [...module.entities(EntityKind.NamedMetadata)].filter((entity) => {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    lexer.next();
    return decodeEscapes(lexer.text()) === "!llvm.module.flags";
  });
}

function writtenFlags(module: Module): WrittenFlag[] {
  return flagLists(module).flatMap((list) =>
    readList(list).items.flatMap(({ number }) => {
      const node = module.metadataNode(number);
      const flag = node === undefined ? undefined : readFlag(number, node);
      return flag === undefined ? [] : [flag];
    }),
  );
}

/** Reads `!0 = !{i32 7, !"key", value}`; undefined when the node has another shape. */
function readFlag(number: number, node: Entity): WrittenFlag | undefined {
  const { bytes } = node;
  const lexer = new Lexer(bytes, node.start, node.stop);
  while (lexer.next() !== Token.End && !(lexer.kind === Token.Word && lexer.is("i32")));
  const { start } = lexer;
  lexer.next();
  const behavior = lexer.text();
  lexer.next();
  if (!lexer.at(COMMA) || lexer.next() !== Token.MetadataString) return undefined;
  const key = decodeQuoted(bytes, lexer.start + 2, lexer.stop - 1);
  lexer.next();
  if (!lexer.at(COMMA)) return undefined;
  const valueStart = lexer.nextStart();
  let stop = valueStart;
  for (let depth = 0; lexer.next() !== Token.End; stop = lexer.stop) {
    if (lexer.kind !== Token.Punctuation) continue;
    const text = lexer.text();
    if (text === "{" || text === "[") depth++;
    else if ((text === "}" || text === "]") && depth-- === 0) break;
  }
  return { number, node, behavior, key, value: bytes.toString("latin1", valueStart, stop), start, stop };
}

/** The key that a flag of behavior Require demands: its value is, or refers to, a node `!{!"key", value}`. */
function requiredKey(module: Module, { value }: WrittenFlag): string | undefined {
  const reference = /^!([0-9]+)$/.exec(value)?.[1];
  const text = reference === undefined ? value : (module.metadataNode(Number(reference))?.text() ?? "");
  const quoted = /!"([^"]*)"/.exec(text)?.[1];
  return quoted === undefined ? undefined : decodeEscapes(quoted);
}

function readList(list: Entity): { items: ListItem[]; close: number } {
  const lexer = new Lexer(list.bytes, list.start, list.stop);
  const items: ListItem[] = [];
  lexer.next();
  while (lexer.next() !== Token.End && !lexer.at(CLOSE_BRACE)) {
    if (lexer.kind !== Token.Metadata) continue;
    items.push({ number: Number(lexer.text().slice(1)), start: lexer.start, stop: lexer.stop });
  }
  return { items, close: lexer.start };
}

function removeFromList(list: Entity, numbers: ReadonlySet<number>): void {
  const { items } = readList(list);
  const isLeaving = items.map(({ number }) => numbers.has(number));
  if (!isLeaving.includes(true)) return;
  if (!isLeaving.includes(false)) {
    list.remove();
    return;
  }
  const firstKept = isLeaving.indexOf(false);
  const edits: TextEdit[] = [];
  for (const [index, { start, stop }] of items.entries()) {
    if (!isLeaving[index]) continue;
    // A comma goes along: the one before, but before the first that stays the one after.
    if (index < firstKept) edits.push({ start, stop: items[index + 1]!.start, text: "" });
    else edits.push({ start: items[index - 1]!.stop, stop, text: "" });
  }
  list.edit(edits);
}

/**
 * Which of `numbers` are still mentioned, as `!7`, outside the nodes that they
 * number. Comments and strings count: a node too many does no harm.
 */
function mentionedNumbers(module: Module, numbers: ReadonlySet<number>): Set<number> {
  const found = new Set<number>();
  const edited = [...module.changedEntities()];
  const skipped = edited.filter(({ index }) => index >= 0).map(({ index }) => index).sort((a, b) => a - b);
  let from = 0;
  for (const index of skipped) {
    findNumbers(module.bytes, from, module.scan.starts[index]!, numbers, found);
    from = module.scan.ends[index]!;
  }
  findNumbers(module.bytes, from, module.bytes.length, numbers, found);
  for (const entity of edited) if (!entity.isRemoved) findNumbers(entity.bytes, entity.start, entity.stop, numbers, found);
  return found;
}

function findNumbers(bytes: Buffer, start: number, stop: number, numbers: ReadonlySet<number>, found: Set<number>): void {
  for (let at = bytes.indexOf(BANG, start); at >= 0 && at < stop; at = bytes.indexOf(BANG, at + 1)) {
    let number = 0;
    let end = at + 1;
    for (; end < stop && CLASSES[bytes[end]!]! & DIGIT; end++) number = number * 10 + bytes[end]! - 0x30;
    if (end > at + 1 && numbers.has(number) && !isDefinition(bytes, end, stop)) found.add(number);
  }
}

/** Whether a number is followed by `=`: the node itself. */
function isDefinition(bytes: Buffer, at: number, stop: number): boolean {
  const lexer = new Lexer(bytes, at, stop);
  lexer.next();
  return lexer.is("=");
}

/** Where a named list goes when the module has none: after other lists, or after attribute groups, new ones included. */
function lastBeforeNodes(module: Module): Entity | undefined {
  const { count, kinds } = module.scan;
  let index = count - 1;
  while (index >= 0 && AFTER_LISTS.has(kinds[index] as EntityKind)) index--;
  if (index < 0) return undefined;
  const last = module.entity(index);
  const group = [...module.attributeGroups()].at(-1);
  return group !== undefined && group.index < 0 && last.kind !== EntityKind.NamedMetadata ? group : last;
}

const AFTER_LISTS: ReadonlySet<EntityKind> = new Set([EntityKind.MetadataNode, EntityKind.Summary, EntityKind.UseListOrder]);
