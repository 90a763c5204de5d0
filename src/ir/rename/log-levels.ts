// Takes Linux's log levels off format strings. KERN_INFO is "\0016" before the text
// (linux/kern_levels.h); outside Linux both bytes would be printed.
//
//   @f = private constant [8 x i8] c"\016hello\00"   =>   [6 x i8] c"hello\00"
//
// The constant itself is changed when all its uses are formats of the calls meant. Where
// something else uses it too, those calls get a copy, and it stays as it is.

import { parseByteString } from "../../asm/byte-string.js";
import { calledSymbol } from "../../asm/called-symbol.js";
import { type CallSite, callsIn } from "../../asm/calls.js";
import { OPEN_BRACKET } from "../../asm/characters.js";
import { constantAddress } from "../../asm/constant-address.js";
import { skipType } from "../../asm/constants.js";
import { EntityKind } from "../../asm/entity-kind.js";
import type { TextRange } from "../../asm/clauses.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { printName } from "../../asm/names.js";
import { type ValueKey, valueKey, valueKeyAt } from "../../asm/value-key.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import { latin1 } from "../../support/latin1.js";
import type { TextEdit } from "../edited-text.js";
import type { Entity } from "../entity.js";
import { Function } from "../function.js";
import type { GlobalValue } from "../global-value.js";
import type { Module } from "../module.js";
import { dropUseListOrders } from "../use-list-order.js";
import { decodeQuotedText } from "./quoted-text.js";

/** What was done, and what was in the way. */
export interface StrippedLevels {
  /** Constants that lost their level. */
  readonly stripped: number;
  /** Of them, how many are copies, made because the original has other uses. */
  readonly copied: number;
  /** Calls whose format is no constant, or not the beginning of one. */
  readonly unfollowed: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Strips the formats of the calls in `callers` whose callee is `isLogger`: their first
 * arguments, where those are constants of the module.
 */
export function stripLogLevels(module: Module, callers: readonly Entity[], isLogger: (symbol: string) => boolean): StrippedLevels {
  const formats = new Map<ValueKey, FormatUse[]>();
  let unfollowed = 0;
  for (const caller of callers) {
    if (!(caller instanceof Function) || !caller.isDefinition) continue;
    for (const call of callsIn(caller.bytes, caller.bodyStart, caller.stop)) {
      const symbol = call.asm === undefined ? calledSymbol(caller.bytes, call.callee) : undefined;
      if (symbol === undefined || !isLogger(symbol)) continue;
      const use = formatOf(caller, call);
      if (use === undefined) unfollowed++;
      else formats.set(use.key, [...(formats.get(use.key) ?? []), use]);
    }
  }

  const edits = new Map<Entity, TextEdit[]>();
  const diagnostics: Diagnostic[] = [];
  const shared = new Set<ValueKey>();
  let stripped = 0;
  for (const constant of formats.size === 0 ? [] : module.globals()) {
    const key = keyOf(constant);
    const uses = key === undefined ? undefined : formats.get(key);
    if (uses === undefined) continue;
    const text = leveledText(constant);
    if (text === undefined) continue;
    const hurdle = text.hurdle ?? (uses.some((use) => use.isWholeArray) ? "it is passed as an array" : undefined);
    if (hurdle !== undefined) {
      diagnostics.push(kept(constant, hurdle));
      continue;
    }
    const isShared = usesOf(module, key!) > uses.length;
    const name = isShared ? copy(module, constant, text) : undefined;
    if (isShared) shared.add(key!);
    else addEdits(edits, constant, text.edits);
    for (const use of uses) addEdits(edits, use.caller, fit(use, text.length, name));
    stripped++;
  }
  if (shared.size > 0) dropUseListOrders(module, (bytes, start, stop) => namesOne(bytes, start, stop, shared));
  for (const [entity, list] of edits) entity.edit(list.sort((a, b) => a.start - b.start));
  return { stripped, copied: shared.size, unfollowed, diagnostics };
}

/** A call's first argument that is the address of a constant. Offsets are into the caller's bytes. */
interface FormatUse {
  readonly caller: Function;
  readonly key: ValueKey;
  readonly global: TextRange;
  readonly argument: TextRange;
  /** Whether the parameter is a pointer to the array itself, whose length the callee's type then says. */
  readonly isWholeArray: boolean;
}

function formatOf(caller: Function, call: CallSite): FormatUse | undefined {
  const { bytes } = caller;
  const { start, stop } = call.arguments;
  const lexer = new Lexer(bytes, start + 1, stop - 1);
  if (!skipType(lexer)) return undefined;
  const isWholeArray = latin1(bytes, start, lexer.stop).includes("[");
  const found = constantAddress(bytes, { start: lexer.stop, stop: stop - 1 });
  if (found === undefined) return undefined;
  return { caller, key: found.key, global: found.global, argument: { start: start + 1, stop: found.stop }, isWholeArray };
}

function keyOf(constant: GlobalValue): ValueKey | undefined {
  const lexer = new Lexer(constant.bytes, constant.start, constant.stop);
  lexer.next();
  return valueKey(constant.bytes, lexer.start, lexer.stop);
}

/** A constant whose text begins with a log level. */
interface LeveledText {
  readonly length: number;
  /** What takes the level off. */
  readonly edits: readonly TextEdit[];
  /** Why that cannot be done. */
  readonly hurdle?: string;
}

function leveledText(constant: GlobalValue): LeveledText | undefined {
  const { bytes, stop } = constant;
  const header = constant.header();
  if (header?.initializer === undefined) return undefined;
  const array = parseByteString(new Lexer(bytes, header.type.start, stop));
  if (array === undefined) return undefined;
  const { text, offsets } = decodeQuotedText(bytes, array.content.start, array.content.stop);
  if (text.charCodeAt(0) !== KERN_SOH || !/[0-7cd]/.test(text.charAt(1))) return undefined;
  const hurdle = header.form !== "constant" ? "it may change at run time" : text.length < 3 ? "nothing would be left of it" : undefined;
  return {
    length: array.length,
    edits: [
      ...array.lengths.map(({ start, stop }) => ({ start, stop, text: String(array.length - LEVEL_LENGTH) })),
      { start: array.content.start, stop: offsets(LEVEL_LENGTH), text: "" },
    ],
    ...(hurdle !== undefined && { hurdle }),
  };
}

/** What a level begins with (linux/kern_levels.h). */
const KERN_SOH = 1;

const LEVEL_LENGTH = 2;

/** How often the module names the constant, its own definition apart. */
function usesOf(module: Module, key: ValueKey): number {
  let uses = -1;
  for (const entity of module.entitiesIncluding("@", (bytes, at) => valueKeyAt(bytes, at) === key)) {
    if (entity.kind === EntityKind.UseListOrder) continue;
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind === Token.Global && valueKey(entity.bytes, lexer.start, lexer.stop) === key) uses++;
    }
  }
  return uses;
}

