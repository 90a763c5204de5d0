// Which of the lines that went and came are one line changed.

import { alignLines } from "../align-lines.js";
import { compareWords, type WordPiece } from "../words.js";

/**
 * A line that went, one that came, or one that is both: then its pieces say what of it; or one whose
 * words are the same and refer to what changed. Without line ends, one character a byte.
 */
export type ChangedLine =
  | { readonly kind: "removed"; readonly text: string }
  | { readonly kind: "added"; readonly text: string }
  | { readonly kind: "referring"; readonly text: string }
  | { readonly kind: "changed"; readonly pieces: readonly WordPiece[] };

/** Lines in the order in which both texts have them. */
export function* pairLines(before: readonly Buffer[], after: readonly Buffer[]): Generator<ChangedLine> {
  const isMixed = new Set([...before, ...after].map(endsInReturn)).size > 1;
  const strip = (line: Buffer): string => line.toString("latin1").replace(isMixed ? /\n$/ : /\r?\n$/, "");
  const old = before.map(strip);
  const now = after.map(strip);
  let a = 0;
  let b = 0;
  for (const [atA, atB] of [...likelyPairs(old, now), [old.length, now.length] as const]) {
    for (; a < atA; a++) yield { kind: "removed", text: old[a]! };
    for (; b < atB; b++) yield { kind: "added", text: now[b]! };
    if (a < old.length) yield* changed(old[a]!, now[b]!);
    a++;
    b++;
  }
}

/** Lines that begin alike belong together, and so do those between where there are as many before as after. */
function likelyPairs(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const numbers = new Map<string, number>();
  const number = (line: string): number => {
    const beginning = line.trimStart().split(/\s+/, 2).join(" ");
    const known = numbers.get(beginning) ?? numbers.size;
    numbers.set(beginning, known);
    return known;
  };
  const pairs: (readonly [number, number])[] = [];
  let a = 0;
  let b = 0;
  for (const [atA, atB] of [...alignLines(Uint32Array.from(old, number), Uint32Array.from(now, number)), [old.length, now.length] as const]) {
    if (atA - a === atB - b) for (; a < atA; a++, b++) pairs.push([a, b]);
    if (atA < old.length) pairs.push([atA, atB]);
    a = atA + 1;
    b = atB + 1;
  }
  return pairs;
}

/** One line changed where enough of it stayed, else one that went and one that came. */
function* changed(old: string, now: string): Generator<ChangedLine> {
  if (old === now) return yield { kind: "referring", text: old };
  const words = compareWords(Buffer.from(old, "latin1"), Buffer.from(now, "latin1"));
  const pieces = words.flatMap(narrowed(words));
  const kept = pieces.reduce((sum, { sign, text }) => sum + (sign === " " ? text.trim().length : 0), 0);
  if (kept * LEAST_KEPT >= Math.min(old.trim().length, now.trim().length)) yield { kind: "changed", pieces };
  else yield* [{ kind: "removed", text: old } as const, { kind: "added", text: now } as const];
}

const LEAST_KEPT = 3;

/** Of a string that another takes the place of, only the middle is marked. */
function narrowed(pieces: readonly WordPiece[]): (piece: WordPiece, at: number) => WordPiece[] {
  return (piece, at) => {
    const next = pieces[at + 1];
    const last = pieces[at - 1];
    if (piece.sign === "-" && next?.sign === "+" && isString(piece.text) && isString(next.text)) {
      const { head, tail } = common(piece.text, next.text);
      const parts: WordPiece[] = [{ sign: " ", text: piece.text.slice(0, head) }, { sign: "-", text: piece.text.slice(head, piece.text.length - tail) }];
      parts.push({ sign: "+", text: next.text.slice(head, next.text.length - tail) }, { sign: " ", text: piece.text.slice(piece.text.length - tail) });
      return parts.filter(({ text }) => text !== "");
    }
    return piece.sign === "+" && last?.sign === "-" && isString(piece.text) && isString(last.text) ? [] : [piece];
  };
}

function isString(text: string): boolean {
  return /^\s*c?"[^"]*"$/.test(text);
}

function common(a: string, b: string): { readonly head: number; readonly tail: number } {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  // An escape, `\0A`, is not cut; nor is a character of several bytes.
  while (head > 0 && /\\[\dA-Fa-f]?$/.test(a.slice(Math.max(0, head - 2), head))) head--;
  while (tail > 0 && /\\[\dA-Fa-f]?$/.test(a.slice(Math.max(0, a.length - tail - 2), a.length - tail))) tail--;
  while (head > 0 && /[\x80-\xff]/.test(a[head - 1]!)) head--;
  while (tail > 0 && /[\x80-\xff]/.test(a.at(-tail)!)) tail--;
  return { head, tail };
}

function endsInReturn(line: Buffer): boolean {
  return line.length > 1 && line[line.length - 2] === 0x0d && line[line.length - 1] === 0x0a;
}
