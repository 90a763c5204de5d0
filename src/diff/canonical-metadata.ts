// Tells which metadata nodes of two modules are the same ones, whatever their
// numbers. Nodes are alike when their text is alike and what they refer to is, and
// so on to some depth; the deepest likeness is trusted first. So a node that changed
// stays the same node, and nothing that refers to it counts as changed.

import { BANG } from "../asm/characters.js";
import type { Module } from "../ir/module.js";
import { listNodes, type NodeContents, type NodeList, readContents } from "./metadata-nodes.js";
import { mayMention, unchangedNumbers } from "./unchanged-numbers.js";

/** The nodes of two modules, matched; nodes are given by where they are in their module's scan. */
export interface MetadataMatch {
  /** Nodes that are the same one and differ in their text or in what they refer to. */
  readonly changed: readonly (readonly [before: number, after: number])[];
  readonly removed: Int32Array;
  readonly added: Int32Array;
  /** What stands for a node's number: the same in both modules for nodes that are the same. */
  readonly idBefore: (number: number) => string;
  readonly idAfter: (number: number) => string;
  /** Numbers that are not of the same node in both. */
  readonly renumbered: ReadonlySet<number>;
}

export function matchMetadata(before: Module, after: Module): MetadataMatch {
  const left = listNodes(before);
  const right = listNodes(after);
  const isUnchanged = unchangedNumbers(left, right);
  const others = matchNodes(without(left, isUnchanged), without(right, isUnchanged));
  // A node with the same bytes is the same only if what it refers to is.
  return isAnyMentioned(left, isUnchanged, others.renumbered) ? matchNodes(left, right) : others;
}

function without({ module, indices, numbers }: NodeList, isUnchanged: Uint8Array): NodeList {
  const isOther = (number: number | undefined): boolean => isUnchanged[number!] !== 1;
  return { module, indices: indices.filter((_, i) => isOther(numbers[i])), numbers: numbers.filter(isOther) };
}

function isAnyMentioned({ module, indices, numbers }: NodeList, isUnchanged: Uint8Array, renumbered: ReadonlySet<number>): boolean {
  if (renumbered.size === 0) return false;
  const { starts, ends } = module.scan;
  return indices.some((index, i) => isUnchanged[numbers[i]!] === 1 && mayMention(module.bytes, starts[index]!, ends[index]!, BANG, renumbered));
}

/** Matches nodes; those that are not listed count as the same by their numbers. */
function matchNodes(left: NodeList, right: NodeList): MetadataMatch {
  const known = new Map<string, number>();
  const contents = [readContents(left, known), readContents(right, known)] as const;
  const { partner, isTaken } = findPartners(left, right, contents);

  const idsBefore = new Map<number, string>();
  const idsAfter = new Map<number, string>();
  const renumbered = new Set<number>();
  const changed: [number, number][] = [];
  for (const [i, number] of left.numbers.entries()) {
    const other = partner[i]!;
    idsBefore.set(number, other < 0 ? `-${i}` : `${i}`);
    if (other < 0 || right.numbers[other] !== number) renumbered.add(number);
    if (other < 0) continue;
    idsAfter.set(right.numbers[other]!, `${i}`);
    if (right.numbers[other] !== number) renumbered.add(right.numbers[other]!);
    if (!isSame(contents, i, other, partner)) changed.push([left.indices[i]!, right.indices[other]!]);
  }
  for (const [i, number] of right.numbers.entries()) {
    if (isTaken[i]) continue;
    idsAfter.set(number, `+${i}`);
    renumbered.add(number);
  }
  return {
    changed,
    removed: left.indices.filter((_, i) => partner[i]! < 0),
    added: right.indices.filter((_, i) => !isTaken[i]),
    idBefore: (number) => idsBefore.get(number) ?? `=${number}`,
    idAfter: (number) => idsAfter.get(number) ?? `=${number}`,
    renumbered,
  };
}

type Both = readonly [left: NodeContents, right: NodeContents];

function isSame([left, right]: Both, i: number, other: number, partner: Int32Array): boolean {
  const start = left.offsets[i]!;
  const otherStart = right.offsets[other]!;
  if (left.texts[i] !== right.texts[other]) return false;
  for (let at = left.offsets[i + 1]! - start - 1; at >= 0; at--) {
    const node = left.references[start + at]!;
    if ((node < 0 ? node : partner[node]) !== right.references[otherStart + at]) return false;
  }
  return true;
}

