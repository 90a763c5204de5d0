import { type ByteStringGlobal, endsInNul, parseByteStringGlobal } from "../asm/byte-string.js";
import { LOWER_L, QUOTE } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import type { TextRange } from "../asm/clauses.js";
import { Lexer, Token } from "../asm/lexer.js";
import { symbolName } from "../asm/names.js";
import { type ValueKey, valueKey } from "../asm/value-key.js";
import type { GlobalValue } from "./global-value.js";
import type { Module } from "./module.js";

/** A global variable that is one byte string. Offsets are into `bytes`. */
export interface StringGlobal {
  readonly bytes: Buffer;
  readonly written: ByteStringGlobal;
  /** What stands between the quotes, without a NUL at the end. */
  readonly text: TextRange;
  readonly isTerminated: boolean;
}

/** What findStrings finds. */
export interface FoundStrings {
  readonly strings: readonly (StringGlobal & { readonly global: GlobalValue })[];
  /** What llvm.used and llvm.compiler.used keep for somebody the module does not show. */
  readonly used: ReadonlySet<ValueKey>;
}

/** The byte strings for which `wanted` is true; an entity is made for those alone. */
export function findStrings(module: Module, wanted: (string: StringGlobal) => boolean = () => true): FoundStrings {
  const strings: (StringGlobal & { readonly global: GlobalValue })[] = [];
  const used = new Set<ValueKey>();
  let string: StringGlobal | undefined;
  const isWanted = (bytes: Buffer, start: number, stop: number): boolean => {
    string = readString(bytes, start, stop);
    if (string !== undefined) return wanted(string);
    addUsed(bytes, start, stop, used);
    return false;
  };
  for (const global of module.entities(EntityKind.GlobalValue, isWanted)) {
    if (string !== undefined) strings.push({ ...string, global: global as GlobalValue });
  }
  return { strings, used };
}

function readString(bytes: Buffer, start: number, stop: number): StringGlobal | undefined {
  const written = parseByteStringGlobal(bytes, start, stop);
  if (written === undefined) return undefined;
  const { content } = written.string;
  const isTerminated = endsInNul(bytes, content);
  const nul = !isTerminated ? 0 : bytes[content.stop - 1] === 0 ? 1 : "\\00".length;
  return { bytes, written, text: { start: content.start, stop: content.stop - nul }, isTerminated };
}

/** Where the global is one of the two lists of used symbols, adds what it names. */
function addUsed(bytes: Buffer, start: number, stop: number, used: Set<ValueKey>): void {
  if (bytes[start + 1] !== LOWER_L && bytes[start + 1] !== QUOTE) return;
  const lexer = new Lexer(bytes, start, stop);
  lexer.next();
  const name = symbolName(bytes, lexer.start, lexer.stop);
  if (name !== "llvm.used" && name !== "llvm.compiler.used") return;
  while (lexer.next() !== Token.End) {
    const key = lexer.kind === Token.Global ? valueKey(bytes, lexer.start, lexer.stop) : undefined;
    if (key !== undefined) used.add(key);
  }
}
