// Where an entity's text names types whose layout matters, and what for.

import { BANG, CLOSE_PAREN, COMMA, LESS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "../../asm/characters.js";
import type { TextRange } from "../../asm/clauses.js";
import { skipConstant, skipTypedConstant } from "../../asm/constants.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { parseType, type Type } from "../../asm/types.js";

/**
 * `address`: only offsets and sizes are taken from it, as in `getelementptr` and `alloca`;
 * `memory`: values of it are loaded or stored; `value`: values of it are passed around.
 */
export type Role = "address" | "memory" | "value";

export interface TypeUse {
  readonly role: Role;
  readonly type: Type;
  readonly range: TextRange;
  /** Where an alignment goes that is not written, and is therefore the type's. */
  readonly unaligned?: { readonly at: number; readonly what: "variable" | "access" | "byval" };
  /** The elements that `getelementptr`, `extractvalue` or `insertvalue` goes to, step by step. */
  readonly indices?: readonly TextRange[];
}

/** The uses in `bytes[start, stop)`, each outermost type once; `isType` tells of a `%name` whether a type of interest has it. */
export function* typeUses(bytes: Buffer, start: number, stop: number, isType: (name: string) => boolean): Generator<TypeUse> {
  const lexer = new Lexer(bytes, start, stop);
  for (let parameterStart = start; lexer.next() !== Token.End; ) {
    if (lexer.at(COMMA) || lexer.at(OPEN_PAREN)) parameterStart = lexer.start;
    let use: TypeUse | undefined;
    if (lexer.kind === Token.Word) use = wordUse(lexer, parameterStart);
    else if (lexer.at(OPEN_BRACE) || lexer.at(OPEN_BRACKET) || lexer.at(LESS)) use = typeAt(lexer, "value");
    else if (lexer.kind === Token.Local && isType(lexer.text())) use = typeAt(lexer, "value");
    else if (lexer.at(BANG) && lexer.peek() === OPEN_BRACE) {
      lexer.next();
      continue;
    }
    if (use === undefined) continue;
    yield use;
    // What follows the type is looked at as well: other types are in it.
    lexer.position = use.range.stop;
  }
}

/** The type at the current token; without one undefined, and `lexer` stays where it is. */
function typeAt(lexer: Lexer, role: Role): TypeUse | undefined {
  const { start, stop } = lexer;
  const ahead = new Lexer(lexer.bytes, start, lexer.end);
  ahead.next();
  const type = parseType(ahead);
  if (type === undefined) {
    lexer.position = stop;
    return undefined;
  }
  return { role, type, range: { start, stop: ahead.stop } };
}

const TYPE_ATTRIBUTES: ReadonlySet<string> = new Set(["byval", "sret", "byref", "inalloca", "preallocated", "elementtype"]);

function wordUse(lexer: Lexer, parameterStart: number): TypeUse | undefined {
  const word = lexer.text();
  const ahead = new Lexer(lexer.bytes, lexer.stop, lexer.end);
  switch (word) {
    case "getelementptr": return elementPointer(ahead);
    case "extractvalue": case "insertvalue": {
      const use = typeAfter(ahead, "value", []);
      if (use === undefined || !skipConstant(ahead)) return use;
      if (word === "extractvalue") return { ...use, indices: numbersAfter(ahead) };
      ahead.next();
      return ahead.at(COMMA) && skipTypedConstant(ahead) ? { ...use, indices: numbersAfter(ahead) } : use;
    }
    case "alloca": {
      const use = typeAfter(ahead, "address", ["inalloca", "swifterror"]);
      if (use === undefined) return undefined;
      if (ahead.peek() === COMMA) {
        const behindComma = new Lexer(ahead.bytes, ahead.position, ahead.end);
        behindComma.next();
        behindComma.next();
        if (behindComma.kind === Token.Word && /^i[0-9]/.test(behindComma.text()) && skipConstant(behindComma)) takeOver(ahead, behindComma);
      }
      return { ...use, ...missingAlignment(ahead, "variable") };
    }
    case "load": {
      const use = typeAfter(ahead, "memory", ["atomic", "volatile"]);
      if (use === undefined) return undefined;
      ahead.next();
      return ahead.at(COMMA) && skipTypedConstant(ahead) ? { ...use, ...missingAlignment(ahead, "access") } : use;
    }
    case "store": {
      const use = typeAfter(ahead, "memory", ["atomic", "volatile"]);
      if (use === undefined || !skipConstant(ahead)) return use;
      ahead.next();
      return ahead.at(COMMA) && skipTypedConstant(ahead) ? { ...use, ...missingAlignment(ahead, "access") } : use;
    }
    default: {
      if (!TYPE_ATTRIBUTES.has(word) || ahead.peek() !== OPEN_PAREN) return undefined;
      ahead.next();
      ahead.next();
      const use = typeAt(ahead, "address");
      if (use === undefined || word !== "byval") return use;
      const parameter = lexer.bytes.toString("latin1", parameterStart, parameterEnd(lexer));
      return / align[ (]/.test(parameter) ? use : { ...use, unaligned: { at: lexer.bytes.indexOf(CLOSE_PAREN, use.range.stop) + 1, what: "byval" } };
    }
  }
}

/** The type that follows, after some of `words`; `lexer` is left on its last token. */
function typeAfter(lexer: Lexer, role: Role, words: readonly string[]): TypeUse | undefined {
  lexer.next();
  while (lexer.kind === Token.Word && words.includes(lexer.text())) lexer.next();
  const { start } = lexer;
  const type = parseType(lexer);
  return type && { role, type, range: { start, stop: lexer.stop } };
}

function elementPointer(lexer: Lexer): TypeUse | undefined {
  lexer.next();
  for (; lexer.kind === Token.Word && /^(?:inbounds|nuw|nusw|inrange)$/.test(lexer.text()); lexer.next()) {
    if (!lexer.is("inrange")) continue;
    lexer.next(); // `inrange(-8, 8)`
    lexer.skipBracketed();
  }
  if (lexer.at(OPEN_PAREN)) lexer.next();
  const { start } = lexer;
  const type = parseType(lexer);
  if (type === undefined) return undefined;
  const range = { start, stop: lexer.stop };
  const indices: TextRange[] = [];
  lexer.next();
  if (!lexer.at(COMMA) || !skipTypedConstant(lexer)) return { role: "address", type, range };
  while (lexer.peek() === COMMA) {
    lexer.next();
    lexer.next();
    if (lexer.kind === Token.Word && lexer.is("inrange")) lexer.next();
    // `!dbg` ends an instruction's operands.
    if (lexer.kind === Token.Metadata || parseType(lexer) === undefined) break;
    const at = lexer.nextStart();
    if (!skipConstant(lexer)) break;
    indices.push({ start: at, stop: lexer.stop });
  }
  return { role: "address", type, range, indices: indices.slice(1) };
}

/** The `, 1, 0` that follow. */
function numbersAfter(lexer: Lexer): TextRange[] {
  const numbers: TextRange[] = [];
  while (lexer.peek() === COMMA) {
    lexer.next();
    lexer.next();
    if (lexer.kind !== Token.Word) break;
    numbers.push({ start: lexer.start, stop: lexer.stop });
  }
  return numbers;
}

const ORDERINGS = /^(?:unordered|monotonic|acquire|release|acq_rel|seq_cst)$/;

/** From after an instruction's operands where `, align` would stand; nothing when it does. */
function missingAlignment(lexer: Lexer, what: "variable" | "access"): Pick<TypeUse, "unaligned"> {
  let at = lexer.stop;
  const ahead = new Lexer(lexer.bytes, lexer.stop, lexer.end);
  for (ahead.next(); ahead.kind === Token.Word; ahead.next()) {
    if (ahead.is("syncscope")) {
      ahead.next();
      ahead.skipBracketed();
    } else if (!ORDERINGS.test(ahead.text())) break;
    at = ahead.stop;
  }
  if (ahead.at(COMMA)) {
    ahead.next();
    if (ahead.kind === Token.Word && ahead.is("align")) return {};
  }
  return { unaligned: { at, what } };
}

function parameterEnd(lexer: Lexer): number {
  const ahead = new Lexer(lexer.bytes, lexer.stop, lexer.end);
  while (ahead.next() !== Token.End && !ahead.at(COMMA) && !ahead.at(CLOSE_PAREN)) if (ahead.at(OPEN_PAREN)) ahead.skipBracketed();
  return ahead.stop;
}

function takeOver(lexer: Lexer, from: Lexer): void {
  lexer.position = from.position;
  lexer.start = from.start;
  lexer.stop = from.stop;
  lexer.kind = from.kind;
}