/** For each node of the one its partner in the other, or -1; and whether those are taken. */
function findPartners(left: NodeList, right: NodeList, contents: Both): { readonly partner: Int32Array; readonly isTaken: Uint8Array } {
  const partner = new Int32Array(left.numbers.length).fill(-1);
  const isTaken = new Uint8Array(right.numbers.length);
  const next = new Int32Array(right.numbers.length);
  /** Pairs nodes of one class, in their order; classes are numbers from 0, or below 0 for none. */
  const match = (classesA: Int32Array, classesB: Int32Array, count: number): void => {
    const first = new Int32Array(count).fill(-1);
    for (let i = isTaken.length - 1; i >= 0; i--) {
      if (isTaken[i]! || classesB[i]! < 0) continue;
      next[i] = first[classesB[i]!]!;
      first[classesB[i]!] = i;
    }
    for (let i = 0; i < partner.length; i++) {
      if (partner[i]! >= 0 || classesA[i]! < 0) continue;
      const other = first[classesA[i]!]!;
      if (other < 0) continue;
      first[classesA[i]!] = next[other]!;
      partner[i] = other;
      isTaken[other] = 1;
    }
  };
  for (const { classes, count } of likeness(contents).reverse()) match(...classes, count);
  for (const label of [titleOf, numberAndKind]) {
    const labels = new Map<string, number>([["", -1]]);
    match(classesOf(labelsOf(left, label, (i) => partner[i]! < 0), labels), classesOf(labelsOf(right, label, (i) => !isTaken[i]), labels), labels.size);
  }
  return { partner, isTaken };
}

/** Classes of nodes that are alike, for both modules, and their number. */
interface Likeness {
  readonly classes: readonly [Int32Array, Int32Array];
  readonly count: number;
}

// As far as likeness is looked into; debug info is about as deep.
const MOST_LEVELS = 8;

/** For each depth, the nodes that are alike to that depth. */
function likeness([left, right]: Both): Likeness[] {
  const levels: Likeness[] = [{ classes: [left.texts, right.texts], count: left.texts.length + right.texts.length }];
  for (let classes = 0; levels.length < MOST_LEVELS; ) {
    const [a, b] = levels.at(-1)!.classes;
    const known = new Map<number, number>();
    levels.push({ classes: [classesOf(deeper(left, a), known), classesOf(deeper(right, b), known)], count: known.size });
    if (known.size === classes) break;
    classes = known.size;
  }
  return levels;
}

function classesOf<Key>(keys: ArrayLike<Key>, known: Map<Key, number>): Int32Array {
  return Int32Array.from(keys, (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = known.size));
    return value;
  });
}

/** For each node a hash of its class and the classes of what it refers to. Nodes that share one by chance are compared in the end. */
function deeper({ offsets, references }: NodeContents, classes: Int32Array): Float64Array {
  const keys = new Float64Array(classes.length);
  for (let i = 0; i < keys.length; i++) {
    let low = Math.imul(classes[i]! + 1, 0x9e37_79b1);
    let high = Math.imul(classes[i]! ^ 0x5bd1_e995, 0x27d4_eb2f);
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      const node = references[at]!;
      const value = node < 0 ? node : classes[node]!;
      low = Math.imul(low ^ value, 0x85eb_ca6b);
      low ^= low >>> 15;
      high = Math.imul(high ^ (high >>> 13), 0xc2b2_ae35) + Math.imul(value, 0x9e37_79b1);
    }
    keys[i] = (low >>> 0) * 0x20_0000 + ((high ^ (high >>> 11)) & 0x1f_ffff);
  }
  return keys;
}

function labelsOf({ module, indices }: NodeList, label: (module: Module, index: number) => string, isWanted: (i: number) => boolean): string[] {
  return Array.from(indices, (index, i) => (isWanted(i) ? label(module, index) : ""));
}

/** What a node that has no name, and is like no other, may still be known by. */
function numberAndKind({ bytes, scan }: Module, index: number): string {
  const start = scan.starts[index]!;
  return /^!\d+\s*=\s*(?:distinct\s+)?!\w*/.exec(bytes.toString("latin1", start, Math.min(scan.ends[index]!, start + 100)))?.[0] ?? "";
}

/** Kind and name of a node, by which it is known although its text changed; empty where it has none. */
function titleOf({ bytes, scan }: Module, index: number): string {
  const start = scan.starts[index]!;
  const text = bytes.toString("latin1", start, Math.min(scan.ends[index]!, start + 400));
  const kind = /^!\d+\s*=\s*(?:distinct\s+)?(!\w+)\(/.exec(text)?.[1];
  // A module flag is known by the name in it.
  if (kind === undefined) return /^!\d+\s*=\s*!\{i32 \d+, (!"[^"]*"),/.exec(text)?.[1] ?? "";
  const name = /\b(?:linkageName|name|filename):\s*("[^"]*")/.exec(text)?.[1];
  return `${kind} ${name ?? ""}`;
}
