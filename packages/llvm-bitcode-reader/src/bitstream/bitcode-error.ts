/** Bitcode, or a file around it, that breaks the rules of its format. The only error that reading throws. */
export class BitcodeError extends Error {
  override readonly name = "BitcodeError";
  /** What is wrong, without the place. */
  readonly reason: string;
  /** Where in the file, counted in bits from its first byte. */
  readonly bitOffset: number;

  constructor(reason: string, bitOffset: number) {
    super(`${reason} (at bit ${bitOffset}, byte ${Math.floor(bitOffset / 8)})`);
    this.reason = reason;
    this.bitOffset = bitOffset;
  }
}
