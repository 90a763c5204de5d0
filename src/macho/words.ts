/**
 * Bytes of a file as 32-bit words, which Mach-O has in little-endian order. A view where the bytes are
 * aligned as the machine wants it, a copy elsewhere; of bytes behind the last whole word, nothing.
 */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const length = Math.floor(bytes.length / 4);
  if (isLittleEndian && bytes.byteOffset % 4 === 0) return new Uint32Array(bytes.buffer, bytes.byteOffset, length);
  const copy = new Uint8Array(bytes);
  const words = new Uint32Array(copy.buffer, 0, length);
  if (!isLittleEndian) Buffer.from(words.buffer, 0, 4 * length).swap32();
  return words;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
