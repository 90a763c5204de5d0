// Numbers of unnamed values, blocks, globals and functions without gaps, as LLVMs before 19 want them.

import { callAt } from "../../src/asm/calls.js";
import type { TextRange } from "../../src/asm/clauses.js";
import { CLASSES, COMMA, DIGIT, EQUALS, NEWLINE } from "../../src/asm/characters.js";
import { skipType } from "../../src/asm/constants.js";
import { EntityKind } from "../../src/asm/entity-kind.js";
import { calledReturnType } from "../../src/asm/function-type.js";
import { Lexer, Token } from "../../src/asm/lexer.js";
import type { TextEdit } from "../../src/ir/edited-text.js";
import type { Entity } from "../../src/ir/entity.js";
import type { Function } from "../../src/ir/function.js";
import type { Module } from "../../src/ir/module.js";
import { skipGroup } from "./operands.js";
import type { Row } from "./row.js";

export const NUMBERING_ROW: Row = { construct: "gaps between the numbers of unnamed values, blocks and globals", since: 19, instead: "numbered without gaps" };

/** Closes the gaps of one function; returns whether there were any. Its instructions have to stand on lines of their own, as LLVM prints them. */
export function renumberValues(fn: Function): boolean {
  const renamed = newNumbers(fn);
  if ([...renamed].every(([old, now]) => old === now)) return false;
  const edits: TextEdit[] = [];
  const lexer = new Lexer(fn.bytes, fn.start, fn.stop);
  while (lexer.next() !== Token.End) {
    const isLocal = lexer.kind === Token.Local;
    if (!isLocal && lexer.kind !== Token.Label) continue;
    const digits = isLocal ? lexer.text().slice(1) : lexer.text().slice(0, -1);
    const now = /^\d+$/.test(digits) ? renamed.get(Number(digits)) : undefined;
    if (now === undefined || now === Number(digits)) continue;
    edits.push({ start: lexer.start, stop: lexer.stop, text: isLocal ? `%${now}` : `${now}:` });
  }
  fn.edit(edits);
  return edits.length > 0;
}

/** Closes the gaps between unnamed globals and functions; returns whether there were any. */
export function renumberGlobals(module: Module): boolean {
  const renamed = new Map<string, string>();
  const { scan, bytes } = module;
  let hasGap = false;
  for (let index = 0; index < scan.count; index++) {
    const kind = scan.kinds[index];
    const isFunction = kind === EntityKind.Definition || kind === EntityKind.Declaration;
    if (!isFunction && kind !== EntityKind.GlobalValue) continue;
    const at = isFunction ? scan.names[index]! : scan.starts[index]!;
    if (!(CLASSES[bytes[at + 1]!]! & DIGIT)) continue;
    const lexer = new Lexer(bytes, at, scan.ends[index]!);
    lexer.next();
    const now = `@${renamed.size}`;
    hasGap ||= Number(lexer.text().slice(1)) !== renamed.size;
    renamed.set(lexer.text(), now);
  }
  if (!hasGap) return false;
  for (const entity of module.entitiesIncluding("@")) renameGlobals(entity, renamed);
  return true;
}

function renameGlobals(entity: Entity, renamed: ReadonlyMap<string, string>): void {
  const edits: TextEdit[] = [];
  const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind !== Token.Global) continue;
    const now = renamed.get(lexer.text());
    if (now !== undefined && now !== lexer.text()) edits.push({ start: lexer.start, stop: lexer.stop, text: now });
  }
  entity.edit(edits);
}

/** Instructions without a result, terminators apart. */
const VOID = new Set(["store", "fence"]);
const TERMINATORS = new Set(["ret", "br", "switch", "indirectbr", "invoke", "resume", "unreachable", "cleanupret", "catchret", "catchswitch", "callbr"]);
const CALLS = new Set(["call", "invoke", "callbr"]);
/** What a further line of an instruction begins with. */
const CONTINUATIONS = new Set(["to", "cleanup", "catch", "filter", "unwind"]);

/** For each number in use the one without gaps before it: numbers are given to parameters, blocks and results in their order. */
function newNumbers(fn: Function): Map<number, number> {
  const renamed = new Map<number, number>();
  let next = 0;
  const take = (old = next): void => {
    renamed.set(old, renamed.size);
    next = old + 1;
  };
  const { bytes } = fn;
  const header = fn.header();
  if (header === undefined) return renamed;
  for (const name of parameterNames(bytes, header.parameters)) {
    if (name === undefined) take();
    else if (/^%\d+$/.test(name)) take(Number(name.slice(1)));
  }

  let isBlockOpen = false;
  for (const { lexer, start } of statements(fn)) {
    if (lexer.kind === Token.Label) {
      const label = lexer.text().slice(0, -1);
      if (/^\d+$/.test(label)) take(Number(label));
      isBlockOpen = true;
      continue;
    }
    if (lexer.kind === Token.DebugRecord) continue;
    if (!isBlockOpen) take();
    isBlockOpen = true;
    const result = lexer.kind === Token.Local ? lexer.text() : undefined;
    if (result !== undefined) {
      lexer.next(); // =
      lexer.next();
    }
    while (lexer.is("tail") || lexer.is("musttail") || lexer.is("notail")) lexer.next();
    const opcode = lexer.text();
    if (result !== undefined) {
      if (/^%\d+$/.test(result)) take(Number(result.slice(1)));
    } else if (CALLS.has(opcode)) {
      const call = callAt(bytes, start, lexer.start, fn.stop);
      if (call === undefined || calledReturnType(bytes, call.type) !== "void") take();
    } else if (!VOID.has(opcode) && !TERMINATORS.has(opcode)) take();
    if (TERMINATORS.has(opcode)) isBlockOpen = false;
  }
  return renamed;
}

/** The names of the parameters between `(` and `)`, as they are written; undefined for those without. */
function parameterNames(bytes: Buffer, { start, stop }: TextRange): (string | undefined)[] {
  const names: (string | undefined)[] = [];
  const lexer = new Lexer(bytes, start + 1, stop - 1);
  while (lexer.nextStart() < stop - 1 && skipType(lexer) && !lexer.is("...")) {
    let name: string | undefined;
    while (lexer.next() !== Token.End && !lexer.at(COMMA)) {
      if (lexer.kind === Token.Local) name = lexer.text();
      else skipGroup(lexer);
    }
    names.push(name);
  }
  return names;
}

/** The statements of a body: their lines, with a lexer at the first token. */
function* statements(fn: Function): Generator<{ readonly lexer: Lexer; readonly start: number }> {
  const { bytes } = fn;
  const end = fn.stop - 1;
  let at = fn.bodyStart + 1;
  while (at < end) {
    const lexer = new Lexer(bytes, at, end);
    if (lexer.next() === Token.End) return;
    const { start } = lexer;
    let stop = lexer.stop;
    if (lexer.kind === Token.Label) {
      yield { lexer, start };
      at = stop;
      continue;
    }
    const isAssignment = lexer.kind === Token.Local && lexer.peek() === EQUALS;
    if (isAssignment || lexer.kind === Token.DebugRecord || (lexer.kind === Token.Word && !CONTINUATIONS.has(lexer.text()))) yield { lexer, start };
    // To the line's end, over lines in brackets.
    const rest = new Lexer(bytes, start, end);
    for (let position = start; ; position = rest.position) {
      const newline = bytes.indexOf(NEWLINE, position);
      if (rest.next() === Token.End || (newline >= 0 && rest.start > newline)) break;
      skipGroup(rest);
      stop = rest.stop;
    }
    at = stop;
  }
}
