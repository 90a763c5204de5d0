// Flags of instructions, and instructions themselves.

import { OPEN_BRACE, OPEN_PAREN, PERCENT } from "../../src/asm/characters.js";
import { Token } from "../../src/asm/lexer.js";
import type { CodeRow } from "./row.js";
import type { Site } from "./site.js";
import { dropped, refused } from "./words.js";

const FAST_MATH = ["fast", "nnan", "ninf", "nsz", "arcp", "contract", "afn", "reassoc"];

export const instructions: readonly CodeRow[] = [
  {
    construct: "getelementptr nuw, nusw, inrange(a, b)", since: 19, instead: "dropped; inbounds stays", words: ["getelementptr"],
    rewrite: (site) => dropFollowing(site, ["inbounds", "nuw", "nusw", "inrange"], ["nuw", "nusw", "inrange"]),
  },
  {
    construct: "trunc nuw, nsw", since: 19, instead: "dropped", words: ["trunc"],
    rewrite: (site) => dropFollowing(site, ["nuw", "nsw"], ["nuw", "nsw"]),
  },
  dropped(19, "or disjoint", "disjoint"),
  dropped(19, "zext nneg, uitofp nneg", "nneg"),
  dropped(22, "icmp samesign", "samesign"),
  {
    construct: "fast-math flags on fptrunc, fpext", since: 22, instead: "dropped", words: ["fptrunc", "fpext"],
    rewrite: (site) => dropFollowing(site, FAST_MATH, FAST_MATH),
  },
  {
    construct: "fast-math flags on what returns a struct", since: 22, instead: "dropped", words: FAST_MATH,
    rewrite(site) {
      const lexer = site.lexer();
      while (lexer.next() === Token.Word && FAST_MATH.includes(lexer.text()));
      // After `phi`, `select` and `call` alike the type is next; conventions and attributes may stand before it.
      if (!lexer.at(OPEN_BRACE) && site.bytes[lexer.start] !== PERCENT) return false;
      site.drop(site.start, site.stop);
      return true;
    },
  },
  {
    construct: "ptrtoaddr", since: 22, instead: "ptrtoint", words: ["ptrtoaddr"],
    rewrite(site) {
      site.replace(site.start, site.stop, "ptrtoint");
      return true;
    },
  },
  refused(22, "atomicrmw usub_cond, usub_sat, fmaximum, fminimum", "no older operation does this in one step", "usub_cond", "usub_sat", "fmaximum", "fminimum"),
  refused(16, "atomicrmw uinc_wrap, udec_wrap", "no older operation does this in one step", "uinc_wrap", "udec_wrap"),
];

/** Of the words after the site's, all among `known`, takes out those among `leaving`. */
function dropFollowing(site: Site, known: readonly string[], leaving: readonly string[]): boolean {
  const lexer = site.lexer();
  let found = false;
  while (lexer.next() === Token.Word) {
    const word = lexer.text();
    if (!known.includes(word)) break;
    const { start } = lexer;
    let { stop } = lexer;
    if (word === "inrange" && lexer.peek() === OPEN_PAREN) {
      lexer.next();
      lexer.skipBracketed();
      stop = lexer.stop;
    }
    if (!leaving.includes(word)) continue;
    site.drop(start, stop);
    found = true;
  }
  return found;
}
