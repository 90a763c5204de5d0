// Debug records, which LLVM 19 has in place of calls of llvm.dbg.*.

import { CLOSE_PAREN, COMMA, OPEN_PAREN } from "../../src/asm/characters.js";
import type { TextRange } from "../../src/asm/clauses.js";
import { Token } from "../../src/asm/lexer.js";
import { fragmentOf, hasOperationAfter } from "./debug-expressions.js";
import { skipGroup } from "./operands.js";
import type { Row } from "./row.js";
import type { Site } from "./site.js";

export const RECORD_ROW: Row = {
  construct: "#dbg_value(…), #dbg_declare(…), #dbg_assign(…), #dbg_label(…)", since: 19, instead: "calls of llvm.dbg.value and its kind",
};

export const DECLARE_VALUE_ROW: Row = { construct: "#dbg_declare_value(…)", since: 22, instead: "dropped: nothing older says what it says" };

export const ASSIGN_ROW: Row = { construct: "#dbg_assign(…), for LLVM 15", since: 16, instead: "a call of llvm.dbg.value" };

export const EXPRESSION_ROW: Row = {
  construct: "a record or llvm.dbg call with an operation of DIExpression that is newer", since: 22,
  instead: "the variable has no value there (poison), as after optimisations",
};

/** Rewrites the record whose first word is the site's; returns the row that did it, undefined where none had to. */
export function rewriteRecord(site: Site): Row | undefined {
  const kind = site.text(site.start + "#dbg_".length, site.stop);
  const operands = operandRanges(site);
  if (operands === undefined) return undefined;
  const { parts, stop } = operands;
  if (kind === "declare_value") {
    if (site.to >= 22) return undefined;
    let { start } = site;
    while (site.bytes[start - 1] === 0x20) start--;
    if (site.bytes[start - 1] === 0x0a) start--;
    site.replace(start, stop, "");
    return DECLARE_VALUE_ROW;
  }
  const textOf = ({ start: from, stop: to }: TextRange): string => site.text(from, to);
  const expression = parts[2];
  if (expression !== undefined && expression.stop - expression.start > EMPTY.length && hasOperationAfter(textOf(expression), site.to)) {
    const lost = ["i8 poison", textOf(parts[1]!), fragmentOf(textOf(expression)), ...parts.slice(3).map(textOf)];
    site.replace(site.start, stop, site.to < 19 ? printCall(kind, lost) : `#dbg_${kind}(${lost.join(", ")})`);
    return EXPRESSION_ROW;
  }
  if (site.to >= 19) return undefined;
  if (kind === "assign" && site.to < 16) {
    site.replace(site.start, stop, printCall("value", [...parts.slice(0, 3), parts.at(-1)!].map(textOf)));
    return ASSIGN_ROW;
  }
  // The first operand is left to the walk: constants in it may have to be rewritten, too.
  site.replace(site.start, parts[0]!.start, `call void @llvm.dbg.${kind}(metadata `);
  for (const { start } of parts.slice(1, -1)) site.insert(start, "metadata ");
  site.replace(parts.at(-2)!.stop, stop, `), !dbg ${textOf(parts.at(-1)!)}`);
  site.next = parts[0]!.start;
  return RECORD_ROW;
}

const EMPTY = "!DIExpression()";

function printCall(kind: string, operands: readonly string[]): string {
  return `call void @llvm.dbg.${kind}(metadata ${operands.slice(0, -1).join(", metadata ")}), !dbg ${operands.at(-1)!}`;
}

function operandRanges(site: Site): { readonly parts: readonly TextRange[]; readonly stop: number } | undefined {
  const lexer = site.lexer();
  lexer.next();
  if (!lexer.at(OPEN_PAREN)) return undefined;
  const parts: TextRange[] = [];
  let start = -1;
  let stop = -1;
  while (lexer.next() !== Token.End) {
    if (lexer.at(COMMA) || lexer.at(CLOSE_PAREN)) {
      parts.push({ start, stop });
      if (lexer.at(CLOSE_PAREN)) return parts.length < 2 ? undefined : { parts, stop: lexer.stop };
      start = -1;
      continue;
    }
    if (start < 0) start = lexer.start;
    skipGroup(lexer);
    stop = lexer.stop;
  }
  return undefined;
}
