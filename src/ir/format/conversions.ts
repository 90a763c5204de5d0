// Reads formats as the kernel's printf does: C's, without floating point and %n, with BSD's
// %b (a number and a text that names its bits), and os_log's annotations and %m.

/** What a conversion takes from the arguments: a number of 4 or 8 bytes, an address, or something unknown. */
export type FormatOperand = 4 | 8 | "pointer" | "any";

/** One conversion of a format, as `%-5ld`. */
export interface Conversion {
  readonly text: string;
  /** In the order in which the arguments are taken; a `*` takes one of its own. */
  readonly operands: readonly FormatOperand[];
  /** Why the kernel cannot print it. */
  readonly fault?: string;
}

/** The conversions of `format`, which ends at its first NUL; `%%` is none. */
export function conversionsIn(format: string, dialect: "printf" | "os_log"): Conversion[] {
  const nul = format.indexOf("\0");
  const text = nul < 0 ? format : format.slice(0, nul);
  const found: Conversion[] = [];
  const pattern = dialect === "os_log" ? OS_LOG_CONVERSION : CONVERSION;
  for (let at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at)) {
    pattern.lastIndex = at;
    const [whole, width, precision, length, kind] = pattern.exec(text)!;
    at += whole.length;
    if (kind === "%") continue;
    const stars = [width, precision].filter((part) => part?.endsWith("*")).map(() => 4 as const);
    const { operands, fault } = operandsOf(kind ?? "", length ?? "", dialect);
    found.push({ text: whole, operands: [...stars, ...operands], ...(fault !== undefined && { fault }) });
  }
  return found;
}

const CONVERSION = /%[-+ #0']*(\*|[0-9]*)(\.(?:\*|[0-9]*))?(hh|h|ll|l|q|j|z|t|L)?([^]?)/y;
const OS_LOG_CONVERSION = /%(?:\{[^}]*\})?[-+ #0']*(\*|[0-9]*)(\.(?:\*|[0-9]*))?(hh|h|ll|l|q|j|z|t|L)?([^]?)/y;

function operandsOf(kind: string, length: string, dialect: "printf" | "os_log"): Omit<Conversion, "text"> {
  const number = ["", "h", "hh"].includes(length) ? 4 : 8;
  switch (kind) {
    case "d": case "i": case "u": case "o": case "x": case "X": return { operands: [number] };
    case "c": return { operands: [4] };
    case "s": case "p": return { operands: ["pointer"] };
    case "b": return { operands: [number, "pointer"] };
    case "n": return { operands: ["pointer"], fault: "the kernel does not write the count of what it printed" };
    case "a": case "A": case "e": case "E": case "f": case "F": case "g": case "G":
      return { operands: ["any"], fault: "the kernel prints no floating-point numbers" };
    case "": return { operands: [], fault: "the format ends in the middle of it" };
  }
  if (dialect === "os_log" && kind === "m") return { operands: [] };
  if (dialect === "os_log" && kind === "P") return { operands: ["pointer"] };
  return { operands: ["any"], fault: "the kernel has no such conversion" };
}
