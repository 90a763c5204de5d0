// Reads the header of a `define` or `declare`: everything but the body.

import { type AttributeItem, parseAttribute } from "./attributes.js";
import { AT, LESS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "./characters.js";
import { type ComdatClause, type QuotedClause, readAttachment, readComdatClause, readQuotedClause, type TextRange } from "./clauses.js";
import { skipTypeFrom, skipTypedConstant } from "./constants.js";
import { Lexer, Token } from "./lexer.js";
import { symbolName } from "./names.js";

/** Offsets are into the bytes that were parsed. */
export interface FunctionHeader {
  readonly isDefinition: boolean;
  /** Linkage, preemption, visibility, DLL storage and calling convention words, in their order. */
  readonly qualifiers: readonly (TextRange & { readonly word: string })[];
  readonly returnType: TextRange;
  /** The `@name` token. */
  readonly name: TextRange;
  /** The decoded name; undefined for an unnamed function. */
  readonly symbol: string | undefined;
  /** From the opening to after the closing parenthesis. */
  readonly parameters: TextRange;
  /** Function attributes and group references in their order. */
  readonly attributes: readonly AttributeItem[];
  /** Where a function attribute may be added, after a blank. */
  readonly attributesEnd: number;
  readonly unnamedAddr?: TextRange;
  /** `align 16`. */
  readonly align?: TextRange;
  readonly section?: QuotedClause;
  readonly partition?: QuotedClause;
  readonly gc?: QuotedClause;
  /** `comdat` or `comdat($name)`. */
  readonly comdat?: ComdatClause;
  readonly personality?: TextRange;
  readonly prefix?: TextRange;
  readonly prologue?: TextRange;
  /** `!dbg !0` and other attachments. */
  readonly attachments: readonly (TextRange & { readonly name: string })[];
  /** The body's `{`; the header's end for a declaration. */
  readonly bodyStart: number;
}

const LINKAGE_WORDS: ReadonlySet<string> = new Set([
  "private", "internal", "available_externally", "linkonce", "linkonce_odr", "weak", "weak_odr", "common",
  "appending", "extern_weak", "external", "linker_private", "linker_private_weak", "linkonce_odr_auto_hide",
  "dso_local", "dso_preemptable", "default", "hidden", "protected", "dllimport", "dllexport",
]);

const TYPE_WORD = /^(?:void|i[0-9]+|ptr|half|bfloat|float|double|fp128|x86_fp80|ppc_fp128|x86_mmx|x86_amx|label|token|metadata|opaque|target)$/;

/**
 * Parses the header at `start`, which ends before `bodyStart` (for a declaration
 * at its end). Undefined when the text has no name and parameters where a
 * function has them.
 */
export function parseFunctionHeader(bytes: Buffer, start: number, bodyStart: number): FunctionHeader | undefined {
  const lexer = new Lexer(bytes, start, bodyStart);
  lexer.next();
  const isDefinition = lexer.is("define");
  lexer.next();

  const qualifiers: (TextRange & { word: string })[] = [];
  const attachments: (TextRange & { name: string })[] = [];
  while (!beginsType(lexer)) {
    if (lexer.kind === Token.End || lexer.kind === Token.Global) return undefined;
    if (lexer.kind === Token.Metadata) attachments.push(readAttachment(lexer));
    else {
      const word = lexer.kind === Token.Word ? lexer.text() : undefined;
      const from = lexer.start;
      if (word === "cc") lexer.next(); // `cc 10`
      else if (word !== undefined && !LINKAGE_WORDS.has(word) && !isCallingConvention(word)) {
        parseAttribute(lexer);
        lexer.next();
        continue;
      } else if (word === undefined) {
        parseAttribute(lexer);
        lexer.next();
        continue;
      }
      qualifiers.push({ word: word === "cc" ? `cc ${lexer.text()}` : word, start: from, stop: lexer.stop });
    }
    lexer.next();
  }

  const typeStart = lexer.start;
  if (!skipReturnType(lexer)) return undefined;
  const returnType = { start: typeStart, stop: lexer.stop };
  if (lexer.next() !== Token.Global) return undefined;
  const name = { start: lexer.start, stop: lexer.stop };
  const symbol = symbolName(bytes, lexer.start, lexer.stop);
  lexer.next();
  if (!lexer.at(OPEN_PAREN)) return undefined;
  const parametersStart = lexer.start;
  if (!lexer.skipBracketed()) return undefined;
  const parameters = { start: parametersStart, stop: lexer.stop };

  return {
    isDefinition, qualifiers, returnType, name, symbol, parameters, bodyStart,
    ...parseTrailer(lexer, attachments),
  };
}

/** The calling convention a header names, `ccc` where it names none. */
export function callingConvention({ qualifiers }: FunctionHeader): string {
  return qualifiers.find(({ word }) => !LINKAGE_WORDS.has(word))?.word ?? "ccc";
}

/** What follows a function's parameters. */
export type Trailer = Pick<FunctionHeader, "attributes" | "attributesEnd" | "attachments"
  | "unnamedAddr" | "align" | "section" | "partition" | "gc" | "comdat" | "personality" | "prefix" | "prologue">;

/** Reads what follows the parameters: `lexer` stands after their `)` and ends where the body begins. */
export function parseTrailer(lexer: Lexer, attachments: (TextRange & { name: string })[] = []): Trailer {
  const attributes: AttributeItem[] = [];
  let attributesEnd = lexer.stop;
  let clauses: Omit<Trailer, "attributes" | "attributesEnd" | "attachments"> = {};
  while (lexer.next() !== Token.End) {
    const start = lexer.start;
    if (lexer.kind === Token.Metadata) {
      attachments.push(readAttachment(lexer));
      continue;
    }
    const word = lexer.kind === Token.Word ? lexer.text() : "";
    switch (word) {
      case "unnamed_addr": case "local_unnamed_addr":
        attributesEnd = lexer.stop;
        clauses = { ...clauses, unnamedAddr: { start, stop: lexer.stop } };
        continue;
      case "addrspace":
        parseAttribute(lexer);
        attributesEnd = lexer.stop;
        continue;
      case "align":
        if (lexer.peek() !== OPEN_PAREN) lexer.next();
        else parseAttribute(lexer);
        clauses = { ...clauses, align: { start, stop: lexer.stop } };
        continue;
      case "section": case "partition": case "gc":
        clauses = { ...clauses, [word]: readQuotedClause(lexer) };
        continue;
      case "comdat":
        clauses = { ...clauses, comdat: readComdatClause(lexer) };
        continue;
      case "prefix": case "prologue": case "personality":
        skipTypedConstant(lexer);
        clauses = { ...clauses, [word]: { start, stop: lexer.stop } };
        continue;
      default: {
        const item = parseAttribute(lexer);
        if (item === undefined) continue;
        attributes.push(item);
        attributesEnd = item.stop;
      }
    }
  }
  return { attributes, attributesEnd, attachments, ...clauses };
}

function beginsType(lexer: Lexer): boolean {
  if (lexer.kind === Token.Local) return true;
  if (lexer.kind === Token.Word) return TYPE_WORD.test(lexer.text());
  return lexer.at(OPEN_BRACE) || lexer.at(OPEN_BRACKET) || lexer.at(LESS);
}

/** A function's own parameters follow its name, so any `(` before `@` belongs to the type. */
function skipReturnType(lexer: Lexer): boolean {
  return skipTypeFrom(lexer) && lexer.peek() === AT;
}

/** `fastcc`, `cc10`, `amdgpu_kernel`, `aarch64_vector_pcs` and their kin: a word by its shape, so that new ones pass. */
function isCallingConvention(word: string): boolean {
  return /(?:cc|_pcs|_from_x[0-9]|^cc[0-9]+|_cc_?[0-9]*)$/.test(word) || /^(?:amdgpu|spir|ptx)_/.test(word);
}
