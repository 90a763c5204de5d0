// Metadata: debug information, profiles, module flags.

import { CLOSE_PAREN, COMMA, OPEN_PAREN } from "../../src/asm/characters.js";
import { EntityKind } from "../../src/asm/entity-kind.js";
import { Lexer, skipBrackets, Token } from "../../src/asm/lexer.js";
import type { TextEdit } from "../../src/ir/edited-text.js";
import type { Entity } from "../../src/ir/entity.js";
import { Function } from "../../src/ir/function.js";
import { fragmentOf, hasOperationOf, isOperationOf, OPERATIONS, PREFIX } from "./debug-expressions.js";
import type { TextRow } from "./row.js";

export const metadata: readonly TextRow[] = [
  withoutField(22, "DIBasicType", "dataSize"),
  withoutField(22, "DIBasicType", "num_extra_inhabitants"),
  withoutField(22, "DICompositeType", "num_extra_inhabitants"),
  withoutField(22, "DICompositeType", "enumKind"),
  withoutField(22, "DICompositeType", "specification"),
  withoutField(22, "DICompositeType", "bitStride"),
  withoutField(22, "DISubprogram", "keyInstructions"),
  withoutField(22, "DILocation", "atomGroup"),
  withoutField(22, "DILocation", "atomRank"),
  withoutField(22, "DILabel", "column", "!DILabel("),
  withoutField(22, "DILabel", "isArtificial", "!DILabel("),
  withoutField(22, "DILabel", "coroSuspendIdx", "!DILabel("),
  withoutField(22, "DICompileUnit", "sourceLanguageVersion"),
  withoutField(19, "DIDerivedType", "ptrAuthKey", "ptrAuth"),
  withoutField(19, "DIDerivedType", "ptrAuthIsAddressDiscriminated", "ptrAuth"),
  withoutField(19, "DIDerivedType", "ptrAuthExtraDiscriminator", "ptrAuth"),
  withoutField(19, "DIDerivedType", "ptrAuthIsaPointer", "ptrAuth"),
  withoutField(19, "DIDerivedType", "ptrAuthAuthenticatesNullValues", "ptrAuth"),
  {
    construct: "DW_TAG_LLVM_ptrauth_type", since: 19, instead: "DW_TAG_restrict_type", needle: "DW_TAG_LLVM_ptrauth_type", isDebugInfo: true,
    rewrite: (entity) =>
      fields(entity, "DIDerivedType", "tag")
        .filter(({ valueStart, stop }) => entity.bytes.toString("latin1", valueStart, stop) === "DW_TAG_LLVM_ptrauth_type")
        .map(({ valueStart, stop }) => ({ start: valueStart, stop, text: "DW_TAG_restrict_type" })),
  },
  {
    construct: "DW_TAG_variable of a static member", since: 19, instead: "DW_TAG_member", needle: "DIDerivedType(tag: DW_TAG_variable", isDebugInfo: true,
    rewrite: (entity) =>
      fields(entity, "DIDerivedType", "tag")
        .filter(({ valueStart, stop }) => entity.bytes.toString("latin1", valueStart, stop) === "DW_TAG_variable")
        .map(({ valueStart, stop }) => ({ start: valueStart, stop, text: "DW_TAG_member" })),
  },
  {
    construct: "importType: in a summary", since: 19, instead: "dropped", needle: ", importType: ",
    rewrite: (entity) => {
      if (entity.kind !== EntityKind.Summary) return [];
      return [...entity.text().matchAll(/, importType: \w+/g)].map(({ 0: found, index }) => ({ start: entity.start + index, stop: entity.start + index + found.length, text: "" }));
    },
  },
  {
    construct: "!DIFixedPointType(…)", since: 22, instead: "!DIBasicType of its name, size and encoding", needle: "!DIFixedPointType(", isDebugInfo: true,
    rewrite: (entity) => otherNode(entity, "DIFixedPointType", (keep) => `!DIBasicType(${keep("name", "size", "align", "encoding", "flags")})`),
  },
  {
    construct: "!DISubrangeType(…)", since: 22, instead: "a typedef of its base type, or !DIBasicType of its name and size", needle: "!DISubrangeType(", isDebugInfo: true,
    rewrite: (entity) =>
      otherNode(entity, "DISubrangeType", (keep) =>
        keep("baseType") === ""
          ? `!DIBasicType(${keep("name", "size", "align")})`
          : `!DIDerivedType(tag: DW_TAG_typedef, ${keep("name", "file", "line", "scope", "baseType")})`),
  },
  {
    construct: "!DIAssignID()", since: 16, instead: "!{}", needle: "!DIAssignID()", isDebugInfo: true,
    rewrite: (entity) =>
      [...entity.text().matchAll(/!DIAssignID\(\)/g)].map(({ index }) => ({ start: entity.start + index, stop: entity.start + index + "!DIAssignID()".length, text: "!{}" })),
  },
  ...[...OPERATIONS].map(([since, names]) => withoutOperations(since, names)),
  {
    construct: "sourceLanguageName: DW_LNAME_Rust", since: 22, instead: "language: DW_LANG_Rust", needle: "sourceLanguageName:", isDebugInfo: true,
    rewrite: (entity) =>
      fields(entity, "DICompileUnit", "sourceLanguageName").flatMap(({ start, stop, valueStart }) => {
        const name = entity.bytes.toString("latin1", valueStart, stop);
        return [{ start, stop, text: `language: ${LANGUAGES[name] ?? name.replace("DW_LNAME_", "DW_LANG_")}` }];
      }),
  },
  {
    construct: "size: with metadata in DICompositeType, DIDerivedType", since: 22, instead: "size: 0", needle: "size: !", isDebugInfo: true,
    rewrite: (entity) =>
      ["DICompositeType", "DIDerivedType", "DIBasicType"].flatMap((node) => fields(entity, node, "size"))
        .filter(({ valueStart }) => entity.bytes[valueStart] === 0x21)
        .map(({ valueStart, stop }) => ({ start: valueStart, stop, text: "0" })),
  },
  {
    construct: "nameTableKind: Apple", since: 19, instead: "dropped", needle: "nameTableKind: Apple", isDebugInfo: true,
    rewrite: (entity) =>
      fields(entity, "DICompileUnit", "nameTableKind").filter(({ valueStart, stop }) => entity.bytes.toString("latin1", valueStart, stop) === "Apple").map(({ removal }) => removal),
  },
  {
    construct: '!{!"branch_weights", !"expected", …}', since: 19, instead: 'without !"expected"', needle: '!"expected"',
    rewrite(entity) {
      const at = entity.bytes.indexOf('!"branch_weights", !"expected"', entity.start, "latin1");
      if (at < 0 || at >= entity.stop) return [];
      const start = at + '!"branch_weights"'.length;
      return [{ start, stop: start + ', !"expected"'.length, text: "" }];
    },
  },
];

