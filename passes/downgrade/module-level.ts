// What is neither code nor metadata: comments, the data layout.

import { skipBlockComment, skipLineComment, skipQuoted } from "../../src/asm/lexer.js";
import { QUOTE, SEMICOLON } from "../../src/asm/characters.js";
import { EntityKind } from "../../src/asm/entity-kind.js";
import type { TextEdit } from "../../src/ir/edited-text.js";
import type { Entity } from "../../src/ir/entity.js";
import type { Module } from "../../src/ir/module.js";
import type { PassContext } from "../../src/pass/pass.js";
import type { Row, Tally } from "./row.js";

const COMMENT_ROW: Row = { construct: "/* … */", since: 22, instead: "blanks within functions and globals, refused between them" };
const LAYOUT_ROW: Row = { construct: "pointers in the data layout that are unstable or have external state, pu1:… or pe1:…", since: 22, instead: "refused" };

export const MODULE_ROWS: readonly Row[] = [COMMENT_ROW, LAYOUT_ROW];

/** Rewrites comments and refuses data layouts for LLVM `to`. */
export function downgradeModuleLevel(module: Module, to: number, report: PassContext["report"]): Tally {
  const tally: Tally = new Map();
  if (to >= COMMENT_ROW.since) return tally;
  for (const comment of blockComments(module)) {
    tally.set(COMMENT_ROW, (tally.get(COMMENT_ROW) ?? 0) + 1);
    if (comment.entity !== undefined) comment.entity.edit(comment.edits);
    else refuse(report, to, "a comment /* … */ between functions or globals", comment.at, "write it with ';'");
  }
  for (const entity of module.entities(EntityKind.Target)) {
    if (!/"(?:[^"]*-)?p[ue]+\d*:/.test(entity.text())) continue;
    tally.set(LAYOUT_ROW, 1);
    refuse(report, to, "the data layout has pointers whose bits may change", entity.start);
  }
  return tally;
}

function refuse(report: PassContext["report"], to: number, what: string, at: number, fix?: string): void {
  report({ severity: "error", code: "cannot-downgrade", message: `${what}: LLVM ${to} does not read it`, span: { start: at, end: at + 2 }, ...(fix !== undefined && { fix }) });
}

interface BlockComments {
  /** The entity they are in; undefined for a comment between entities. */
  readonly entity: Entity | undefined;
  readonly edits: readonly TextEdit[];
  readonly at: number;
}

function* blockComments(module: Module): Generator<BlockComments> {
  const { bytes, scan } = module;
  const seen = new Set<Entity>();
  for (let at = bytes.indexOf("/*", 0, "latin1"); at >= 0; at = bytes.indexOf("/*", at + 2, "latin1")) {
    const entity = module.entityAt(at);
    if (entity !== undefined) {
      if (seen.has(entity) || entity.isRemoved) continue;
      seen.add(entity);
      const edits = commentsIn(entity.bytes, entity.start, entity.stop).map(({ start, stop }) => ({ start, stop, text: blanksFor(entity.bytes.toString("latin1", start, stop)) }));
      if (edits.length > 0) yield { entity, edits, at };
      continue;
    }
    // Between entities there are only comments: is it within one that begins with ';'?
    const before = lastEnd(scan.ends, at);
    const own = commentsIn(bytes, before, at + 2).find(({ start }) => start === at);
    if (own !== undefined) yield { entity: undefined, edits: [], at };
  }
}

function lastEnd(ends: Uint32Array, at: number): number {
  let last = 0;
  for (const end of ends) if (end <= at) last = Math.max(last, end);
  return last;
}

/** The block comments in `bytes[start, stop)`. */
function commentsIn(bytes: Buffer, start: number, stop: number): { readonly start: number; readonly stop: number }[] {
  const found = [];
  for (let at = start; at < stop; ) {
    const byte = bytes[at];
    if (byte === QUOTE) at = skipQuoted(bytes, at, stop);
    else if (byte === SEMICOLON) at = skipLineComment(bytes, at, stop);
    else if (byte === 0x2f && bytes[at + 1] === 0x2a) {
      const end = skipBlockComment(bytes, at, stop);
      found.push({ start: at, stop: end });
      at = end;
    } else at++;
  }
  return found;
}

/** Line ends stay, so that lines keep their numbers. */
function blanksFor(comment: string): string {
  return comment.replace(/[^\r\n]+/g, " ");
}
