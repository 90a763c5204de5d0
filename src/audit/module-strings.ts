import { callArguments } from "../asm/call-arguments.js";
import { callsIn } from "../asm/calls.js";
import { decodeQuoted } from "../asm/names.js";
import { PointerOrigins } from "../asm/pointer-origins.js";
import { type ValueKey, valueKey } from "../asm/value-key.js";
import type { Function } from "../ir/function.js";
import type { Module } from "../ir/module.js";
import { findStrings } from "../ir/string-globals.js";
import { decodeUtf8, isPrintableText } from "../support/printable-text.js";
import { readsToNul } from "./c-callee.js";

/** A text without a NUL that a call hands to C. */
export interface HandedText {
  readonly fn: Function;
  /** The raw name of the function that is called. */
  readonly callee: string;
  readonly text: string;
  /** Of the call, into the function's `bytes`. */
  readonly offset: number;
}

/** The calls of functions that the module only declares, and that read to a NUL, with the address of a text that ends in none. */
export function* handedTexts(module: Module): Generator<HandedText> {
  const texts = unterminatedTexts(module);
  if (texts.size === 0) return;
  const callees = new Map<string, string>();
  for (const { symbol } of module.declarations()) {
    if (symbol === undefined || symbol.startsWith("llvm.")) continue;
    const name = symbol.startsWith("\x01") ? symbol.slice(1) : `_${symbol}`;
    if (readsToNul(name)) callees.set(symbol, name);
  }
  for (const fn of callees.size === 0 ? [] : module.definitions()) {
    const { bytes, bodyStart, stop } = fn;
    let origins: PointerOrigins | undefined;
    for (const call of callsIn(bytes, bodyStart, stop)) {
      const callee = call.symbol === undefined ? undefined : callees.get(call.symbol);
      if (callee === undefined) continue;
      origins ??= new PointerOrigins(bytes, bodyStart, stop);
      for (const argument of callArguments(bytes, call.arguments)) {
        for (const key of origins.globals({ start: argument.type.stop, stop: argument.stop })) {
          const text = texts.get(key);
          if (text !== undefined) yield { fn, callee, text, offset: call.start };
        }
      }
    }
  }
}

function unterminatedTexts(module: Module): ReadonlyMap<ValueKey, string> {
  const texts = new Map<ValueKey, string>();
  const { strings } = findStrings(module, ({ isTerminated, written }) => !isTerminated && written.isConstant);
  for (const { bytes, written: { name }, text: { start, stop } } of strings) {
    const content = decodeQuoted(bytes, start, stop);
    const key = valueKey(bytes, name.start, name.stop);
    if (key !== undefined && content !== "" && isPrintableText(content)) texts.set(key, decodeUtf8(content) ?? content);
  }
  return texts;
}
