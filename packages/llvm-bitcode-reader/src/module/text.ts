// Names and texts: bytes in bitcode, strings here.

const encoder = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Below this, joining characters is quicker than calling the decoder. */
const SHORT = 64;

/**
 * Bytes as a string, of which `encodeText` makes the same bytes again: as UTF-8 where they are that,
 * else ASCII as it is and any other byte as a lone surrogate, U+DC80 to U+DCFF.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length <= SHORT) {
    const text = decodeAscii(bytes);
    if (text !== undefined) return text;
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeBytes(bytes);
  }
}

/** The bytes of a string that `decodeText` made. */
export function encodeText(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/u.test(text)) return encoder.encode(text);
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

function decodeAscii(bytes: Uint8Array): string | undefined {
  let text = "";
  for (const byte of bytes) {
    if (!isAscii(byte)) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function isAscii(byte: number): boolean {
  return byte < 0x80;
}

function decodeBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(isAscii(byte) ? byte : 0xdc00 | byte);
  return text;
}
