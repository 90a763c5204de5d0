// Finds every place where an entity names a symbol, and gives the edits that
// rename it. Parsers check few of them: a string attribute, debug info or assembly
// that keeps an old name is found out by the linker, or by nobody.

import { type AssemblyDialect, assemblyNames, printAssemblyName } from "../../asm/assembly.js";
import { EQUALS, OPEN_PAREN } from "../../asm/characters.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { linkerName, symbolOfLinkerName } from "../../asm/linker-name.js";
import { decodeQuoted, encodeQuoted, printName, symbolName } from "../../asm/names.js";
import { type Renamer, renameInAttribute } from "../../asm/symbol-attributes.js";
import { invariant } from "../../support/invariant.js";
import type { TextEdit } from "../edited-text.js";
import type { Entity } from "../entity.js";
import { decodeQuotedText } from "./quoted-text.js";

/** In which kind of place a symbol was named. */
export type Place = "code" | "comdats" | "string attributes" | "debug info" | "assembly" | "module flags" | "summary";

/** A string attribute that has to keep the old name. */
export interface KeptAttribute {
  readonly key: string;
  readonly symbol: string;
  readonly start: number;
}

/** What renaming an entity's references takes. Offsets are into its `bytes`. */
export interface ReferenceEdits {
  readonly edits: readonly TextEdit[];
  readonly places: readonly Place[];
  readonly kept: readonly KeptAttribute[];
}

/** The edits for `entity`, `module asm` apart. */
export function referenceEdits(entity: Entity, dialect: AssemblyDialect, rename: Renamer): ReferenceEdits {
  return new ReferenceReader(entity, dialect, rename).read();
}

/**
 * The edits for all lines of `module asm`, which the assembler reads as one text. They
 * come in the order of `entities`, an element each.
 */
export function moduleAsmEdits(entities: readonly Entity[], dialect: AssemblyDialect, rename: Renamer): ReferenceEdits[] {
  const lines = entities.map(({ bytes, start, stop }) => {
    const lexer = new Lexer(bytes, start, stop);
    while (lexer.next() !== Token.End && lexer.kind !== Token.String);
    return decodeQuotedText(bytes, lexer.start + 1, Math.max(lexer.stop - 1, lexer.start + 1));
  });
  const results = lines.map(() => ({ edits: [] as TextEdit[], places: [] as Place[], kept: [] }));
  let line = 0;
  let lineStart = 0;
  for (const { name, start, stop } of assemblyNames(lines.map(({ text }) => text).join("\n"), dialect, false)) {
    while (start > lineStart + lines[line]!.text.length) lineStart += lines[line++]!.text.length + 1;
    const result = results[line]!;
    const edit = assemblyEdit(name, dialect, rename, false);
    if (edit === undefined) continue;
    const { offsets } = lines[line]!;
    result.edits.push({ start: offsets(start - lineStart), stop: offsets(stop - lineStart), text: edit });
    result.places.push("assembly");
  }
  return results;
}

/** What to write for `name`, encoded for a quoted string; undefined to leave it. */
function assemblyEdit(name: string, { prefix }: AssemblyDialect, rename: Renamer, isTemplate: boolean): string | undefined {
  const symbol = rename(symbolOfLinkerName(name, prefix));
  return symbol === undefined ? undefined : encodeQuoted(printAssemblyName(linkerName(symbol, prefix), isTemplate));
}

class ReferenceReader {
  readonly #entity: Entity;
  readonly #dialect: AssemblyDialect;
  readonly #rename: Renamer;
  readonly #lexer: Lexer;
  readonly #edits: TextEdit[] = [];
  readonly #places: Place[] = [];
  readonly #kept: KeptAttribute[] = [];

  constructor(entity: Entity, dialect: AssemblyDialect, rename: Renamer) {
    invariant(entity.kind !== EntityKind.ModuleAsm, "the lines of module asm are read together");
    this.#entity = entity;
    this.#dialect = dialect;
    this.#rename = rename;
    this.#lexer = new Lexer(entity.bytes, entity.start, entity.stop);
  }

