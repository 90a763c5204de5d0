import { parseByteString } from "../../asm/byte-string.js";
import { type CallArgument, callArguments } from "../../asm/call-arguments.js";
import { calledSymbol } from "../../asm/called-symbol.js";
import { type CallSite, callsIn } from "../../asm/calls.js";
import { QUOTE, STAR } from "../../asm/characters.js";
import { constantAddress } from "../../asm/constant-address.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { Lexer } from "../../asm/lexer.js";
import { decodeQuoted } from "../../asm/names.js";
import { PointerOrigins } from "../../asm/pointer-origins.js";
import { type ValueKey, valueKey, valueKeyAt } from "../../asm/value-key.js";
import type { Function } from "../function.js";
import type { GlobalValue } from "../global-value.js";
import type { Module } from "../module.js";
import type { FormatFunction } from "./functions.js";

/** A call with a format. Offsets are into the caller's bytes as they are now. */
export interface FormatCall {
  readonly caller: Function;
  readonly call: CallSite;
  readonly callee: FormatFunction;
  readonly arguments: readonly CallArgument[];
  /**
   * The constants that the format may be, those apart whose text cannot be read;
   * undefined where it may be anything else.
   */
  readonly formats: readonly string[] | undefined;
}

/** The calls of `functions` in the module, those apart whose arguments do not fit the function's place for a format. */
export function* formatCalls(module: Module, functions: readonly FormatFunction[]): Generator<FormatCall> {
  const byName = new Map<string, FormatFunction>();
  for (const fn of functions) {
    for (const name of [fn.name, `\x01_${fn.name}`]) if (module.symbol(name) !== undefined) byName.set(name, fn);
  }
  if (byName.size === 0) return;
  const firsts = new Set([QUOTE, ...[...byName.keys()].map((name) => name.charCodeAt(0))]);
  const mayNameOne = (bytes: Buffer, at: number): boolean => firsts.has(bytes[at + 1] ?? 0) && byName.has(String(valueKeyAt(bytes, at)));
  const constants = new FormatConstants(module);
  for (const entity of module.entitiesIncluding("@", mayNameOne)) {
    if (entity.kind !== EntityKind.Definition) continue;
    const caller = entity as Function;
    const { bytes, bodyStart, stop } = caller;
    let origins: PointerOrigins | undefined;
    for (const call of callsIn(bytes, bodyStart, stop)) {
      const symbol = call.asm === undefined ? (call.symbol ?? calledSymbol(bytes, call.callee)) : undefined;
      const callee = symbol === undefined ? undefined : byName.get(symbol);
      if (callee === undefined) continue;
      const list = callArguments(bytes, call.arguments);
      const format = list[callee.format];
      if (format === undefined || !isPointer(bytes, format)) continue;
      origins ??= new PointerOrigins(bytes, bodyStart, stop);
      yield { caller, call, callee, arguments: list, formats: constants.behind(bytes, format, origins) };
    }
  }
}

/** Whether an argument is an address, of whatever era. */
export function isPointer(bytes: Buffer, { type: { start, stop } }: CallArgument): boolean {
  return bytes[stop - 1] === STAR || bytes.toString("latin1", start, start + 3) === "ptr";
}

/** What a constant says: its text, or that it is one whose text cannot be read. */
type Constant = { readonly text: string } | "unread";

/** The module's constants, looked at when the first call asks. */
class FormatConstants {
  readonly #module: Module;
  #globals: Map<ValueKey, GlobalValue> | undefined;

  constructor(module: Module) {
    this.#module = module;
  }

  /** The texts of the constants that `argument` may point to; undefined where it may point elsewhere. */
  behind(bytes: Buffer, argument: CallArgument, origins: PointerOrigins): string[] | undefined {
    const texts: string[] = [];
    for (const source of origins.sources({ start: argument.type.stop, stop: argument.stop })) {
      const address = source.isExact ? constantAddress(bytes, source) : undefined;
      const keys = address === undefined ? origins.globals(source) : new Set([address.key]);
      if (keys.size === 0) return undefined;
      for (const key of keys) {
        const constant = this.#constant(key);
        if (constant === undefined) return undefined;
        if (address !== undefined && constant !== "unread") texts.push(constant.text);
      }
    }
    return texts;
  }

  #constant(key: ValueKey): Constant | undefined {
    this.#globals ??= new Map([...this.#module.globals()].flatMap((global) => entryOf(global)));
    const global = this.#globals.get(key);
    const header = global?.header();
    if (global === undefined || header?.form !== "constant") return undefined;
    const array = parseByteString(new Lexer(global.bytes, header.type.start, global.stop));
    return array === undefined ? "unread" : { text: decodeQuoted(global.bytes, array.content.start, array.content.stop) };
  }
}

function entryOf(global: GlobalValue): [ValueKey, GlobalValue][] {
  const lexer = new Lexer(global.bytes, global.start, global.stop);
  lexer.next();
  const key = valueKey(global.bytes, lexer.start, lexer.stop);
  return key === undefined ? [] : [[key, global]];
}
