// Guesses from a text which LLVM wrote it: newer releases write words that older
// ones do not know. Source: one-construct modules fed to the parsers of LLVM 13, 14,
// 15, 16, 19 and 22; "19" stands for somewhere in 17 to 19, "22" for 20 to 22.

import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Module } from "../ir/module.js";

export interface Dialect {
  /** What pointers point to is written (`i8*`, up to LLVM 14), or not (`ptr`). */
  readonly pointers: "typed" | "opaque" | "both" | "none";
  /** The LLVM release that is needed at least to read it; null where nothing tells. */
  readonly atLeast: number | null;
  /** The words that tell. */
  readonly because: readonly string[];
}

const SINCE: ReadonlyMap<string, number> = new Map([
  ["captures", 22], ["dead_on_return", 22], ["samesign", 22], ["nocreateundeforpoison", 22], ["ptrtoaddr", 22], ["noext", 22], ["errnomem", 22],
  ["range", 19], ["initializes", 19], ["nofpclass", 19], ["dead_on_unwind", 19], ["writable", 19], ["nneg", 19], ["disjoint", 19], ["splat", 19],
  ["memory", 16], ["allockind", 15], ["allocptr", 15], ["allocalign", 15], ["ptr", 15],
]);

/** How many words are shown. */
const SHOWN = 4;

export function guessDialect(module: Module): Dialect {
  const seen = new Set<string>();
  let isTyped = false;
  for (const kind of [EntityKind.Declaration, EntityKind.Definition, EntityKind.GlobalValue, EntityKind.AttributeGroup, EntityKind.Type]) {
    for (const entity of module.entities(kind)) {
      const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
      for (let token; (token = lexer.next()) !== Token.End; ) {
        if (token === Token.DebugRecord) seen.add("#dbg");
        else if (token === Token.Punctuation) isTyped ||= lexer.at(STAR);
        else if (token === Token.Word && lexer.stop - lexer.start <= LONGEST) {
          const word = lexer.text();
          if (SINCE.has(word)) seen.add(word);
        }
      }
    }
  }
  const since = [...seen].map((word) => ({ word, release: SINCE.get(word) ?? 19 }));
  const atLeast = since.reduce<number | null>((most, { release }) => Math.max(most ?? 0, release), null);
  const isOpaque = seen.has("ptr");
  return {
    pointers: isTyped ? (isOpaque ? "both" : "typed") : isOpaque ? "opaque" : "none",
    atLeast,
    because: since.filter(({ release }) => release === atLeast).map(({ word }) => word).slice(0, SHOWN),
  };
}

const STAR = 0x2a;
const LONGEST = Math.max(...[...SINCE.keys()].map((word) => word.length));
