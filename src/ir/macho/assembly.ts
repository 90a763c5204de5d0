// Translates the assembly text of a module made for ELF: `module asm`, one
// statement or more a line, and the templates of inline assembly.

import { callsIn } from "../../asm/calls.js";
import { type AssemblyProblem, definedInAssembly, type ElfAssembly, machOAssembly } from "../../asm/elf-assembly.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { decodeQuoted, encodeQuoted } from "../../asm/names.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { TextEdit } from "../edited-text.js";
import type { Entity } from "../entity.js";
import { Function } from "../function.js";
import { definitionsWithAssembly } from "../inline-assembly.js";
import type { Module } from "../module.js";
import { refusal } from "./refusal.js";

/** What translateAssembly did. */
export interface TranslatedAssembly {
  /** How many strings of assembly changed. */
  readonly changed: number;
  readonly refusals: Diagnostic[];
}

/** A quoted string of assembly in an entity; the offsets include the quotes. */
interface Quoted {
  readonly entity: Entity;
  readonly start: number;
  readonly stop: number;
  readonly text: string;
}

/** Makes all assembly of the module Mach-O's. Text with something that is not understood stays, and is refused. */
export function translateAssembly(module: Module, architecture: ElfAssembly["architecture"]): TranslatedAssembly {
  const lines = moduleAssembly(module);
  const whole = lines.map(({ text }) => text).join("\n");
  const definedInModule = definedInAssembly(whole, architecture);
  const lookUp = (name: string): "defined" | "declared" | undefined => {
    if (definedInModule.has(name)) return "defined";
    const symbol = module.symbol(name);
    if (symbol === undefined) return undefined;
    return isDeclaration(symbol) ? "declared" : "defined";
  };
  const refusals: Diagnostic[] = [];
  const moduleLines = lines.length === 0 ? 0 : translateLines(lines, { text: whole, architecture, isIntel: false, isTemplate: false, lookUp }, refusals);

  let templates = 0;
  for (const fn of definitionsWithAssembly(module)) {
    const edits: TextEdit[] = [];
    for (const call of callsIn(fn.bytes, fn.bodyStart, fn.stop)) {
      if (call.asm === undefined) continue;
      const { quoted, isIntel } = template(fn, call.callee.start);
      const { edits: found, problems } = machOAssembly({ text: quoted.text, architecture, isIntel, isTemplate: true, lookUp });
      refuse(quoted, problems, `'${fn.printedName}'`, refusals);
      if (problems.length === 0 && found.length > 0) edits.push({ start: quoted.start, stop: quoted.stop, text: print(quoted.text, found) });
    }
    fn.edit(edits);
    templates += edits.length;
  }
  return { changed: moduleLines + templates, refusals };
}

function isDeclaration(symbol: Entity): boolean {
  if (symbol instanceof Function) return !symbol.isDefinition;
  return /\s(?:external|extern_weak)\s/.test(symbol.text());
}

/** The strings of `module asm` in their order. */
function moduleAssembly(module: Module): Quoted[] {
  return [...module.entities(EntityKind.ModuleAsm)].flatMap((entity) => {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    while (lexer.next() !== Token.End && lexer.kind !== Token.String);
    return lexer.kind === Token.String ? [quotedAt(entity, lexer)] : [];
  });
}

/** The template of the inline assembly whose `asm` is at `start`. */
function template(fn: Function, start: number): { quoted: Quoted; isIntel: boolean } {
  const lexer = new Lexer(fn.bytes, start, fn.stop);
  let isIntel = false;
  while (lexer.next() !== Token.String) isIntel ||= lexer.is("inteldialect");
  return { quoted: quotedAt(fn, lexer), isIntel };
}

function quotedAt(entity: Entity, { bytes, start, stop }: Lexer): Quoted {
  return { entity, start, stop, text: decodeQuoted(bytes, start + 1, stop - 1) };
}

/** Translates `lines`, one text for the assembler; a line that becomes empty goes. Returns how many changed. */
function translateLines(lines: readonly Quoted[], assembly: ElfAssembly, refusals: Diagnostic[]): number {
  const { edits, problems } = machOAssembly(assembly);
  let changed = 0;
  let from = 0;
  for (const line of lines) {
    const to = from + line.text.length;
    refuse(line, problems.filter(({ offset }) => offset >= from && offset <= to), "'module asm'", refusals);
    const own = edits.filter(({ start }) => start >= from && start <= to).map((edit) => ({ ...edit, start: edit.start - from, stop: edit.stop - from }));
    from = to + 1;
    if (problems.length > 0 || own.length === 0) continue;
    changed++;
    const text = print(line.text, own);
    if (text.trim() === '""') line.entity.remove();
    else line.entity.edit([{ start: line.start, stop: line.stop, text }]);
  }
  return changed;
}

function refuse({ entity, start }: Quoted, problems: readonly AssemblyProblem[], where: string, refusals: Diagnostic[]): void {
  for (const { reason } of problems) {
    refusals.push(refusal(
      entity, start, "elf-assembly", `${where} has assembly written for ELF: ${reason}`,
      "write it for Mach-O under #[cfg(target_vendor = \"apple\")], or name symbols through sym operands",
    ));
  }
}

/** `text` with the edits, quoted. */
function print(text: string, edits: readonly TextEdit[]): string {
  let printed = "";
  let from = 0;
  for (const edit of edits) {
    printed += text.slice(from, edit.start) + edit.text;
    from = edit.stop;
  }
  printed += text.slice(from);
  return printed.trim() === "" ? '""' : `"${encodeQuoted(printed)}"`;
}
