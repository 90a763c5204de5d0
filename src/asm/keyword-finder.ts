// Finds a few words among all tokens of code, in one quick walk over its bytes:
// several times faster than taking tokens one by one.

import {
  AT, CLASSES, CLOSE_PAREN, COLON, COMMA, DIGIT, EQUALS, HASH, LOWER_L, METADATA_NAME, PERCENT, QUOTE, SEMICOLON, SLASH, SPACE, STAR, WORD,
} from "./characters.js";
import { skipBlockComment, skipLineComment, skipQuoted } from "./lexer.js";

/** What `next` returns where no word of the dictionary stands. */
export const Found = {
  End: -1,
  /** `@llvm.…`, written without quotes. */
  Intrinsic: -2,
  /** `#dbg_value` and its kind. */
  DebugRecord: -3,
} as const;

/**
 * Walks over `bytes[position, end)` and stops at words of a dictionary, at names of
 * intrinsics and at debug records. Names, quoted text, comments and labels hold no
 * word; `position` has to lie outside of them.
 */
export class KeywordFinder {
  readonly #words: readonly string[];
  /** For each hash the index of its word plus one. */
  readonly #table = new Uint16Array(TABLE_SIZE);
  /** Words whose hash another word has, too. */
  readonly #others = new Map<string, number>();
  bytes: Buffer = Buffer.alloc(0);
  end = 0;
  /** Where the search goes on. */
  position = 0;
  /** Whether the numbers of unnamed values and blocks did not rise one by one from 0: that of the first block is not seen. */
  hasJump = false;
  #last = -1;
  /** Whether no value or block with a number has been seen. */
  #isHeader = true;
  /** The bounds of what was found. */
  start = 0;
  stop = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
    for (const [index, word] of words.entries()) {
      let hash = 0;
      for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i));
      const slot = hash & (TABLE_SIZE - 1);
      if (this.#table[slot] === 0) this.#table[slot] = index + 1;
      else this.#others.set(word, index);
    }
  }

  reset(bytes: Buffer, start: number, end: number): void {
    this.#last = -1;
    this.#isHeader = true;
    this.hasJump = false;
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** The index of the next word of the dictionary, or what `Found` says. */
  next(): number {
    const { bytes, end } = this;
    const table = this.#table;
    let at = this.position;
    while (at < end) {
      const byte = bytes[at]!;
      switch (EFFECTS[byte]!) {
        case PLAIN:
          at++;
          break;
        case WORD_BYTE: {
          const start = at;
          let hash = mix(0, byte);
          for (let next; ++at < end && CLASSES[(next = bytes[at]!)]! & WORD; ) hash = mix(hash, next);
          const entry = table[hash & (TABLE_SIZE - 1)]!;
          if (at < end && bytes[at] === COLON) {
            if (CLASSES[byte]! & DIGIT) this.#number(start, at);
            break;
          }
          if (entry === 0) break;
          const index = this.#check(entry - 1, start, at);
          if (index < 0) break;
          return this.#found(index, start, at);
        }
        case SIGIL: {
          const start = at++;
          if (at < end && bytes[at] === QUOTE) {
            at = skipQuoted(bytes, at, end);
            break;
          }
          const first = bytes[at];
          while (at < end && CLASSES[bytes[at]!]! & METADATA_NAME) at++;
          if (byte === AT) {
            if (first === LOWER_L && isIntrinsicName(bytes, start)) return this.#found(Found.Intrinsic, start, at);
          } else if (byte === PERCENT) {
            if (CLASSES[first ?? 0]! & DIGIT) this.#local(start + 1, at);
          } else if (byte === HASH && first === LOWER_D) return this.#found(Found.DebugRecord, start, at);
          break;
        }
        case QUOTES:
          at = skipQuoted(bytes, at, end);
          break;
        case LINE_COMMENT:
          at = skipLineComment(bytes, at, end);
          break;
        default:
          at = bytes[at + 1] === STAR ? skipBlockComment(bytes, at, end) : at + 1;
      }
    }
    this.position = end;
    return Found.End;
  }

  /**
   * Takes note of a number behind `%`. One that is assigned to is that of a value; before the
   * first of those the one that is next is a parameter's.
   */
  #local(start: number, stop: number): void {
    const next = this.bytes[stop];
    if (next === SPACE && this.bytes[stop + 1] === EQUALS) this.#number(start, stop);
    else if (this.#isHeader && (next === COMMA || next === CLOSE_PAREN) && this.#parse(start, stop) === this.#last + 1) this.#last++;
  }

  /** Takes note of a number, at `[start, stop)`, that an unnamed value or block gets. */
  #number(start: number, stop: number): void {
    const number = this.#parse(start, stop);
    this.#isHeader = false;
    if (number !== this.#last + 1) this.hasJump = true;
    this.#last = number;
  }

  #parse(start: number, stop: number): number {
    let number = 0;
    for (let at = start; at < stop; at++) number = number * 10 + (this.bytes[at]! - 0x30);
    return number;
  }

  #found(what: number, start: number, stop: number): number {
    this.start = start;
    this.stop = stop;
    this.position = stop;
    return what;
  }

  #check(index: number, start: number, stop: number): number {
    const word = this.#words[index]!;
    if (word.length === stop - start) {
      let i = 0;
      while (i < word.length && this.bytes[start + i] === word.charCodeAt(i)) i++;
      if (i === word.length) return index;
    }
    return this.#others.size === 0 ? -1 : (this.#others.get(this.bytes.toString("latin1", start, stop)) ?? -1);
  }
}

const TABLE_SIZE = 1 << 14;

function mix(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

const LOWER_D = 0x64;

/** `@llvm.` at `at`. */
function isIntrinsicName(bytes: Buffer, at: number): boolean {
  return bytes[at + 2] === LOWER_L && bytes[at + 3] === 0x76 && bytes[at + 4] === 0x6d && bytes[at + 5] === 0x2e;
}

const PLAIN = 0;
const WORD_BYTE = 1;
const SIGIL = 2;
const QUOTES = 3;
const LINE_COMMENT = 4;
const SLASHES = 5;

const EFFECTS = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) if (CLASSES[byte]! & WORD) EFFECTS[byte] = WORD_BYTE;
for (const sigil of "@%!#^") EFFECTS[sigil.charCodeAt(0)] = SIGIL;
EFFECTS[QUOTE] = QUOTES;
EFFECTS[SEMICOLON] = LINE_COMMENT;
EFFECTS[SLASH] = SLASHES;
