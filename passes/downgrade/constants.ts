// Constants, types and what globals say of themselves.

import { BLANK, CLASSES, COMMA, LESS, OPEN_PAREN } from "../../src/asm/characters.js";
import { skipConstant, skipType } from "../../src/asm/constants.js";
import { Token } from "../../src/asm/lexer.js";
import { symbolName } from "../../src/asm/names.js";
import { Function } from "../../src/ir/function.js";
import type { CodeRow } from "./row.js";
import type { Site } from "./site.js";
import { commasBetween } from "./operands.js";
import { wordEnd } from "./words.js";

export const constants: readonly CodeRow[] = [
  { construct: "splat (T v)", since: 19, instead: "<T v, T v, …>; for scalable vectors a shufflevector", words: ["splat"], rewrite: writeSplatOut },
  {
    construct: "ptrauth (…) with a deactivation symbol", since: 22, instead: "dropped where it is null, else refused", words: ["ptrauth"],
    rewrite(site) {
      if (site.to < 19) return false;
      const stop = wordEnd(site) - 1;
      const commas = commasBetween(site.bytes, { start: site.lexer().nextStart(), stop: stop + 1 });
      if (commas.length < 4) return false;
      if (site.text(commas[3]! + 1, stop).trim() !== "ptr null") site.refuse("the pointer is signed only while a symbol is not defined", site.start, stop + 1);
      else site.replace(commas[3]!, stop, "");
      return true;
    },
  },
  {
    construct: "ptrauth (…)", since: 19, instead: "refused", words: ["ptrauth"],
    rewrite(site) {
      if (site.lexer().peek() !== OPEN_PAREN) return false;
      site.refuse("the pointer is signed", site.start, wordEnd(site));
      return true;
    },
  },
  {
    // LLVM 15 crashes when the function stands further down.
    construct: "dso_local_equivalent @f", since: 16, instead: "@f where it is dso_local, else refused", words: ["dso_local_equivalent"],
    rewrite(site) {
      const lexer = site.lexer();
      lexer.next();
      const name = symbolName(site.bytes, lexer.start, lexer.stop);
      const fn = name === undefined ? undefined : site.module.symbol(name);
      if (fn !== undefined && fn.index >= 0 && fn.index < site.entity.index) return false;
      const isLocal = fn instanceof Function && fn.header()?.qualifiers.some(({ word }) => word === "dso_local" || word === "internal" || word === "private");
      if (isLocal) site.replace(site.start, lexer.start, "");
      else site.refuse(`'${lexer.text()}' stands further down and may lie in another image`);
      return true;
    },
  },
  {
    construct: 'target("…") types', since: 16, instead: "refused", words: ["target"],
    rewrite(site) {
      if (site.lexer().peek() !== OPEN_PAREN) return false;
      site.refuse(`'${site.text(site.start, wordEnd(site))}' is a type of its target`);
      return true;
    },
  },
  {
    construct: "[n x <vscale x m x T>]", since: 19, instead: "refused", words: ["vscale"],
    rewrite(site) {
      let at = site.start;
      const back = (): number => {
        while (at > site.first && CLASSES[site.bytes[at - 1]!]! & BLANK) at--;
        return site.bytes[--at]!;
      };
      if (back() !== LESS || back() !== 0x78 /* x */) return false;
      site.refuse("an array of vectors whose length the processor chooses");
      return true;
    },
  },
  {
    construct: "load atomic, store atomic of a vector", since: 22, instead: "refused", words: ["atomic"],
    rewrite(site) {
      const lexer = site.lexer();
      if (lexer.peek() === 0x76 /* volatile */) lexer.next();
      if (lexer.peek() !== LESS) return false;
      site.refuse("a vector is loaded or stored in one step");
      return true;
    },
  },
  {
    construct: "metadata on an ifunc", since: 22, instead: "dropped", words: ["ifunc"],
    rewrite(site) {
      const lexer = site.lexer();
      let comma = -1;
      while (lexer.next() !== Token.End) {
        if (lexer.at(COMMA)) comma = lexer.start;
        else if (lexer.kind === Token.Metadata && comma >= 0) break;
        else if (lexer.kind === Token.Punctuation) lexer.skipBracketed();
      }
      if (lexer.kind !== Token.Metadata) return false;
      site.replace(comma, site.last, "");
      return true;
    },
  },
  {
    construct: 'code_model "…" on a global', since: 19, instead: '"small" is dropped, others are refused', words: ["code_model"],
    rewrite(site) {
      const lexer = site.lexer();
      lexer.next();
      if (lexer.text() !== '"small"') site.refuse(`code_model ${lexer.text()} says how far away the global may lie`, site.start, lexer.stop);
      else {
        let start = site.start;
        while (CLASSES[site.bytes[start - 1]!]! & BLANK) start--;
        site.replace(site.bytes[start - 1] === COMMA ? start - 1 : start, lexer.stop, "");
      }
      return true;
    },
  },
];

function writeSplatOut(site: Site): boolean {
  const lexer = site.lexer();
  lexer.next();
  if (!lexer.at(OPEN_PAREN)) return false;
  const valueStart = lexer.stop;
  const typeStart = lexer.nextStart();
  if (!skipType(lexer)) return false;
  const element = site.text(typeStart, lexer.stop);
  if (!skipConstant(lexer)) return false;
  const value = site.text(valueStart, lexer.stop).trim();
  lexer.next();
  const { stop } = lexer;
  const vector = vectorTypeBefore(site, element);
  if (vector === undefined) {
    site.refuse(`no vector of ${element} tells how long it is`, site.start, stop);
    return true;
  }
  const { length, isScalable } = vector;
  const type = `<${isScalable ? "vscale x " : ""}${length} x ${element}>`;
  const mask = `<${isScalable ? "vscale x " : ""}${length} x i32>`;
  site.replace(site.start, stop, isScalable
    ? `shufflevector (${type} insertelement (${type} poison, ${value}, i64 0), ${type} poison, ${mask} zeroinitializer)`
    : `<${Array<string>(length).fill(value).join(", ")}>`);
  return true;
}

/**
 * The vector type that a splat is of: its own, written right before it, or that of the
 * operand before it. No instruction takes two vectors of one element type and different
 * lengths without writing the second type.
 */
function vectorTypeBefore({ bytes, first, start }: Site, element: string): { readonly length: number; readonly isScalable: boolean } | undefined {
  const needle = ` x ${element}>`;
  for (let at = bytes.lastIndexOf(needle, start, "latin1"); at >= first; at = bytes.lastIndexOf(needle, at - 1, "latin1")) {
    const match = /<(vscale x )?(\d+)$/.exec(bytes.toString("latin1", Math.max(first, at - 24), at));
    if (match !== null) return { length: Number(match[2]), isScalable: match[1] !== undefined };
    if (at === 0) break;
  }
  return undefined;
}
