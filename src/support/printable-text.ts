// ASCII needs no decoding; all else is decoded to see C1 controls and broken sequences.
const ASCII = /^(?:\x01[0-7cd])?[\t\n\r\x1b\x20-\x7e]*$/;
const UNICODE = /^(?:\x01[0-7cd])?[^\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]*$/;

/**
 * Whether bytes, one character (0-255) each, are text: valid UTF-8 of printable
 * characters, tabs, line ends and escapes, with at most a Linux log level, byte 1
 * and one of `0`-`7`, `c` and `d`, in front. No bytes at all are text, too.
 */
export function isPrintableText(bytes: string): boolean {
  if (ASCII.test(bytes)) return true;
  const text = decodeUtf8(bytes);
  return text !== undefined && UNICODE.test(text);
}

/** The characters that bytes, one character (0-255) each, stand for in UTF-8; undefined where they are none. */
export function decodeUtf8(bytes: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, "latin1"));
  } catch {
    return undefined;
  }
}
