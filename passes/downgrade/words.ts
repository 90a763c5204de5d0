// Rows that most words need: left out, or refused.

import { OPEN_PAREN } from "../../src/asm/characters.js";
import type { CodeRow } from "./row.js";
import type { Site } from "./site.js";

/** Words that only promise or permit something: without them code means the same, or allows more than it did. */
export function dropped(since: number, construct: string, ...words: readonly string[]): CodeRow {
  return { construct, since, instead: "dropped", words: words.length > 0 ? words : [construct], rewrite: dropWord };
}

/** Words whose meaning nothing older has. */
export function refused(since: number, construct: string, reason: string, ...words: readonly string[]): CodeRow {
  return {
    construct, since, instead: `refused: ${reason}`, words: words.length > 0 ? words : [construct],
    rewrite(site) {
      site.refuse(`'${site.text(site.start, site.stop)}': ${reason}`);
      return true;
    },
  };
}

/** Takes the word out, with its parentheses. */
function dropWord(site: Site): boolean {
  site.drop(site.start, wordEnd(site));
  return true;
}

/** The offset after the word and the parentheses that belong to it. */
export function wordEnd(site: Site): number {
  const lexer = site.lexer();
  if (lexer.peek() !== OPEN_PAREN) return site.stop;
  lexer.next();
  lexer.skipBracketed();
  return lexer.stop;
}
