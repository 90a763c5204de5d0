import { type ByteStringGlobal, endsInNul, parseByteStringGlobal } from "../asm/byte-string.js";
import { LOWER_L, QUOTE } from "../asm/characters.js";
import type { TextRange } from "../asm/function-header.js";
import { Lexer, Token } from "../asm/lexer.js";
import { type ValueKey, valueKey } from "../asm/value-key.js";
import type { GlobalValue } from "./global-value.js";
import type { Module } from "./module.js";

/** A global that is one byte string. */
export interface StringGlobal {
  readonly global: GlobalValue;
  readonly key: ValueKey;
  readonly written: ByteStringGlobal;
  /** Its content without the NUL at the end, in `global.bytes`. */
  readonly text: TextRange;
  readonly isTerminated: boolean;
}

/** The byte strings of a module, and the keys of what llvm.used and llvm.compiler.used keep for others. */
export function findStrings(module: Module): { readonly strings: readonly StringGlobal[]; readonly used: ReadonlySet<ValueKey> } {
  const strings: StringGlobal[] = [];
  const used = new Set<ValueKey>();
  for (const global of module.globals()) {
    const { bytes, start, stop } = global;
    const written = parseByteStringGlobal(bytes, start, stop);
    if (written === undefined) {
      // Most globals are none of the two; their first letter tells.
      const first = bytes[start + 1];
      if ((first === LOWER_L || first === QUOTE) && /^llvm\.(compiler\.)?used$/.test(global.symbol ?? "")) addNames(global, used);
      continue;
    }
    const key = valueKey(bytes, written.name.start, written.name.stop);
    if (key === undefined) continue;
    const { content } = written.string;
    const isTerminated = endsInNul(bytes, content);
    const nul = !isTerminated ? 0 : bytes[content.stop - 1] === 0 ? 1 : "\\00".length;
    strings.push({ global, key, written, text: { start: content.start, stop: content.stop - nul }, isTerminated });
  }
  return { strings, used };
}

function addNames({ bytes, start, stop }: GlobalValue, names: Set<ValueKey>): void {
  const lexer = new Lexer(bytes, start, stop);
  while (lexer.next() !== Token.End) {
    const key = lexer.kind === Token.Global ? valueKey(bytes, lexer.start, lexer.stop) : undefined;
    if (key !== undefined) names.add(key);
  }
}
