// Punycode (RFC 3492) as Rust's v0 names use it: an underscore, not a hyphen,
// stands between the ASCII part and the encoded part.

const base = 36;
const minimumThreshold = 1;
const maximumThreshold = 26;
const skew = 38;
const damp = 700;
const initialBias = 72;
const initialCodePoint = 0x80;
const lastCodePoint = 0x10ffff;
// Each character is inserted, which takes time quadratic in the length.
const maximumLength = 4096;

/** The text that `encoded` stands for, or undefined where it is not well formed or over 4096 characters long. */
export function decodePunycode(encoded: string): string | undefined {
  const delimiter = encoded.lastIndexOf("_");
  const output = Array.from(encoded.slice(0, Math.max(delimiter, 0)), (character) => character.charCodeAt(0));
  let position = delimiter + 1;
  if (position === encoded.length || encoded.length > maximumLength) return undefined;
  let codePoint = initialCodePoint;
  let bias = initialBias;
  let index = 0;
  for (let first = true; position < encoded.length; first = false) {
    const previousIndex = index;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitValue(encoded.charCodeAt(position++));
      if (digit === undefined) return undefined;
      index += digit * weight;
      if (index > Number.MAX_SAFE_INTEGER) return undefined;
      const threshold = Math.min(Math.max(k - bias, minimumThreshold), maximumThreshold);
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const length = output.length + 1;
    bias = adaptBias(index - previousIndex, length, first);
    codePoint += Math.floor(index / length);
    index %= length;
    if (codePoint > lastCodePoint || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return undefined;
    output.splice(index, 0, codePoint);
    index += 1;
  }
  return output.map((point) => String.fromCodePoint(point)).join("");
}

function digitValue(code: number): number | undefined {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  return undefined;
}

function adaptBias(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? damp : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  while (rest > ((base - minimumThreshold) * maximumThreshold) / 2) {
    rest = Math.floor(rest / (base - minimumThreshold));
    k += base;
  }
  return k + Math.floor(((base - minimumThreshold + 1) * rest) / (rest + skew));
}
