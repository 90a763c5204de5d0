// The text of a module as text of a page: nothing in it is markup, and everything in it is seen.

import { decodeUtf8 } from "../../support/printable-text.js";

/** Bytes, one character each or as they are, as people may read them: what has no shape of its own is named, as in `‹U+202E›`. */
export function visible(bytes: Buffer | string): string {
  const latin = typeof bytes === "string" ? bytes : bytes.toString("latin1");
  if (PLAIN.test(latin)) return latin;
  const text = decodeUtf8(latin) ?? latin.replace(/[\x80-\xff]/g, (byte) => `‹0x${hex(byte, 2)}›`);
  return text.replace(UNSEEN, (character) => `‹U+${hex(character, 4)}›`);
}

/** Text as content of an element. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]!);
}

/** Text as a value in double quotes. */
export function escapeValue(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}

/** `visible` bytes as content of an element. */
export function html(bytes: Buffer | string): string {
  return escapeText(visible(bytes));
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const PLAIN = /^[\t\n -~]*$/;

// Controls (a tab and a line end apart), what formats and directs text, separators of lines, private
// characters and those that no standard knows; also a byte order mark and blanks without width.
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u034f\u115f\u1160\u3164\uffa0]/gu;

function hex(character: string, width: number): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(width, "0");
}
