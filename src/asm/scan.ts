// Finds the top-level entities of a module in one pass over its bytes.
//
// Entities start at tokens, not at lines: two may share a line, a header may
// span many, a string may hold a whole fake function. So the scan goes byte by
// byte, in and out of quotes and comments, and takes no short cut that a valid
// module could break. It never fails; what it cannot place becomes an Unknown
// entity and a problem.

import {
  AT, BANG, BLANK, CARET, CARRIAGE_RETURN, CLASSES, CLOSE_BRACE, DIGIT, DOLLAR, EQUALS, HASH,
  METADATA_NAME, NEWLINE, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, PERCENT, QUOTE, SEMICOLON, SLASH, SPACE, STAR, WORD,
} from "./characters.js";
import { EntityKind } from "./entity-kind.js";
import { Lexer, skipBlank, skipBlockComment, skipBrackets, skipLineComment, skipQuoted, Token } from "./lexer.js";
import { skipTypedConstant } from "./constants.js";
import { latin1 } from "../support/latin1.js";

/** Something the scan could not make sense of. */
export interface ScanProblem {
  readonly code: "unknown-entity" | "unterminated-body" | "unterminated-string" | "unterminated-comment" | "missing-body";
  /** Where it starts. */
  readonly offset: number;
}

/** The top-level entities of a module in their order, as parallel arrays. */
export interface ModuleScan {
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Offset of each entity's first token. */
  readonly starts: Uint32Array;
  /** Offset after each entity's last token. */
  readonly ends: Uint32Array;
  /** For definitions the offset of the body's `{`; 0 for everything else. */
  readonly bodies: Uint32Array;
  /** For functions the offset of the `@name` token; 0 for everything else, and where there is none. */
  readonly names: Uint32Array;
  /** For functions the offset after the parameters' `)`; 0 for everything else, and where there are none. */
  readonly trailers: Uint32Array;
  readonly problems: readonly ScanProblem[];
}

/** Scans the whole of `bytes`. */
export function scanModule(bytes: Buffer): ModuleScan {
  return new Scanner(bytes).scan();
}

const KEYWORDS: ReadonlyMap<string, EntityKind> = new Map([
  ["define", EntityKind.Definition],
  ["declare", EntityKind.Declaration],
  ["attributes", EntityKind.AttributeGroup],
  ["module", EntityKind.ModuleAsm],
  ["target", EntityKind.Target],
  ["source_filename", EntityKind.SourceFilename],
  ["uselistorder", EntityKind.UseListOrder],
  ["uselistorder_bb", EntityKind.UseListOrder],
  ["deplibs", EntityKind.DependentLibraries],
]);

