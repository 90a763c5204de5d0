import { callsIn } from "../asm/calls.js";
import { COMMA, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, QUOTE, STAR } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import type { TextRange } from "../asm/clauses.js";
import { Lexer, Token } from "../asm/lexer.js";
import { PointerOrigins } from "../asm/pointer-origins.js";
import { type ValueKey, valueKey, valueKeyAt } from "../asm/value-key.js";
import { latin1 } from "../support/latin1.js";
import type { Span } from "../support/diagnostic.js";
import type { Function } from "./function.js";
import type { Module } from "./module.js";

/** What a module's calls of one function hand it. Places are in the input. */
export interface HandedConstants {
  /** How many calls there are. */
  readonly calls: number;
  /** Every global that an argument points into, with the first call that does so. */
  readonly globals: ReadonlyMap<ValueKey, Span | undefined>;
  /** Calls with a pointer that leads to no global, and is not null. */
  readonly unfollowed: readonly (Span | undefined)[];
  /** Calls with the pointer of Rust's `""`: address 1, or a struct without fields. */
  readonly empty: readonly (Span | undefined)[];
}

/** What the calls of the function `name` hand it, by itself or under its assembler name `\01_name`. */
export function constantsHandedTo(module: Module, name: string): HandedConstants {
  const isCallee = (key: ValueKey | undefined): boolean => key === name || key === `\x01_${name}`;
  const first = name.charCodeAt(0);
  const mayNameCallee = (bytes: Buffer, at: number): boolean => {
    const byte = bytes[at + 1];
    return (byte === first || byte === QUOTE) && isCallee(valueKeyAt(bytes, at));
  };
  const globals = new Map<ValueKey, Span | undefined>();
  const unfollowed: (Span | undefined)[] = [];
  const empty: (Span | undefined)[] = [];
  let calls = 0;
  for (const entity of module.entitiesIncluding("@", mayNameCallee)) {
    if (entity.kind !== EntityKind.Definition) continue;
    const { bytes, bodyStart, stop } = entity as Function;
    let origins: PointerOrigins | undefined;
    for (const call of callsIn(bytes, bodyStart, stop)) {
      if (!isCallee(call.symbol) && !names(bytes, call.callee, isCallee)) continue;
      calls++;
      origins ??= new PointerOrigins(bytes, bodyStart, stop);
      const place = entity.span(call.start, call.stop);
      for (const argument of argumentsIn(bytes, call.arguments)) {
        const found = origins.globals(argument);
        for (const key of found) if (!globals.has(key)) globals.set(key, place);
        if (isEmptyString(bytes, argument)) empty.push(place);
        else if (found.size === 0 && argument.isPointer) unfollowed.push(place);
      }
    }
  }
  return { calls, globals, unfollowed, empty };
}

/** Whether a callee that is a cast is a cast of the function. */
function names(bytes: Buffer, { start, stop }: TextRange, isCallee: (key: ValueKey | undefined) => boolean): boolean {
  const lexer = new Lexer(bytes, start, stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Global && isCallee(valueKey(bytes, lexer.start, lexer.stop))) return true;
  }
  return false;
}

interface Argument extends TextRange {
  /** Whether it is a pointer that may point somewhere. */
  readonly isPointer: boolean;
}

/** The arguments between the parentheses of `list`. */
function* argumentsIn(bytes: Buffer, list: TextRange): Generator<Argument> {
  const lexer = new Lexer(bytes, list.start + 1, list.stop - 1);
  let start = -1;
  let isPointer = false;
  while (lexer.next() !== Token.End) {
    if (lexer.at(COMMA)) {
      if (start >= 0) yield { start, stop: lexer.start, isPointer };
      start = -1;
      isPointer = false;
      continue;
    }
    if (start < 0) {
      start = lexer.start;
      isPointer = lexer.is("ptr");
    }
    if (lexer.at(STAR)) isPointer = true;
    else if (lexer.at(OPEN_PAREN) || lexer.at(OPEN_BRACKET) || lexer.at(OPEN_BRACE)) lexer.skipBracketed();
    else if (lexer.kind === Token.Word && (lexer.is("null") || lexer.is("undef") || lexer.is("poison"))) isPointer = false;
  }
  if (start >= 0) yield { start, stop: list.stop - 1, isPointer };
}

/** Whether the argument is what rustc hands over for `"".as_ptr()`. */
function isEmptyString(bytes: Buffer, { start, stop }: TextRange): boolean {
  return /\binttoptr\s*\(\s*i[0-9]+ 1 to\b|<\{\s*\}>\s*\*\s*@/.test(latin1(bytes, start, stop));
}