function namesOne(bytes: Buffer, start: number, stop: number, keys: ReadonlySet<ValueKey>): boolean {
  const lexer = new Lexer(bytes, start, stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind !== Token.Global) continue;
    const key = valueKey(bytes, lexer.start, lexer.stop);
    if (key !== undefined && keys.has(key)) return true;
  }
  return false;
}

/** Puts a private copy without the level after `constant`; returns its name. */
function copy(module: Module, constant: GlobalValue, { edits }: LeveledText): string {
  const header = constant.header()!;
  const base = constant.symbol ?? "format";
  let name = `${base}.nolevel`;
  for (let number = 1; module.symbol(name) !== undefined; number++) name = `${base}.nolevel.${number}`;
  const space = header.qualifiers.find(({ word }) => word === "addrspace");
  const words = ["private", "unnamed_addr", ...(space ? [latin1(constant.bytes, space.start, space.stop)] : []), "constant"];
  const align = header.align === undefined ? "" : `, ${latin1(constant.bytes, header.align.start, header.align.stop)}`;
  const value = edited(constant.bytes, { start: header.type.start, stop: header.initializer!.stop }, edits);
  module.insertAfter(constant, EntityKind.GlobalValue, `@${printName(name)} = ${words.join(" ")} ${value}${align}`);
  return name;
}

function edited(bytes: Buffer, { start, stop }: TextRange, edits: readonly TextEdit[]): string {
  let text = "";
  let at = start;
  for (const edit of edits) {
    text += latin1(bytes, at, edit.start) + edit.text;
    at = edit.stop;
  }
  return text + latin1(bytes, at, stop);
}

/** The edits that make a use name the shorter array, and with `name` the copy. */
function fit({ caller, argument, global }: FormatUse, length: number, name: string | undefined): TextEdit[] {
  const edits: TextEdit[] = name === undefined ? [] : [{ ...global, text: `@${printName(name)}` }];
  const lexer = new Lexer(caller.bytes, argument.start, argument.stop);
  while (lexer.next() !== Token.End) {
    if (!lexer.at(OPEN_BRACKET)) continue;
    lexer.next();
    const { start } = lexer;
    const digits = /^([0-9]+)x?$/.exec(lexer.text())?.[1];
    if (digits !== undefined && Number(digits) === length) edits.push({ start, stop: start + digits.length, text: String(length - LEVEL_LENGTH) });
  }
  return edits;
}

function addEdits(all: Map<Entity, TextEdit[]>, entity: Entity, edits: readonly TextEdit[]): void {
  all.set(entity, [...(all.get(entity) ?? []), ...edits]);
}

function kept(constant: GlobalValue, reason: string): Diagnostic {
  const span = constant.span();
  return {
    severity: "warning", code: "log-level-kept", message: `the format '${constant.printedName}' keeps its log level: ${reason}`,
    ...(span && { span }), fix: "take the level out of the source",
  };
}