class Scanner {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at = 0;
  /** Offset after the last byte seen that is neither blank nor comment. */
  #last = 0;
  #count = 0;
  #kinds = new Uint8Array(1024);
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #bodies = new Uint32Array(1024);
  #names = new Uint32Array(1024);
  #trailers = new Uint32Array(1024);
  /** Of the function being scanned. */
  #name = 0;
  #trailer = 0;
  /** For each byte that bodies are searched for, the next offset known to hold it. */
  readonly #ahead = new Float64Array(128).fill(-1);
  #blockComment = -1;
  readonly #problems: ScanProblem[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#end = bytes.length;
  }

  scan(): ModuleScan {
    for (;;) {
      this.#at = skipBlank(this.#bytes, this.#at, this.#end);
      if (this.#at >= this.#end) break;
      this.#entity();
    }
    this.#findUnclosedComment();
    return {
      count: this.#count,
      kinds: this.#kinds.subarray(0, this.#count),
      starts: this.#starts.subarray(0, this.#count),
      ends: this.#ends.subarray(0, this.#count),
      bodies: this.#bodies.subarray(0, this.#count),
      names: this.#names.subarray(0, this.#count),
      trailers: this.#trailers.subarray(0, this.#count),
      problems: this.#problems,
    };
  }

  #entity(): void {
    this.#metadataLines();
    const start = this.#at;
    const kind = this.#entityKindAt(start);
    if (kind === EntityKind.None) {
      this.#problems.push({ code: "unknown-entity", offset: start });
      this.#stepToken();
      this.#tail();
      this.#push(EntityKind.Unknown, start, 0);
    } else if (kind === EntityKind.Definition || kind === EntityKind.Declaration) {
      this.#stepToken();
      const body = this.#function(kind === EntityKind.Definition);
      if (kind === EntityKind.Definition && body === 0) this.#problems.push({ code: "missing-body", offset: start });
      this.#push(kind, start, body);
      this.#names[this.#count - 1] = this.#name;
      this.#trailers[this.#count - 1] = this.#trailer;
    } else {
      this.#stepToken();
      this.#tail();
      this.#push(kind, start, 0);
    }
  }

  /**
   * Steps over metadata nodes that stand one on a line, most of a module with
   * debug info, with native searches alone. The short cut is safe: outside quotes
   * and comments `!N =` can only start a node, whatever brackets are open, so a
   * line is a node when the next one starts another, no comment is in it, every
   * quote opened in it closes in it, and it has one `=` outside quotes.
   */
  #metadataLines(): void {
    const bytes = this.#bytes;
    for (let equals = this.#nodeEquals(this.#at); equals >= 0; ) {
      const start = this.#at;
      const newline = this.#next(NEWLINE, equals);
      if (newline >= this.#end || this.#next(CARRIAGE_RETURN, start) < newline) return;
      let at = equals + 1;
      for (let quote; (quote = this.#next(QUOTE, at)) < newline; ) {
        if (this.#nextComment(at) < quote || this.#next(EQUALS, at) < quote) return;
        at = bytes.indexOf(QUOTE, quote + 1) + 1;
        if (at === 0 || at > newline) return;
      }
      if (this.#nextComment(at) < newline || this.#next(EQUALS, at) < newline) return;
      equals = this.#nodeEquals(newline + 1);
      if (equals < 0 || CLASSES[bytes[newline - 1]!]! & BLANK) return;
      this.#last = newline;
      this.#push(EntityKind.MetadataNode, start, 0);
      this.#at = newline + 1;
    }
  }

  /** With `!N =` at `at`, spaced as LLVM prints it, the offset of its `=`; else -1. */
  #nodeEquals(at: number): number {
    const bytes = this.#bytes;
    if (bytes[at] !== BANG) return -1;
    let stop = at + 1;
    while (stop < this.#end && CLASSES[bytes[stop]!]! & DIGIT) stop++;
    return stop > at + 1 && bytes[stop] === SPACE && bytes[stop + 1] === EQUALS ? stop + 1 : -1;
  }

  #push(kind: EntityKind, start: number, body: number): void {
    if (this.#count === this.#kinds.length) this.#grow();
    this.#kinds[this.#count] = kind;
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = this.#last;
    this.#bodies[this.#count] = body;
    this.#count++;
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const wider = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const array = new Uint32Array(size);
      array.set(old);
      return array;
    };
    this.#starts = wider(this.#starts);
    this.#ends = wider(this.#ends);
    this.#bodies = wider(this.#bodies);
    this.#names = wider(this.#names);
    this.#trailers = wider(this.#trailers);
  }

  /** The kind of the entity whose first token stands at `at`, None when no entity can start so. */
  #entityKindAt(at: number): EntityKind {
    const bytes = this.#bytes;
    const byte = bytes[at]!;
    switch (byte) {
      case AT: return this.#isAssigned(at) ? EntityKind.GlobalValue : EntityKind.None;
      case PERCENT: return this.#isAssigned(at) ? EntityKind.Type : EntityKind.None;
      case DOLLAR: return this.#isAssigned(at) ? EntityKind.Comdat : EntityKind.None;
      case CARET: return this.#isAssigned(at) ? EntityKind.Summary : EntityKind.None;
      case BANG: {
        const stop = skipWhile(bytes, at + 1, this.#end, METADATA_NAME);
        if (stop === at + 1 || !this.#isEquals(stop)) return EntityKind.None;
        return CLASSES[bytes[at + 1]!]! & DIGIT ? EntityKind.MetadataNode : EntityKind.NamedMetadata;
      }
      // The first letters of KEYWORDS: a d m s t u.
      case 0x61: case 0x64: case 0x6d: case 0x73: case 0x74: case 0x75: {
        const stop = skipWhile(bytes, at, this.#end, WORD);
        if (stop - at < 6 || stop - at > 15) return EntityKind.None;
        const kind = KEYWORDS.get(latin1(bytes, at, stop));
        if (kind === undefined) return EntityKind.None;
        return this.#followsKeyword(kind, stop) ? kind : EntityKind.None;
      }
      default: return EntityKind.None;
    }
  }

  /** Tells the keyword `target` of `target triple` from the type `target("…")`, and the like. */
  #followsKeyword(kind: EntityKind, stop: number): boolean {
    const next = skipBlank(this.#bytes, stop, this.#end);
    const byte = this.#bytes[next] ?? 0;
    switch (kind) {
      case EntityKind.AttributeGroup: return byte === HASH;
      case EntityKind.SourceFilename:
      case EntityKind.DependentLibraries: return byte === EQUALS;
      case EntityKind.ModuleAsm: return latin1(this.#bytes, next, next + 3) === "asm";
      case EntityKind.Target: return byte === 0x74 || byte === 0x64; // triple, datalayout
      default: return true;
    }
  }

  #isAssigned(at: number): boolean {
    const bytes = this.#bytes;
    const stop = bytes[at + 1] === QUOTE
      ? skipQuoted(bytes, at + 1, this.#end)
      : skipWhile(bytes, at + 1, this.#end, WORD);
    return stop > at + 1 && this.#isEquals(stop);
  }

  #isEquals(at: number): boolean {
    const next = skipBlank(this.#bytes, at, this.#end);
    return next < this.#end && this.#bytes[next] === EQUALS;
  }

  /** Steps over one token, whatever it is. */
  #stepToken(): void {
    const bytes = this.#bytes;
    const at = this.#at;
    const byte = bytes[at]!;
    let stop = at + 1;
    if (byte === QUOTE) stop = this.#quoted(at);
    else if (CLASSES[byte]! & WORD) stop = skipWhile(bytes, stop, this.#end, WORD);
    else if (byte === AT || byte === PERCENT || byte === CARET || byte === BANG || byte === HASH) {
      if (bytes[stop] === QUOTE) stop = this.#quoted(stop);
      else stop = skipWhile(bytes, stop, this.#end, METADATA_NAME);
    }
    // `$` is a word byte; its quoted form is left.
    if (byte === DOLLAR && stop === at + 1 && bytes[stop] === QUOTE) stop = this.#quoted(stop);
    this.#at = this.#last = stop;
  }

  /** The offset after the quoted text at `at`; notes when nothing closes it. */
  #quoted(at: number): number {
    const stop = skipQuoted(this.#bytes, at, this.#end);
    if (stop === this.#end && (this.#bytes[stop - 1] !== QUOTE || stop - 1 === at)) {
      this.#problems.push({ code: "unterminated-string", offset: at });
    }
    return stop;
  }

  /** Steps over brackets' content: from after an opening bracket to after the one that closes it. */
  #bracketed(): void {
    const stop = skipBrackets(this.#bytes, this.#at, this.#end);
    if (stop < 0) this.#findOpenQuote(this.#at);
    this.#at = this.#last = stop < 0 ? this.#end : stop;
  }

  /** Where brackets are not closed, a quote may be the reason. */
  #findOpenQuote(from: number): void {
    const lexer = new Lexer(this.#bytes, from, this.#end);
    while (lexer.next() !== Token.End) {
      const quote = this.#bytes.subarray(lexer.start, lexer.stop).indexOf(QUOTE);
      if (quote >= 0 && lexer.stop === this.#end) this.#quoted(lexer.start + quote);
    }
  }

  /** Steps over the rest of an entity: to the first token outside brackets that starts another one. */
  #tail(): void {
    for (;;) {
      this.#at = skipBlank(this.#bytes, this.#at, this.#end);
      if (this.#at >= this.#end || this.#entityKindAt(this.#at) !== EntityKind.None) return;
      const byte = this.#bytes[this.#at]!;
      if (byte === OPEN_PAREN || byte === OPEN_BRACKET || byte === OPEN_BRACE) {
        this.#at++;
        this.#bracketed();
      } else this.#stepToken();
    }
  }

  /**
   * Steps over a function from after its keyword. The body's `{` is the first
   * one outside brackets after the parameters that belongs to no prefix,
   * prologue or personality constant. Returns its offset, 0 when there is none.
   */
  #function(mayHaveBody: boolean): number {
    const bytes = this.#bytes;
    this.#name = 0;
    this.#trailer = 0;
    for (;;) {
      const at = (this.#at = skipBlank(bytes, this.#at, this.#end));
      if (at >= this.#end || this.#entityKindAt(at) !== EntityKind.None) return 0;
      const byte = bytes[at]!;
      if (byte === OPEN_BRACE && this.#trailer > 0 && mayHaveBody) {
        this.#body();
        return at;
      }
      if (byte === OPEN_PAREN || byte === OPEN_BRACKET || byte === OPEN_BRACE) {
        this.#at++;
        this.#bracketed();
        if (this.#name > 0 && this.#trailer === 0) this.#trailer = this.#at;
        continue;
      }
      this.#stepToken();
      if (byte === AT && this.#name === 0) this.#name = at;
      // The first letter of prefix, prologue and personality.
      else if (byte === 0x70 && this.#trailer > 0 && isConstantKeyword(bytes, at, this.#at)) {
        const lexer = new Lexer(bytes, this.#at, this.#end);
        skipTypedConstant(lexer);
        this.#at = this.#last = lexer.stop;
      }
    }
  }

  /**
   * Steps over a body, from its `{`. Only quotes, comments and braces matter, and
   * they are rare, so each is looked for by itself with the native search: the
   * next one of every kind is known, and the nearest is handled.
   */
  #body(): void {
    const bytes = this.#bytes;
    const end = this.#end;
    const start = this.#at;
    let depth = 0;
    for (let at = start; ; ) {
      const close = this.#next(CLOSE_BRACE, at);
      const open = this.#next(OPEN_BRACE, at);
      const quote = this.#next(QUOTE, at);
      const comment = this.#nextComment(at);
      const nearest = Math.min(close, open, quote, comment);
      if (nearest >= end) break;
      if (nearest === close) {
        at = close + 1;
        if (--depth === 0) {
          this.#at = this.#last = at;
          return;
        }
      } else if (nearest === open) {
        at = open + 1;
        depth++;
      } else if (nearest === quote) {
        const stop = bytes.indexOf(QUOTE, quote + 1);
        if (stop < 0) {
          this.#problems.push({ code: "unterminated-string", offset: quote });
          break;
        }
        at = stop + 1;
      } else at = this.#skipComment(comment);
    }
    this.#problems.push({ code: "unterminated-body", offset: start });
    this.#at = this.#last = end;
  }

  /** The offset of the first `byte` at or after `at`, or the end; remembered until it is passed. */
  #next(byte: number, at: number): number {
    const known = this.#ahead[byte]!;
    if (known >= at) return known;
    const found = this.#bytes.indexOf(byte, at);
    return (this.#ahead[byte] = found < 0 ? this.#end : found);
  }

  /** The offset of the first `;` or block comment at or after `at`, were it outside quotes; or the end. */
  #nextComment(at: number): number {
    const line = this.#next(SEMICOLON, at);
    if (this.#blockComment < at) {
      const found = this.#bytes.indexOf("/*", at, "latin1");
      this.#blockComment = found < 0 ? this.#end : found;
    }
    return Math.min(line, this.#blockComment);
  }

  #skipComment(at: number): number {
    if (this.#bytes[at] === SLASH) return skipBlockComment(this.#bytes, at, this.#end);
    return Math.min(this.#next(NEWLINE, at), this.#next(CARRIAGE_RETURN, at));
  }

  /** A block comment that nothing closes swallows the rest of the file; only the tail can hold one. */
  #findUnclosedComment(): void {
    if (this.#problems.length > 0) return;
    let at = this.#last;
    while (at < this.#end) {
      const byte = this.#bytes[at]!;
      if (byte === SEMICOLON) at = skipLineComment(this.#bytes, at, this.#end);
      else if (byte === SLASH && this.#bytes[at + 1] === STAR) {
        const stop = skipBlockComment(this.#bytes, at, this.#end);
        if (stop === this.#end && latin1(this.#bytes, Math.max(at + 2, stop - 2), stop) !== "*/") {
          this.#problems.push({ code: "unterminated-comment", offset: at });
        }
        at = stop;
      } else at++;
    }
  }
}

function isConstantKeyword(bytes: Buffer, start: number, stop: number): boolean {
  const word = latin1(bytes, start, stop);
  return word === "prefix" || word === "prologue" || word === "personality";
}

function skipWhile(bytes: Buffer, at: number, end: number, bits: number): number {
  while (at < end && CLASSES[bytes[at]!]! & bits) at++;
  return at;
}
