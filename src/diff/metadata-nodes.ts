// The metadata nodes of a module as numbers in arrays: a module of 100 MB has more
// than a million of them.

import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Module } from "../ir/module.js";

/** Some nodes, in their order: where they are in the scan, and the numbers they have. */
export interface NodeList {
  readonly module: Module;
  readonly indices: Int32Array;
  readonly numbers: Int32Array;
}

/** What nodes say. */
export interface NodeContents {
  /** For each node a number, equal for equal text, references apart. */
  readonly texts: Int32Array;
  /** What node `i` refers to is `references[offsets[i], offsets[i + 1])`: places in the list, or below 0 what is not in it. */
  readonly offsets: Int32Array;
  readonly references: Int32Array;
}

export function listNodes(module: Module): NodeList {
  const { count, kinds, starts } = module.scan;
  let size = 0;
  for (let index = 0; index < count; index++) if (kinds[index] === EntityKind.MetadataNode) size++;
  const indices = new Int32Array(size);
  const numbers = new Int32Array(size);
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (kinds[index] !== EntityKind.MetadataNode) continue;
    indices[at] = index;
    numbers[at++] = digitsAt(module.bytes, starts[index]! + 1);
  }
  return { module, indices, numbers };
}

/** Reads what nodes say; `known` numbers texts, for both modules alike. A reference to a node that is not listed is `-2 - number`. */
export function readContents({ module, indices, numbers }: NodeList, known: Map<string, number>): NodeContents {
  const { bytes, scan } = module;
  const places = new Map<number, number>();
  for (let i = numbers.length - 1; i >= 0; i--) places.set(numbers[i]!, i);
  const texts = new Int32Array(indices.length);
  const offsets = new Int32Array(indices.length + 1);
  let references = new Int32Array(indices.length * 4 + 16);
  let size = 0;
  for (const [i, index] of indices.entries()) {
    const lexer = new Lexer(bytes, scan.starts[index]!, scan.ends[index]!);
    lexer.next();
    let text = "";
    while (lexer.next() !== Token.End) {
      const word = lexer.text();
      if (lexer.kind !== Token.Metadata || !/^!\d+$/.test(word)) text += `${word} `;
      else {
        text += "! ";
        const number = Number(word.slice(1));
        if (size === references.length) references = wider(references);
        references[size++] = places.get(number) ?? -2 - number;
      }
    }
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = known.size));
    texts[i] = value;
    offsets[i + 1] = size;
  }
  return { texts, offsets, references };
}

function wider(array: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(array.length * 2);
  copy.set(array);
  return copy;
}

/** The number that is written at `at`; -1 where none is, or none that fits. */
export function digitsAt(bytes: Buffer, at: number): number {
  let number = -1;
  for (let byte = bytes[at]!; byte >= 0x30 && byte <= 0x39; byte = bytes[++at]!) {
    number = (number < 0 ? 0 : number * 10) + byte - 0x30;
    if (number > 0x7fff_fff0) return -1;
  }
  return number;
}
