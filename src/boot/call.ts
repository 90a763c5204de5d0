// The functions that --call names, and what they are given:
//
//   scramble(1, 2)      sum_of([1, 2, 3], 3) -> u32      commonest_class("text", 4)      tick -> ()
//
// Numbers are handed over as they are; of text (which ends in NUL) and of lists a pointer.

/** One function and its arguments. */
export interface Call {
  /** As it was written. */
  readonly text: string;
  /** With or without its underscore, or a Rust path. */
  readonly symbol: string;
  readonly arguments: readonly CallArgument[];
  /** Bits of the result that count; 0 for a function that has none. */
  readonly resultBits: 0 | 8 | 16 | 32 | 64;
}

export type CallArgument = { readonly kind: "number"; readonly value: bigint } | { readonly kind: "memory"; readonly bytes: Buffer };

/** Reads a call; a text is what is wrong with it. */
export function parseCall(text: string): Call | string {
  const match = /^\s*([^\s("[\]]+?)\s*(?:\((.*)\))?\s*(?:->\s*(\S+)\s*)?$/s.exec(text);
  if (match === null) return "a call is written NAME, NAME(1, 2) or NAME(1, 2) -> u32";
  const [, symbol = "", list = "", type = "u64"] = match;
  const resultBits = RESULTS[type];
  if (resultBits === undefined) return `'${type}' is no type of a result; known are ${Object.keys(RESULTS).join(", ")}`;
  const given = parseArguments(list);
  if (typeof given === "string") return given;
  return given.length > 6 ? "a call takes at most 6 arguments" : { text, symbol, arguments: given, resultBits };
}

const RESULTS: Readonly<Record<string, Call["resultBits"]>> = { u8: 8, u16: 16, u32: 32, u64: 64, i8: 8, i16: 16, i32: 32, i64: 64, usize: 64, bool: 8, "()": 0, void: 0 };

function parseArguments(text: string): CallArgument[] | string {
  const found: CallArgument[] = [];
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|([^\s,"[\]]+))\s*(,|$)/gsy;
  if (text.trim() === "") return found;
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) return `'${text}' is no list of numbers, "texts" and [lists]`;
    const [, quoted, list, word, end] = match;
    const argument = quoted !== undefined ? textArgument(quoted) : list !== undefined ? listArgument(list) : numberArgument(word!);
    if (typeof argument === "string") return argument;
    found.push(argument);
    if (end === "") return found;
  }
}

function numberArgument(word: string): CallArgument | string {
  const value = parseNumber(word);
  return value === undefined ? `'${word}' is no number` : { kind: "number", value: BigInt.asUintN(64, value) };
}

function parseNumber(word: string): bigint | undefined {
  const match = /^(-?)(0[xX][0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*)$/.exec(word);
  if (match === null) return undefined;
  const value = BigInt(match[2]!.replaceAll("_", ""));
  return match[1] === "-" ? -value : value;
}

function textArgument(quoted: string): CallArgument {
  const text = quoted.replace(/\\(.)/gs, (_, letter: string) => ({ n: "\n", t: "\t", "0": "\0" })[letter] ?? letter);
  return { kind: "memory", bytes: Buffer.from(`${text}\0`) };
}

/** `1, 2, 3`: of 32 bits each, or as many as one of them says, as in `1u8`. */
function listArgument(list: string): CallArgument | string {
  const words = list.split(",").map((word) => word.trim()).filter((word) => word !== "");
  const bits = words.map((word) => /[ui](8|16|32|64)$/.exec(word)?.[1]).find((found) => found !== undefined) ?? "32";
  const size = Number(bits) / 8;
  const bytes = Buffer.alloc(words.length * size);
  for (const [index, word] of words.entries()) {
    const value = parseNumber(word.replace(/[ui](?:8|16|32|64)$/, ""));
    if (value === undefined) return `'${word}' is no number`;
    const element = Buffer.alloc(8);
    element.writeBigUInt64LE(BigInt.asUintN(64, value));
    element.copy(bytes, index * size, 0, size);
  }
  return { kind: "memory", bytes };
}
