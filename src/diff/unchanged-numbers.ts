// Numbers that mean the same in two modules, found without reading what they stand
// for: two versions of a module mostly number alike.

import { digitsAt, type NodeList } from "./metadata-nodes.js";

/** By number 1 where one node of that number stands in each module, with the same bytes. */
export function unchangedNumbers(left: NodeList, right: NodeList): Uint8Array {
  const most = Math.max(left.numbers.reduce((a, b) => Math.max(a, b), 0), right.numbers.reduce((a, b) => Math.max(a, b), 0));
  // No compiler counts so high; what does is compared at length.
  if (most > MOST_NUMBERS) return new Uint8Array(0);
  const places = new Int32Array(most + 1).fill(ABSENT);
  const isUnchanged = new Uint8Array(most + 1);
  for (const [i, number] of right.numbers.entries()) if (number >= 0) places[number] = places[number] === ABSENT ? i : TWICE;
  const isSeen = new Uint8Array(most + 1);
  for (const [i, number] of left.numbers.entries()) {
    if (number < 0) continue;
    const other = places[number]!;
    isUnchanged[number] = other >= 0 && isSeen[number] === 0 && isSameText(left, i, right, other) ? 1 : 0;
    isSeen[number] = 1;
  }
  return isUnchanged;
}

const MOST_NUMBERS = 1 << 26;
const ABSENT = -1;
const TWICE = -2;

function isSameText(left: NodeList, i: number, right: NodeList, other: number): boolean {
  const { starts, ends } = left.module.scan;
  const index = left.indices[i]!;
  const otherIndex = right.indices[other]!;
  const { starts: otherStarts, ends: otherEnds } = right.module.scan;
  return left.module.bytes.compare(right.module.bytes, otherStarts[otherIndex]!, otherEnds[otherIndex]!, starts[index]!, ends[index]!) === 0;
}

/** Whether `bytes[start, stop)` may refer to one of `numbers`, by `!7` or `#7`. Quoted text that looks so counts as well. */
export function mayMention(bytes: Buffer, start: number, stop: number, sigil: number, numbers: ReadonlySet<number>): boolean {
  if (numbers.size === 0) return false;
  // What is searched ends where the text does: the byte may not stand in the rest of a large module.
  const text = bytes.subarray(start, stop);
  for (let at = text.indexOf(sigil); at >= 0; at = text.indexOf(sigil, at + 1)) if (numbers.has(digitsAt(text, at + 1))) return true;
  return false;
}
