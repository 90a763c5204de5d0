// Signed numbers: written with the sign in the lowest bit, so that small ones of either sign are short.

/** What a number with its sign in the lowest bit stands for. */
export function decodeSigned(encoded: bigint): bigint {
  if ((encoded & 1n) === 0n) return encoded >> 1n;
  // There is no other use for minus zero.
  return encoded === 1n ? -(1n << 63n) : -(encoded >> 1n);
}

/** The widest integer that LLVM ever had, in bits. */
export const MOST_BITS: number = 2 ** 24;

/** An integer of `bits` bits, up to MOST_BITS, from words of 64, the lowest first, each written as a signed number. */
export function decodeWords(words: readonly bigint[], bits: number): bigint {
  // Digits are joined, for adding word by word would take time with the square of their number.
  const digits = words.map((word) => BigInt.asUintN(64, decodeSigned(word)).toString(16).padStart(16, "0"));
  return BigInt.asIntN(bits, BigInt(`0x0${digits.reverse().join("")}`));
}
