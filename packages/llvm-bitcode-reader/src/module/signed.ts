// Signed numbers: written with the sign in the lowest bit, so that small ones of either sign are short.

/** What a number with its sign in the lowest bit stands for. */
export function decodeSigned(encoded: bigint): bigint {
  if ((encoded & 1n) === 0n) return encoded >> 1n;
  // There is no other use for minus zero.
  return encoded === 1n ? -(1n << 63n) : -(encoded >> 1n);
}

/** An integer of `bits` bits from words of 64, the lowest first, each written as a signed number. */
export function decodeWords(words: readonly bigint[], bits: number): bigint {
  let value = 0n;
  words.forEach((word, index) => {
    value |= BigInt.asUintN(64, decodeSigned(word)) << BigInt(64 * index);
  });
  return BigInt.asIntN(bits, value);
}
