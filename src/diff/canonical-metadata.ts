// Tells which metadata nodes of two modules are the same ones, whatever their
// numbers. Nodes are alike when their text is alike and what they refer to is, and
// so on to some depth; the deepest likeness is trusted first. So a node that changed
// stays the same node, and nothing that refers to it counts as changed.

import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Module } from "../ir/module.js";

/** A node of a module. */
export interface MetadataNode {
  readonly number: number;
  readonly start: number;
  readonly stop: number;
}

/** The nodes of two modules, matched. */
export interface MetadataMatch {
  /** Nodes that are the same one and differ in their text or in what they refer to. */
  readonly changed: readonly (readonly [before: MetadataNode, after: MetadataNode])[];
  readonly removed: readonly MetadataNode[];
  readonly added: readonly MetadataNode[];
  /** What stands for a node's number: the same in both modules for nodes that are the same. */
  readonly idBefore: (number: number) => string;
  readonly idAfter: (number: number) => string;
}

export function matchMetadata(before: Module, after: Module): MetadataMatch {
  const left = readNodes(before);
  const right = readNodes(after);
  const levels = likeness(left, right);
  const partner = new Int32Array(left.nodes.length).fill(-1);
  const isTaken = new Uint8Array(right.nodes.length);
  const match = (keysA: ArrayLike<number | string>, keysB: ArrayLike<number | string>): void => {
    const waiting = new Map<number | string, number[]>();
    for (let i = isTaken.length - 1; i >= 0; i--) {
      if (isTaken[i]! || keysB[i] === "") continue;
      const list = waiting.get(keysB[i]!);
      if (list === undefined) waiting.set(keysB[i]!, [i]);
      else list.push(i);
    }
    if (waiting.size === 0) return;
    for (let i = 0; i < partner.length; i++) {
      if (partner[i]! >= 0) continue;
      const other = waiting.get(keysA[i]!)?.pop();
      if (other === undefined) continue;
      partner[i] = other;
      isTaken[other] = 1;
    }
  };
  for (const [a, b] of levels.toReversed()) match(a, b);
  match(left.nodes.map((node) => titleOf(before, node)), right.nodes.map((node) => titleOf(after, node)));

  const idsBefore = new Map<number, string>();
  const idsAfter = new Map<number, string>();
  const changed: [MetadataNode, MetadataNode][] = [];
  const isSame = (i: number, other: number): boolean => {
    const references = right.references[other]!;
    return left.texts[i] === right.texts[other] && left.references[i]!.every((node, at) => (node < 0 ? -1 : partner[node]) === references[at]);
  };
  for (const [i, node] of left.nodes.entries()) {
    const other = right.nodes[partner[i]!];
    idsBefore.set(node.number, other === undefined ? `-${i}` : String(i));
    if (other === undefined) continue;
    idsAfter.set(other.number, String(i));
    if (!isSame(i, partner[i]!)) changed.push([node, other]);
  }
  for (const [i, node] of right.nodes.entries()) if (!isTaken[i]) idsAfter.set(node.number, `+${i}`);
  return {
    changed,
    removed: left.nodes.filter((_, i) => partner[i]! < 0),
    added: right.nodes.filter((_, i) => !isTaken[i]),
    idBefore: (number) => idsBefore.get(number) ?? "?",
    idAfter: (number) => idsAfter.get(number) ?? "?",
  };
}

interface Nodes {
  readonly nodes: readonly MetadataNode[];
  /** Each node's text without the numbers in it. */
  readonly texts: readonly string[];
  /** The nodes it refers to, by their place in `nodes`; -1 for one that is not there. */
  readonly references: readonly Int32Array[];
}

function readNodes(module: Module): Nodes {
  const { scan, bytes } = module;
  const nodes: MetadataNode[] = [];
  const texts: string[] = [];
  const numbers: number[][] = [];
  for (let index = 0; index < scan.count; index++) {
    if (scan.kinds[index] !== EntityKind.MetadataNode) continue;
    const start = scan.starts[index]!;
    const stop = scan.ends[index]!;
    const lexer = new Lexer(bytes, start, stop);
    lexer.next();
    nodes.push({ number: Number(lexer.text().slice(1)), start, stop });
    let text = "";
    const referred: number[] = [];
    while (lexer.next() !== Token.End) {
      const number = lexer.kind === Token.Metadata ? nodeNumber(lexer.text()) : undefined;
      if (number === undefined) text += `${lexer.text()} `;
      else {
        text += "! ";
        referred.push(number);
      }
    }
    texts.push(text);
    numbers.push(referred);
  }
  const places = new Map(nodes.map(({ number }, place) => [number, place]));
  return { nodes, texts, references: numbers.map((list) => Int32Array.from(list, (number) => places.get(number) ?? -1)) };
}

/** The number in `!7`; undefined for `!DILocation` and `!llvm.ident`. */
export function nodeNumber(text: string): number | undefined {
  return /^!\d+$/.test(text) ? Number(text.slice(1)) : undefined;
}

// As far as likeness is looked into; debug info is about as deep.
const MOST_LEVELS = 8;

/** For each depth, a number for each node, the same for nodes that are alike to that depth. */
function likeness(left: Nodes, right: Nodes): [Uint32Array, Uint32Array][] {
  const first = new Map<string, number>();
  const levels: [Uint32Array, Uint32Array][] = [[number(left.texts, first), number(right.texts, first)]];
  let classes = first.size;
  while (levels.length < MOST_LEVELS) {
    const [a, b] = levels.at(-1)!;
    const next = new Map<string, number>();
    levels.push([number(deeper(left, a), next), number(deeper(right, b), next)]);
    if (next.size === classes) break;
    classes = next.size;
  }
  return levels;
}

function number(keys: Iterable<string>, known: Map<string, number>): Uint32Array {
  return Uint32Array.from(keys, (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = known.size));
    return value;
  });
}

function* deeper({ references }: Nodes, level: Uint32Array): Generator<string> {
  for (const [place, list] of references.entries()) {
    let key = String(level[place]);
    for (const other of list) key += ` ${other < 0 ? "?" : level[other]}`;
    yield key;
  }
}

/** Kind and name of a node, by which it is known although its text changed; empty where it has none. */
function titleOf({ bytes }: Module, { start, stop }: MetadataNode): string {
  const text = bytes.toString("latin1", start, Math.min(stop, start + 400));
  const kind = /^!\d+\s*=\s*(?:distinct\s+)?(!\w+)\(/.exec(text)?.[1];
  // A module flag is known by the name in it.
  if (kind === undefined) return /^!\d+\s*=\s*!\{i32 \d+, (!"[^"]*"),/.exec(text)?.[1] ?? "";
  const name = /\b(?:linkageName|name|filename):\s*("[^"]*")/.exec(text)?.[1];
  return `${kind} ${name ?? ""}`;
}
