// Colours a line of IR by kextir's own lexer.

import { Lexer, Token } from "../asm/lexer.js";

/** Text and the class it is shown with; none for punctuation and blanks. */
export interface ColoredText {
  readonly text: string;
  readonly class: string;
}

export function colorLine(text: string): ColoredText[] {
  const found: ColoredText[] = [];
  // The lexer reads bytes: one stands for each character, so that its offsets are those of the text.
  const bytes = Uint8Array.from({ length: text.length }, (_, at) => Math.min(text.charCodeAt(at), 0xff));
  const lexer = new Lexer(bytes as Buffer); // of which finding tokens needs the bytes alone
  let at = 0;
  while (lexer.next() !== Token.End) {
    if (lexer.start > at) found.push(between(text.slice(at, lexer.start)));
    const word = text.slice(lexer.start, lexer.stop);
    found.push({ text: word, class: lexer.kind === Token.Word ? wordClass(word) : CLASSES[lexer.kind] });
    at = lexer.stop;
  }
  if (at < text.length) found.push(between(text.slice(at)));
  return found;
}

function between(text: string): ColoredText {
  return { text, class: text.trim() === "" ? "" : "rem" };
}

function wordClass(word: string): string {
  if (/^-?\d/.test(word)) return "num";
  return /^(?:i\d+|ptr|void|half|bfloat|float|double|fp128|x86_fp80|ppc_fp128|label|metadata|token|opaque|x)$/.test(word) ? "typ" : "key";
}

const CLASSES: Readonly<Record<Token, string>> = {
  [Token.End]: "",
  [Token.Word]: "key",
  [Token.Label]: "lab",
  [Token.Global]: "glo",
  [Token.Local]: "loc",
  [Token.Comdat]: "glo",
  [Token.Metadata]: "met",
  [Token.MetadataString]: "str",
  [Token.Group]: "met",
  [Token.DebugRecord]: "met",
  [Token.Summary]: "met",
  [Token.String]: "str",
  [Token.CString]: "str",
  [Token.Punctuation]: "",
};
