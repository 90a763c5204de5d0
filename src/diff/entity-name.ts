import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { symbolName } from "../asm/names.js";
import type { Entity } from "../ir/entity.js";
import { demangle } from "../support/demangle.js";

/** What an entity is, in words for reports. */
export const KIND_WORDS = {
  [EntityKind.None]: "text",
  [EntityKind.SourceFilename]: "source filename",
  [EntityKind.Target]: "target",
  [EntityKind.ModuleAsm]: "module assembly",
  [EntityKind.Type]: "type",
  [EntityKind.Comdat]: "comdat",
  [EntityKind.GlobalValue]: "global",
  [EntityKind.Declaration]: "declaration",
  [EntityKind.Definition]: "definition",
  [EntityKind.AttributeGroup]: "attribute group",
  [EntityKind.NamedMetadata]: "named metadata",
  [EntityKind.MetadataNode]: "metadata node",
  [EntityKind.UseListOrder]: "use-list order",
  [EntityKind.Summary]: "summary",
  [EntityKind.DependentLibraries]: "dependent libraries",
  [EntityKind.Unknown]: "unknown",
} as const satisfies Record<EntityKind, string>;

export type KindWord = (typeof KIND_WORDS)[EntityKind];

/** The text that an entity was when it came into its module: of the input, or as a pass made it. */
function firstText(entity: Entity): { readonly bytes: Buffer; readonly start: number; readonly stop: number } {
  const { module, index } = entity;
  if (index < 0) return entity;
  return { bytes: module.bytes, start: module.scan.starts[index]!, stop: module.scan.ends[index]! };
}

function nameToken(entity: Entity): Lexer {
  const { bytes, start, stop } = firstText(entity);
  const lexer = new Lexer(bytes, start, stop);
  lexer.next();
  if (entity.kind !== EntityKind.Definition && entity.kind !== EntityKind.Declaration) return lexer;
  const known = entity.index < 0 ? 0 : entity.module.scan.names[entity.index]!;
  if (known > 0) {
    lexer.position = known;
    lexer.next();
  } else while (lexer.kind !== Token.Global && lexer.next() !== Token.End);
  return lexer;
}

/** An entity's name as the module wrote it before any pass: `@f`, `attributes #0`, `!5`, `target triple`. */
export function entityName(entity: Entity): string {
  const lexer = nameToken(entity);
  switch (entity.kind) {
    case EntityKind.AttributeGroup:
    case EntityKind.Target:
    case EntityKind.ModuleAsm: {
      const word = lexer.text();
      lexer.next();
      return `${word} ${lexer.text()}`;
    }
    default: return lexer.text();
  }
}

/** The decoded symbol of a function or global, as it was before any pass. */
export function entitySymbol(entity: Entity): string | undefined {
  if (entity.kind !== EntityKind.Definition && entity.kind !== EntityKind.Declaration && entity.kind !== EntityKind.GlobalValue) return undefined;
  const lexer = nameToken(entity);
  return lexer.kind === Token.Global ? symbolName(lexer.bytes, lexer.start, lexer.stop) : undefined;
}

/** Whether `wanted` names the symbol: as it is, with `@` before it, or the Rust path that it stands for. */
export function isNamed(symbol: string, wanted: string): boolean {
  return symbol === wanted || `@${symbol}` === wanted || demangle(symbol) === wanted || demangle(symbol, { hash: true }) === wanted;
}
