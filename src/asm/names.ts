// Names and quoted text: what the bytes between quotes mean, and back. Names are
// JavaScript strings with one character (0-255) a byte, so any byte fits.

import { BACKSLASH, CLASSES, HEX, QUOTE } from "./characters.js";
import { latin1 } from "../support/latin1.js";

/**
 * The meaning of quoted text `bytes[start, stop)` (without its quotes). `\` is an
 * escape only before `\` or two hexadecimal digits (UnEscapeLexed in LLLexer.cpp).
 */
export function decodeQuoted(bytes: Buffer, start: number, stop: number): string {
  const text = latin1(bytes, start, stop);
  return text.includes("\\") ? decodeEscapes(text) : text;
}

/** Decodes `\\` and `\xx` in text that is already one character a byte. */
export function decodeEscapes(text: string): string {
  return text.replace(/\\(?:\\|([0-9a-fA-F]{2}))/g, (_, hex: string | undefined) =>
    hex === undefined ? "\\" : String.fromCharCode(parseInt(hex, 16)),
  );
}

/** Quoted text's content as LLVM prints it: printable ASCII as it is, everything else, `\` and `"` as `\XX`. */
export function encodeQuoted(text: string): string {
  return text.replace(/[^ !#-[\]-~]/g, (char) => `\\${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

/**
 * The name in token `bytes[start, stop)`, an `@`, `%` or `$` with a bare or quoted
 * name; undefined for an unnamed value, `@0` or `@""`.
 */
export function symbolName(bytes: Buffer, start: number, stop: number): string | undefined {
  if (bytes[start + 1] === QUOTE) return decodeQuoted(bytes, start + 2, stop - 1) || undefined;
  const first = bytes[start + 1];
  if (first === undefined || (first >= 0x30 && first <= 0x39)) return undefined;
  return latin1(bytes, start + 1, stop);
}

/** `name` as it is written after `@`, `%` or `$`: bare where LLVM allows it, else quoted. */
export function printName(name: string): string {
  return /^[-a-zA-Z$._][-a-zA-Z$._0-9]*$/.test(name) ? name : `"${encodeQuoted(name)}"`;
}

/** The number of bytes that quoted text `bytes[start, stop)` stands for. */
export function quotedLength(bytes: Buffer, start: number, stop: number): number {
  let length = 0;
  for (let i = start; i < stop; i++, length++) {
    if (bytes[i] !== BACKSLASH) continue;
    if (bytes[i + 1] === BACKSLASH && i + 1 < stop) i += 1;
    else if (i + 2 < stop && CLASSES[bytes[i + 1]!]! & HEX && CLASSES[bytes[i + 2]!]! & HEX) i += 2;
  }
  return length;
}
