// Mach-O has no comdats: duplicates are told by weak definitions there.

import { EntityKind } from "../../asm/entity-kind.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { symbolName } from "../../asm/names.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { TextEdit } from "../edited-text.js";
import { Function } from "../function.js";
import { GlobalValue } from "../global-value.js";
import type { Module } from "../module.js";
import { clauseRemoval } from "./clause.js";
import { refusal } from "./refusal.js";

/** What dropComdats did. */
export interface DroppedComdats {
  /** How many `$name = comdat` lines are gone. */
  readonly comdats: number;
  /** How many definitions became weak_odr. */
  readonly weakened: number;
  readonly refusals: Diagnostic[];
}

const LINKAGE: ReadonlySet<string> = new Set([
  "private", "internal", "available_externally", "linkonce", "linkonce_odr", "weak", "weak_odr", "common", "appending", "extern_weak",
]);

/**
 * Takes out the comdats and what refers to them. Of kind `any` a linker keeps one
 * definition of several: so does Mach-O's of linkonce and weak ones, and a
 * definition with external linkage becomes weak_odr. `nodeduplicate` lets
 * duplicates clash, as they do without. The other kinds compare the definitions,
 * which no Mach-O linker does.
 */
export function dropComdats(module: Module): DroppedComdats {
  const kinds = new Map<string, string>();
  const comdats = [...module.entities(EntityKind.Comdat)];
  for (const { bytes, start, stop } of comdats) {
    const lexer = new Lexer(bytes, start, stop);
    lexer.next();
    const name = symbolName(bytes, lexer.start, lexer.stop);
    lexer.next();
    lexer.next();
    lexer.next();
    if (name !== undefined) kinds.set(name, lexer.text());
  }
  if (comdats.length === 0) return { comdats: 0, weakened: 0, refusals: [] };

  let weakened = 0;
  const refusals: Diagnostic[] = [];
  for (const entity of module.entitiesIncluding("comdat")) {
    if (!(entity instanceof Function || entity instanceof GlobalValue)) continue;
    const header = entity.header();
    if (header?.comdat === undefined) continue;
    const kind = kinds.get(header.comdat.symbol ?? entity.symbol ?? "") ?? "any";
    if (kind !== "any" && kind !== "nodeduplicate") {
      refusals.push(refusal(
        entity, header.comdat.start, "comdat-kind",
        `'${entity.printedName}' is in a comdat of kind '${kind}', which asks the linker to compare definitions; Mach-O's does not`,
        "make one definition, or give it linkonce_odr linkage",
      ));
      continue;
    }
    const edits: TextEdit[] = [clauseRemoval(entity.bytes, header.comdat)];
    if (kind === "any" && !header.qualifiers.some(({ word }) => LINKAGE.has(word))) {
      edits.unshift(weakening(entity, header.qualifiers.find(({ word }) => word === "external")));
      weakened++;
    }
    entity.edit(edits);
  }
  if (refusals.length === 0) for (const comdat of comdats) comdat.remove();
  return { comdats: refusals.length === 0 ? comdats.length : 0, weakened, refusals };
}

/** Linkage stands directly after `define` or `=`. */
function weakening(entity: Function | GlobalValue, external: { readonly start: number; readonly stop: number } | undefined): TextEdit {
  if (external !== undefined) return { start: external.start, stop: external.stop, text: "weak_odr" };
  const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
  while (lexer.next() !== Token.End && !lexer.is("define") && !lexer.is("="));
  return { start: lexer.stop, stop: lexer.stop, text: " weak_odr" };
}
