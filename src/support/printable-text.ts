// ASCII needs no decoding; all else is decoded to see C1 controls and broken sequences.
const PRINTABLE_ASCII = /^[\t\n\r -~]*$/;
const PRINTABLE = /^[\t\n\r\P{Cc}]*$/u;
const ESCAPE = "\x1b";

/**
 * Whether bytes, one character (0-255) each, are text: valid UTF-8 of printable
 * characters, tabs, line ends and escapes, with at most a Linux log level, byte 1
 * and one of `0`-`7`, `c` and `d`, in front. No bytes at all are text, too.
 */
export function isPrintableText(bytes: string): boolean {
  const rest = withoutLogLevel(bytes);
  if (PRINTABLE_ASCII.test(rest)) return true;
  const text = decodeUtf8(rest);
  return text !== undefined && PRINTABLE.test(text.replaceAll(ESCAPE, ""));
}

/** Whether a piece cut from the front of bytes shows already that they are no text. */
export function showsBinary(piece: string): boolean {
  const rest = withoutLogLevel(piece).replaceAll(ESCAPE, "");
  for (let i = 0; i < rest.length; i++) {
    const byte = rest.charCodeAt(i);
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return true;
  }
  return false;
}

/** The characters that bytes, one character (0-255) each, stand for in UTF-8; undefined where they are none. */
export function decodeUtf8(bytes: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, "latin1"));
  } catch {
    return undefined;
  }
}

function withoutLogLevel(bytes: string): string {
  return bytes.charCodeAt(0) === 1 && bytes.length > 1 && "01234567cd".includes(bytes[1]!) ? bytes.slice(2) : bytes;
}
