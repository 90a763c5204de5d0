// Names and strings as LLVM IR writes them.

import { encodeText } from "./text.js";

/** A name as it stands behind `@`, `%` or `$`: in quotes where it has characters that bare names may not have. */
export function quoteName(name: string): string {
  return /^[-a-zA-Z._][-a-zA-Z0-9._]*$/.test(name) ? name : `"${escapeString(name)}"`;
}

/** What stands between the quotes of a string: printable characters as they are, other bytes, `"` and `\` as `\XX`. */
export function escapeString(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? text : escapeBytes(encodeText(text));
}

export function escapeBytes(bytes: Uint8Array): string {
  let escaped = "";
  for (const byte of bytes) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    escaped += isPlain ? String.fromCharCode(byte) : `\\${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return escaped;
}
