// Names and strings as LLVM IR writes them.

import { encodeText } from "./text.js";

/** A name as it stands behind `@`, `%` or `$`: in quotes where it has characters that bare names may not have. */
export function quoteName(name: string): string {
  return /^[-a-zA-Z._][-a-zA-Z0-9._]*$/.test(name) ? name : `"${escapeString(name)}"`;
}

/** What stands between the quotes of a string: printable characters as they are, `\` twice, `"` and other bytes as `\XX`. */
export function escapeString(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? text : escapeBytes(encodeText(text));
}

function escapeBytes(bytes: Uint8Array): string {
  let escaped = "";
  for (const byte of bytes) {
    if (byte === BACKSLASH) escaped += "\\\\";
    else if (byte >= 0x20 && byte < 0x7f && byte !== QUOTE) escaped += String.fromCharCode(byte);
    else escaped += `\\${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return escaped;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
