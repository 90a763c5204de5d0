// Fast searches for short texts in IR.
//
// Buffer.indexOf looks for the needle's first byte with memchr and compares from
// there, and for needles from eight bytes on it skips ahead by tables, which is
// slower. So the search is for a short piece of the needle that begins with its
// rarest byte, and the rest is compared.

/** Printable ASCII from the rarest to the commonest byte in IR that rustc emits, with and without debug info. */
const RAREST_FIRST = "^?~'`JYj+/X|Q-WKUqH\\O&BMz#V@R;P[]FCSAZ<>kGwE{}xyNIvLD*)(hT\"f=9gmu_$57%8036pb4d2s!1,cr:tno.alei ";

const PIECE_LENGTH = 6;

/** A search for `needle` (ASCII): where it stands in `bytes` at or after `from`, or -1. */
export function searchFor(needle: string): (bytes: Buffer, from: number) => number {
  if (needle.length === 1) {
    const byte = needle.charCodeAt(0); // twice as fast as a string
    return (bytes, from) => bytes.indexOf(byte, from);
  }
  const offset = rarestOffset(needle);
  const text = needle.slice(offset, offset + PIECE_LENGTH);
  if (text === needle) return (bytes, from) => bytes.indexOf(needle, from, "latin1");
  const piece = text.length === 1 ? text.charCodeAt(0) : text;
  const whole = Buffer.from(needle, "latin1");
  return (bytes, from) => {
    for (let at = bytes.indexOf(piece, from + offset, "latin1"); at >= 0; at = bytes.indexOf(piece, at + 1, "latin1")) {
      const start = at - offset;
      if (start + whole.length <= bytes.length && whole.equals(bytes.subarray(start, start + whole.length))) return start;
    }
    return -1;
  };
}

/** The offset of the piece to search for: two bytes at least, but a rare last byte goes alone. */
function rarestOffset(needle: string): number {
  const last = needle.length - 1;
  if (rank(needle[last]!) < RARE_ENOUGH) return last;
  let best = 0;
  for (let offset = 1; offset < last; offset++) if (rank(needle[offset]!) < rank(needle[best]!)) best = offset;
  return best;
}

/** Bytes of a lower rank stand in less than one place in five hundred. */
const RARE_ENOUGH = RAREST_FIRST.indexOf("G");

function rank(char: string): number {
  return RAREST_FIRST.indexOf(char);
}