  read(): ReferenceEdits {
    const lexer = this.#lexer;
    while (lexer.next() !== Token.End) {
      switch (lexer.kind) {
        case Token.Global: this.#name("@", "code"); break;
        case Token.Comdat: this.#name("$", "comdats"); break;
        case Token.Word: if (lexer.is("asm")) this.#inlineAsm(); break;
        case Token.String: this.#attribute(); break;
        case Token.Label: this.#field(); break;
        case Token.MetadataString: this.#moduleFlag(); break;
        default:
      }
    }
    return { edits: this.#edits, places: this.#places, kept: this.#kept };
  }

  #name(sigil: "@" | "$", place: Place): void {
    const { bytes, start, stop } = this.#lexer;
    const symbol = symbolName(bytes, start, stop);
    const renamed = symbol === undefined ? undefined : this.#rename(symbol);
    if (renamed !== undefined) this.#replace(start, stop, sigil + printName(renamed), place);
  }

  /** With the current token `asm`, reads flags and the template; the constraints name no symbols. */
  #inlineAsm(): void {
    const lexer = this.#lexer;
    do lexer.next();
    while (lexer.kind === Token.Word);
    if (lexer.kind !== Token.String) return;
    const { text, offsets } = decodeQuotedText(lexer.bytes, lexer.start + 1, lexer.stop - 1);
    for (const { name, start, stop } of assemblyNames(text, this.#dialect, true)) {
      const edit = assemblyEdit(name, this.#dialect, this.#rename, true);
      if (edit !== undefined) this.#replace(offsets(start), offsets(stop), edit, "assembly");
    }
  }

  /** A string that `=` and another follow is an attribute. */
  #attribute(): void {
    const lexer = this.#lexer;
    if (lexer.peek() !== EQUALS) return;
    const key = decodeQuoted(lexer.bytes, lexer.start + 1, lexer.stop - 1);
    lexer.next();
    if (lexer.next() !== Token.String) return;
    const value = renameInAttribute(key, decodeQuoted(lexer.bytes, lexer.start + 1, lexer.stop - 1), this.#rename);
    if (value?.kind === "renamed") this.#replaceQuoted(value.value, "string attributes");
    else if (value?.kind === "refused") this.#kept.push({ key, symbol: value.symbol, start: lexer.start });
  }

  /** `linkageName:` and its like in debug info, `gv: (name:` in a summary. */
  #field(): void {
    const lexer = this.#lexer;
    if (this.#entity.kind === EntityKind.Summary) {
      if (!lexer.is("gv:") || lexer.peek() !== OPEN_PAREN) return;
      lexer.next();
      if (lexer.next() === Token.Label && lexer.is("name:") && lexer.next() === Token.String) this.#quotedName("summary");
    } else if ((lexer.is("linkageName:") || lexer.is("targetFuncName:")) && lexer.next() === Token.String) {
      this.#quotedName("debug info");
    }
  }

  /** `!{i32 1, !"stack-protector-guard-symbol", !"symbol"}`. */
  #moduleFlag(): void {
    const lexer = this.#lexer;
    if (!lexer.is('!"stack-protector-guard-symbol"')) return;
    lexer.next();
    if (lexer.next() !== Token.MetadataString) return;
    const renamed = this.#rename(decodeQuoted(lexer.bytes, lexer.start + 2, lexer.stop - 1));
    if (renamed !== undefined) this.#replace(lexer.start + 2, lexer.stop - 1, encodeQuoted(renamed), "module flags");
  }

  #quotedName(place: Place): void {
    const renamed = this.#rename(decodeQuoted(this.#lexer.bytes, this.#lexer.start + 1, this.#lexer.stop - 1));
    if (renamed !== undefined) this.#replaceQuoted(renamed, place);
  }

  /** Replaces the content of the string that is the current token. */
  #replaceQuoted(content: string, place: Place): void {
    this.#replace(this.#lexer.start + 1, this.#lexer.stop - 1, encodeQuoted(content), place);
  }

  #replace(start: number, stop: number, text: string, place: Place): void {
    this.#edits.push({ start, stop, text });
    this.#places.push(place);
  }
}
