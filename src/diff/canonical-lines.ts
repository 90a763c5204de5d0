// An entity's lines as they are apart from numbering: attribute groups stand as what
// they hold, metadata as the nodes that they are, comments not at all.

import { EQUALS, NEWLINE } from "../asm/characters.js";
import { Lexer, Token } from "../asm/lexer.js";
import { alignLines } from "./align-lines.js";

/** What numbers mean in a module. */
export interface Numbering {
  readonly group: (number: number) => string;
  readonly node: (number: number) => string;
}

/** A text, and where the header of a function ends in it: there, groups are left out. */
export interface EntityText {
  readonly bytes: Buffer;
  readonly start: number;
  readonly stop: number;
  readonly bodyStart: number;
}

/** A line that holds more than comments. */
export interface CanonicalLine {
  readonly text: Buffer;
  readonly origin: number;
  /** Equal for lines that are the same but for the numbers of unnamed values. */
  readonly key: string;
  /** These numbers, in their order. */
  readonly locals: readonly string[];
  /** How many of `locals` the line defines; they stand first. */
  readonly defined: number;
}

export function canonicalLines({ bytes, start, stop, bodyStart }: EntityText, numbering: Numbering): CanonicalLine[] {
  const lines: CanonicalLine[] = [];
  const lexer = new Lexer(bytes, start, stop);
  lexer.next();
  while (hasToken(lexer)) {
    const lineStart = lexer.start === 0 ? 0 : bytes.lastIndexOf(NEWLINE, lexer.start - 1) + 1;
    const newline = bytes.indexOf(NEWLINE, lexer.start);
    const lineEnd = newline < 0 ? bytes.length : newline + 1;
    const isHeader = lexer.start < bodyStart;
    let key = "";
    let defined = 0;
    const locals: string[] = [];
    for (; hasToken(lexer) && lexer.start < lineEnd; lexer.next()) {
      const text = lexer.text();
      if (lexer.kind === Token.Group) {
        if (lexer.start >= bodyStart) key += `#{${numbering.group(Number(text.slice(1)))}} `;
      } else if (lexer.kind === Token.Metadata && /^!\d+$/.test(text)) key += `!${numbering.node(Number(text.slice(1)))} `;
      else if (lexer.kind === Token.Local && /^%\d+$/.test(text)) {
        key += "% ";
        locals.push(text.slice(1));
        if (locals.length === 1 && lexer.peek() === EQUALS) defined = 1;
      } else if (lexer.kind === Token.Label && /^\d+:$/.test(text)) {
        key += ": ";
        locals.push(text.slice(0, -1));
        defined = 1;
      } else key += `${text} `;
    }
    if (isHeader) defined = locals.length;
    lines.push({ text: bytes.subarray(lineStart, lineEnd), origin: lineStart, key, locals, defined });
  }
  return lines;
}

function hasToken({ kind }: Lexer): boolean {
  return kind !== Token.End;
}

/** Lines that take the place of others. */
export interface CanonicalChange {
  readonly before: readonly CanonicalLine[];
  readonly after: readonly CanonicalLine[];
  /** Where in the lines before the change begins. */
  readonly start: number;
}

/** What differs, unnamed values that are only numbered differently apart. */
export function compareCanonical(before: readonly CanonicalLine[], after: readonly CanonicalLine[]): CanonicalChange[] {
  const pairs = sameButForLocals(before, after);
  const known = new Map<string, string>();
  const definedBefore = new Set(before.flatMap(({ locals, defined }) => locals.slice(0, defined)));
  const definedAfter = new Set(after.flatMap(({ locals, defined }) => locals.slice(0, defined)));
  for (const [a, b] of pairs) for (let i = 0; i < before[a]!.defined; i++) known.set(before[a]!.locals[i]!, after[b]!.locals[i]!);
  const isSame = (old: CanonicalLine, now: CanonicalLine): boolean =>
    old.locals.every((local, i) => {
      const other = now.locals[i]!;
      // The first block's number is written nowhere but where it is referred to.
      if (!known.has(local) && !definedBefore.has(local) && !definedAfter.has(other)) known.set(local, other);
      return known.get(local) === other;
    });
  const changes: CanonicalChange[] = [];
  let a = 0;
  let b = 0;
  for (const [atA, atB] of [...pairs.filter(([i, j]) => isSame(before[i]!, after[j]!)), [before.length, after.length] as const]) {
    if (a < atA || b < atB) changes.push({ before: before.slice(a, atA), after: after.slice(b, atB), start: a });
    a = atA + 1;
    b = atB + 1;
  }
  return changes;
}

function sameButForLocals(before: readonly CanonicalLine[], after: readonly CanonicalLine[]): [number, number][] {
  const numbers = new Map<string, number>();
  const number = ({ key }: CanonicalLine): number => {
    const value = numbers.get(key) ?? numbers.size;
    numbers.set(key, value);
    return value;
  };
  return alignLines(Uint32Array.from(before, number), Uint32Array.from(after, number));
}
