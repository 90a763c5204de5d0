// Writes a call out as instructions.

import type { CallSite } from "../../src/asm/calls.js";
import { COMMA, OPEN_BRACKET } from "../../src/asm/characters.js";
import { Token } from "../../src/asm/lexer.js";
import type { Site } from "./site.js";

/** Gives an instruction (`icmp ult i32 %a, %b`) a name of its own and returns that. */
export type Named = (instruction: string) => string;

/**
 * Replaces a call by the instruction that `write` returns, which gets the call's result,
 * after those that `write` names. Names do not disturb the numbers of unnamed values.
 */
export function expandCall(site: Site, call: CallSite, write: (named: Named) => string): void {
  const before: string[] = [];
  const last = write((instruction) => {
    const name = site.newName();
    before.push(`${name} = ${instruction}\n  `);
    return name;
  });
  const start = call.result?.start ?? call.start;
  const stop = statementEnd(site, call);
  const location = /!dbg !\d+/.exec(site.text(call.stop, stop))?.[0];
  site.retract(start, stop);
  if (before.length > 0) site.insert(start, before.join(""));
  site.replace(call.start, stop, location === undefined ? last : `${last}, ${location}`);
}

/** Takes out a call that gives no result, and its line where nothing else is on it. */
export function removeCall(site: Site, call: CallSite): void {
  let { start } = call;
  const stop = statementEnd(site, call);
  while (site.bytes[start - 1] === 0x20 || site.bytes[start - 1] === 0x09) start--;
  if (site.bytes[start - 1] === 0x0a) start--;
  site.retract(start, stop);
  site.replace(start, stop, "");
}

/** The offset after the bundles and attachments of a call. */
function statementEnd(site: Site, call: CallSite): number {
  const lexer = site.lexer(call.stop);
  let end = call.stop;
  if (lexer.peek() === OPEN_BRACKET) {
    lexer.next();
    lexer.skipBracketed();
    end = lexer.stop;
  }
  while (lexer.peek() === COMMA) {
    lexer.next();
    if (lexer.next() !== Token.Metadata) break;
    const next = lexer.peek();
    lexer.next();
    if (next !== 0x21) break;
    // `!dbg !7`, `!range !{i32 0}`, `!x !DIExpression()`.
    if (lexer.at(0x21) || lexer.peek() === 0x28) {
      lexer.next();
      lexer.skipBracketed();
    }
    end = lexer.stop;
  }
  return end;
}
