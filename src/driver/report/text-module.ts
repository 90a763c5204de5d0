// Reports on a module of text.

import { printAttribute } from "../../asm/attributes.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { typeText } from "../../asm/function-type.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { decodeEscapes, decodeQuoted, symbolName } from "../../asm/names.js";
import type { Module } from "../../ir/module.js";
import { moduleFlagTexts } from "../../ir/module-flags.js";
import { findStrings } from "../../ir/string-globals.js";
import { targetLine } from "../../ir/target-line.js";
import { latin1 } from "../../support/latin1.js";
import { isPrintableText } from "../../support/printable-text.js";
import { guessDialect } from "../dialect-guess.js";
import { countAttributes } from "./count-attributes.js";
import { flagBehavior } from "./flag-behavior.js";
import type { EntityCounts, ModuleReport } from "./module-report.js";
import { readableName, textSymbols } from "./text-symbols.js";


/** What a module of text is and holds. */
export function reportTextModule(module: Module): ModuleReport {
  const symbols = textSymbols(module);
  const sections = symbols.flatMap(({ section }) => (section === undefined ? [] : [section]));
  return {
    schemaVersion: 1,
    kind: "module",
    format: "text",
    path: [],
    producer: null,
    compilers: compilersOf(module),
    dialect: guessDialect(module),
    sourceFilename: sourceFilenameOf(module),
    triple: targetLine(module, "triple")?.value ?? null,
    dataLayout: targetLine(module, "datalayout")?.value ?? null,
    moduleAsm: assemblyOf(module),
    bytes: module.bytes.length,
    lines: countLines(module.bytes),
    counts: countEntities(module),
    types: typesOf(module),
    sections: [...new Set(sections)],
    comdats: comdatsOf(module),
    moduleFlags: moduleFlagTexts(module).map(({ behavior, key, value }) => ({ behavior: flagBehavior(behavior), name: key, value: value.replace(/^i\d+ /, "") })),
    namedMetadata: namedMetadataOf(module),
    attributes: countAttributes([...module.definitions()].map((fn) => fn.attributes().map(printAttribute))),
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

/** The text of all `module asm` lines. */
function assemblyOf(module: Module): string | null {
  const lines: string[] = [];
  for (const entity of module.entities(EntityKind.ModuleAsm)) {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    while (lexer.next() !== Token.End) if (lexer.kind === Token.String) lines.push(readableName(decodeQuoted(entity.bytes, lexer.start + 1, lexer.stop - 1)));
  }
  return lines.length === 0 ? null : lines.map((line) => `${line}\n`).join("");
}

/** `%name = type { i32, ptr }`. */
function typesOf(module: Module): ModuleReport["types"] {
  return [...module.entities(EntityKind.Type)].map((entity) => {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    lexer.next();
    const name = symbolName(entity.bytes, lexer.start, lexer.stop) ?? lexer.text().slice(1);
    lexer.next();
    lexer.next();
    return { name: readableName(name), type: typeText(entity.bytes, { start: lexer.stop, stop: entity.stop }) };
  });
}

/** `$name = comdat any`. */
function comdatsOf(module: Module): ModuleReport["comdats"] {
  return [...module.entities(EntityKind.Comdat)].map((entity) => {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    lexer.next();
    const name = readableName(symbolName(entity.bytes, lexer.start, lexer.stop) ?? "");
    let selection = "any";
    while (lexer.next() !== Token.End) if (lexer.kind === Token.Word) selection = lexer.text();
    return { name, selection };
  });
}

/** Lists of one name add up. */
function namedMetadataOf(module: Module): ModuleReport["namedMetadata"] {
  const operands = new Map<string, number>();
  for (const entity of module.entities(EntityKind.NamedMetadata)) {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    lexer.next();
    const name = readableName(decodeEscapes(lexer.text().slice(1)));
    let count = 0;
    while (lexer.next() !== Token.End) if (lexer.kind === Token.Metadata) count++;
    operands.set(name, (operands.get(name) ?? 0) + count);
  }
  return [...operands].map(([name, count]) => ({ name, operands: count }));
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
