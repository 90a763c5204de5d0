// Which words differ between two pieces of IR. Words are the lexer's tokens; what
// stands between tokens, blanks and comments, is words too, so nothing is left out.

import { Lexer, Token } from "../asm/lexer.js";
import { alignLines } from "./align-lines.js";

/** Text that both have, or that only the one before or the one after has; one character a byte. */
export interface WordPiece {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** Pieces in order: without those of `+` they are `before`, without those of `-` they are `after`. */
export function compareWords(before: Buffer, after: Buffer): WordPiece[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  const numbers = new Map<string, number>();
  const number = (word: string): number => {
    const known = numbers.get(word) ?? numbers.size;
    numbers.set(word, known);
    return known;
  };
  const pieces: WordPiece[] = [];
  let a = 0;
  let b = 0;
  for (const [atA, atB] of [...alignLines(Uint32Array.from(old, number), Uint32Array.from(now, number)), [old.length, now.length] as const]) {
    pushChange(pieces, old.slice(a, atA).join(""), now.slice(b, atB).join(""));
    if (atA < old.length) push(pieces, " ", old[atA]!);
    a = atA + 1;
    b = atB + 1;
  }
  return pieces;
}

/** The text as words, each with the blanks before it; a line end is a word, and so is `"key"="value"`. */
function wordsOf(bytes: Buffer): string[] {
  const words: string[] = [];
  const lexer = new Lexer(bytes);
  let blanks = "";
  for (let at = 0; ; at = lexer.stop) {
    const kind = lexer.next();
    for (const word of bytes.toString("latin1", at, lexer.start).match(BETWEEN_TOKENS) ?? []) {
      if (/\S$|\n$/.test(word)) words.push(word);
      else blanks = word;
    }
    if (kind === Token.End) break;
    const word = lexer.text();
    const isValue = blanks === "" && at === lexer.start && kind === Token.String && /^\s*"[^]*"$/.test(words.at(-2) ?? "") && words.at(-1) === "=";
    if (isValue) words.splice(-2, 2, `${words.at(-2)}=${word}`);
    else words.push(blanks + word);
    blanks = "";
  }
  if (blanks !== "") words.push(blanks);
  return words;
}

// A comment's word, a line end, or the blanks that a token is to follow.
const BETWEEN_TOKENS = /[^\S\n]*(?:\n|\S+)|[^\S\n]+/g;

/** Blanks that the old and the new text begin with are no change. */
function pushChange(pieces: WordPiece[], old: string, now: string): void {
  let same = 0;
  while (same < old.length && old[same] === now[same] && /[^\S\n]/.test(old[same]!)) same++;
  push(pieces, " ", old.slice(0, same));
  push(pieces, "-", old.slice(same));
  push(pieces, "+", now.slice(same));
}

function push(pieces: WordPiece[], sign: WordPiece["sign"], text: string): void {
  const last = pieces.at(-1);
  if (text === "") return;
  if (last?.sign === sign) pieces[pieces.length - 1] = { sign, text: last.text + text };
  else pieces.push({ sign, text });
}
