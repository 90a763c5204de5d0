import { COMMA, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "./characters.js";
import { skipType } from "./constants.js";
import type { TextRange } from "./clauses.js";
import type { FunctionHeader } from "./function-header.js";
import { Lexer, Token } from "./lexer.js";

/** A function's type, written so that equal types are equal text. */
export interface FunctionType {
  readonly returns: string;
  /** The types of the parameters, `...` last for a function that takes any number. */
  readonly parameters: readonly string[];
}

/** The type that a header declares, attributes and names of parameters apart. */
export function functionType(bytes: Buffer, header: FunctionHeader): FunctionType {
  const parameters: string[] = [];
  const end = header.parameters.stop - 1;
  const lexer = new Lexer(bytes, header.parameters.start + 1, end);
  while (lexer.nextStart() < end) {
    const start = lexer.nextStart();
    if (!skipType(lexer)) break;
    parameters.push(typeText(bytes, { start, stop: lexer.stop }));
    while (lexer.next() !== Token.End && !lexer.at(COMMA)) {
      if (lexer.at(OPEN_PAREN) || lexer.at(OPEN_BRACKET) || lexer.at(OPEN_BRACE)) lexer.skipBracketed();
    }
  }
  return { returns: typeText(bytes, header.returnType), parameters };
}

/** The type at `range`, spaced as LLVM prints it. */
export function typeText(bytes: Buffer, { start, stop }: TextRange): string {
  const lexer = new Lexer(bytes, start, stop);
  let text = "";
  for (let previous = ""; lexer.next() !== Token.End; ) {
    const token = lexer.text();
    text += isBlankBetween(previous, token) ? ` ${token}` : token;
    previous = token;
  }
  return text;
}

function isBlankBetween(before: string, after: string): boolean {
  if (before === "" || /^[*,)\]>]/.test(after) || /[([<]$/.test(before)) return false;
  // `{ i8, i32 }` and `{}`.
  if (before === "{") return after !== "}";
  return !(after === "(" && (before === "addrspace" || before === "target"));
}

/** What a call returns: the type written there, or the return type of the function type. */
export function calledReturnType(bytes: Buffer, type: TextRange): string {
  const text = typeText(bytes, type);
  if (!text.endsWith(")") || /addrspace\(\d+\)$/.test(text)) return text;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ")") depth++;
    else if (text[at] === "(" && --depth === 0) return text.slice(0, at).trimEnd();
  }
  return text;
}
