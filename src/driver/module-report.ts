// What a module is and holds, for people and programs to read.

import { printAttribute } from "../asm/attributes.js";
import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { decodeEscapes, decodeQuoted, symbolName } from "../asm/names.js";
import type { Function } from "../ir/function.js";
import type { GlobalValue } from "../ir/global-value.js";
import type { Module } from "../ir/module.js";
import { findStrings } from "../ir/string-globals.js";
import { targetLine } from "../ir/target-line.js";
import { latin1 } from "../support/latin1.js";
import { isPrintableText } from "../support/printable-text.js";
import { type Dialect, guessDialect } from "./dialect-guess.js";

export interface ModuleReport {
  readonly schemaVersion: 1;
  readonly kind: "module";
  readonly format: "text" | "bitcode";
  /** What wrote the bitcode, as in `LLVM22.1.2-rust-1.95.0-stable`; null for text, which does not say. */
  readonly producer: string | null;
  /** The compilers that `!llvm.ident` names, as in `rustc version 1.95.0 (59807616e 2026-04-14)`. */
  readonly compilers: readonly string[];
  readonly dialect: Dialect;
  readonly sourceFilename: string | null;
  readonly triple: string | null;
  readonly dataLayout: string | null;
  /** Of the text. */
  readonly bytes: number;
  readonly lines: number;
  readonly counts: EntityCounts;
  /** For each attribute of functions, how many definitions have it; most first. */
  readonly attributes: readonly { readonly attribute: string; readonly definitions: number }[];
  readonly symbols: readonly SymbolReport[];
  /** Text constants without a NUL at their end. */
  readonly unterminatedStrings: readonly { readonly name: string; readonly text: string }[];
}

export interface EntityCounts {
  readonly definitions: number;
  readonly declarations: number;
  readonly variables: number;
  readonly aliases: number;
  readonly types: number;
  readonly comdats: number;
  readonly attributeGroups: number;
  readonly namedMetadata: number;
  readonly metadataNodes: number;
  readonly assemblyLines: number;
  /** What kextir does not know. */
  readonly unknown: number;
}

export interface SymbolReport {
  /** Decoded; a function or variable that has only a number is left out. */
  readonly name: string;
  readonly kind: "function" | "variable" | "alias" | "ifunc";
  readonly linkage: string;
  readonly isDefinition: boolean;
  /** Of its text. */
  readonly bytes: number;
}

export function reportModule(module: Module, origin: Pick<ModuleReport, "format" | "producer">): ModuleReport {
  const symbols = [...module.functions()].flatMap(reportFunction).concat([...module.globals()].flatMap(reportGlobal));
  return {
    schemaVersion: 1,
    kind: "module",
    ...origin,
    compilers: compilersOf(module),
    dialect: guessDialect(module),
    sourceFilename: sourceFilenameOf(module),
    triple: targetLine(module, "triple")?.value ?? null,
    dataLayout: targetLine(module, "datalayout")?.value ?? null,
    bytes: module.bytes.length,
    lines: countLines(module.bytes),
    counts: countEntities(module),
    attributes: countAttributes(module),
    symbols,
    unterminatedStrings: findUnterminated(module),
  };
}

function countEntities(module: Module): EntityCounts {
  const count = (kind: EntityKind): number => module.scan.kinds.reduce((sum, other) => (other === kind ? sum + 1 : sum), 0);
  const globals = [...module.globals()].map((global) => global.header()?.form);
  const isAlias = (form: string | undefined): boolean => form === "alias" || form === "ifunc";
  return {
    definitions: count(EntityKind.Definition),
    declarations: count(EntityKind.Declaration),
    variables: globals.filter((form) => !isAlias(form)).length,
    aliases: globals.filter(isAlias).length,
    types: count(EntityKind.Type),
    comdats: count(EntityKind.Comdat),
    attributeGroups: count(EntityKind.AttributeGroup),
    namedMetadata: count(EntityKind.NamedMetadata),
    metadataNodes: count(EntityKind.MetadataNode),
    assemblyLines: count(EntityKind.ModuleAsm),
    unknown: count(EntityKind.Unknown),
  };
}