/** DWARF 6 splits languages in names and versions; older LLVMs have codes for both together. */
const LANGUAGES: Readonly<Record<string, string>> = {
  DW_LNAME_C: "DW_LANG_C11",
  DW_LNAME_C_plus_plus: "DW_LANG_C_plus_plus_14",
  DW_LNAME_ObjC: "DW_LANG_ObjC",
};

function withoutField(since: number, node: string, name: string, needle = `${name}:`): TextRow {
  return {
    construct: `${name}: in ${node}`, since, instead: "dropped", needle, isDebugInfo: true,
    rewrite: (entity) => fields(entity, node, name).map(({ removal }) => removal),
  };
}

/** The walk over code looks after expressions in calls and records. */
function withoutOperations(since: number, names: readonly string[]): TextRow {
  return {
    construct: `DW_OP_${names.join(", ")} in a node`, since, instead: "of the expression the fragment stays", needle: PREFIX, isDebugInfo: true,
    counts: (bytes, at) => isOperationOf(since, bytes, at),
    rewrite(entity) {
      if (entity instanceof Function) return [];
      return [...entity.text().matchAll(/!DIExpression\([^)]*\)/g)]
        .filter(([expression]) => hasOperationOf(expression, since))
        .map(({ 0: expression, index }) => ({ start: entity.start + index, stop: entity.start + index + expression.length, text: fragmentOf(expression) }));
    },
  };
}

/** Writes nodes of one class as another; `keep` gives those of the named fields that the node has. */
function otherNode(entity: Entity, node: string, write: (keep: (...names: readonly string[]) => string) => string): TextEdit[] {
  const { bytes, start: first, stop: last } = entity;
  const at = bytes.indexOf(`!${node}(`, first, "latin1");
  if (at < 0 || at >= last) return [];
  const stop = skipBrackets(bytes, at + node.length + 2, last);
  if (stop < 0) return [];
  const keep = (...names: readonly string[]): string =>
    names.flatMap((name) => fields(entity, node, name).slice(0, 1)).map((field) => bytes.toString("latin1", field.start, field.stop)).join(", ");
  return [{ start: at, stop, text: write(keep) }];
}

interface Field {
  /** From the name to the end of the value. */
  readonly start: number;
  readonly stop: number;
  readonly valueStart: number;
  /** Takes it out with one of the commas beside it. */
  readonly removal: TextEdit;
}

/** The fields `name:` of nodes `!node(…)` in an entity. */
function fields({ bytes, start: first, stop: last }: Entity, node: string, name: string): Field[] {
  const found: Field[] = [];
  const lexer = new Lexer(bytes, first, last);
  while (lexer.next() !== Token.End) {
    if (lexer.kind !== Token.Metadata || !lexer.is(`!${node}`) || lexer.peek() !== OPEN_PAREN) continue;
    lexer.next();
    let before = lexer.stop;
    let isFirst = true;
    while (lexer.next() !== Token.End && !lexer.at(CLOSE_PAREN)) {
      const { start } = lexer;
      const isMeant = lexer.is(`${name}:`);
      const valueStart = lexer.nextStart();
      let { stop } = lexer;
      while (lexer.peek() !== COMMA && lexer.peek() !== CLOSE_PAREN && lexer.next() !== Token.End) {
        lexer.skipBracketed();
        stop = lexer.stop;
      }
      const comma = lexer.peek() === COMMA;
      if (comma) lexer.next();
      if (isMeant) {
        const removal = isFirst ? { start, stop: comma ? lexer.nextStart() : stop, text: "" } : { start: before, stop, text: "" };
        found.push({ start, stop, valueStart, removal });
      } else isFirst = false;
      before = stop;
    }
  }
  return found;
}