/** Attributes as they count, from headers and groups alike; strings with their values. */
function countAttributes(module: Module): ModuleReport["attributes"] {
  const counts = new Map<string, number>();
  for (const fn of module.definitions()) {
    for (const attribute of attributesOf(fn)) counts.set(attribute, (counts.get(attribute) ?? 0) + 1);
  }
  return [...counts].map(([attribute, definitions]) => ({ attribute, definitions })).sort((a, b) => b.definitions - a.definitions || (a.attribute < b.attribute ? -1 : 1));
}

function attributesOf(fn: Function): Set<string> {
  const found = new Set<string>();
  for (const item of fn.attributeItems()) {
    const attributes = item.group === undefined ? [item] : (fn.module.attributeGroup(item.group)?.attributes ?? []);
    for (const attribute of attributes) found.add(printAttribute(attribute));
  }
  return found;
}

const LINKAGES: ReadonlySet<string> = new Set([
  "private", "internal", "available_externally", "linkonce", "linkonce_odr", "weak", "weak_odr", "common", "appending", "extern_weak", "external",
]);

function linkageOf(qualifiers: readonly { readonly word: string }[] | undefined): string {
  return qualifiers?.find(({ word }) => LINKAGES.has(word))?.word ?? "external";
}

function reportFunction(fn: Function): SymbolReport[] {
  const { symbol, isDefinition } = fn;
  if (symbol === undefined) return [];
  return [{ name: symbol, kind: "function", linkage: linkageOf(fn.header()?.qualifiers), isDefinition, bytes: fn.stop - fn.start }];
}

function reportGlobal(global: GlobalValue): SymbolReport[] {
  const { symbol } = global;
  if (symbol === undefined) return [];
  const header = global.header();
  const kind = header?.form === "alias" || header?.form === "ifunc" ? header.form : "variable";
  return [{ name: symbol, kind, linkage: linkageOf(header?.qualifiers), isDefinition: header?.initializer !== undefined, bytes: global.stop - global.start }];
}

function sourceFilenameOf(module: Module): string | null {
  for (const entity of module.entities(EntityKind.SourceFilename)) {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind === Token.String) return decodeQuoted(entity.bytes, lexer.start + 1, lexer.stop - 1);
    }
  }
  return null;
}

function compilersOf(module: Module): string[] {
  const nodes = new Set<string>();
  for (const entity of module.entities(EntityKind.NamedMetadata)) {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    lexer.next();
    if (!lexer.is("!llvm.ident")) continue;
    while (lexer.next() !== Token.End) if (lexer.kind === Token.Metadata) nodes.add(lexer.text());
  }
  return [...nodes].flatMap((number) => stringsOfNode(module, number));
}

function stringsOfNode(module: Module, number: string): string[] {
  for (const entity of module.entitiesIncluding(`${number} =`)) {
    if (entity.kind !== EntityKind.MetadataNode) continue;
    const text = entity.text();
    if (!text.startsWith(`${number} `)) continue;
    return [...text.matchAll(/!"([^"]*)"/g)].map((match) => decodeEscapes(match[1]!));
  }
  return [];
}

function findUnterminated(module: Module): ModuleReport["unterminatedStrings"] {
  const { strings } = findStrings(module, ({ isTerminated }) => !isTerminated);
  return strings.flatMap(({ bytes, written: { name }, text }) => {
    const content = decodeQuoted(bytes, text.start, text.stop);
    if (content === "" || !isPrintableText(content)) return [];
    const symbol = symbolName(bytes, name.start, name.stop) ?? latin1(bytes, name.start + 1, name.stop);
    return [{ name: symbol, text: Buffer.from(content, "latin1").toString("utf8") }];
  });
}

function countLines(bytes: Buffer): number {
  let lines = bytes.length > 0 && bytes.at(-1) !== 0x0a ? 1 : 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines++;
  return lines;
}
