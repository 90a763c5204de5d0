// rustc puts the name of a GDB script into an ELF section of programs with debug
// info, and a volatile load into main that keeps the linker from dropping it.

import { COMMA } from "../../asm/characters.js";
import { skipType, skipTypedConstant } from "../../asm/constants.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { symbolName } from "../../asm/names.js";
import type { TextEdit } from "../edited-text.js";
import { Function } from "../function.js";
import type { Module } from "../module.js";
import { isUsed } from "../symbol-uses.js";

const SYMBOL = "__rustc_debug_gdb_scripts_section__";

/**
 * Removes the name, and the loads of it. LLVM to 16 refuses a gap in the numbers of
 * unnamed values, so each load makes place for an instruction without effect.
 * Returns whether there was anything.
 */
export function dropGdbScripts(module: Module): boolean {
  const global = module.symbol(SYMBOL);
  if (global === undefined || global instanceof Function) return false;
  for (const fn of module.entitiesIncluding(SYMBOL)) {
    if (fn instanceof Function && fn.isDefinition) fn.edit(loadEdits(fn));
  }
  if (isUsed(module, global)) return false;
  global.remove();
  return true;
}

/** `load volatile i8, ptr @__rustc…, align 1`   =>   `bitcast i8 0 to i8`. */
function loadEdits(fn: Function): TextEdit[] {
  const { bytes } = fn;
  const edits: TextEdit[] = [];
  const lexer = new Lexer(bytes, fn.bodyStart, fn.stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind !== Token.Word || !lexer.is("load")) continue;
    const { start } = lexer;
    const after = lexer.position;
    lexer.next();
    const stop = lexer.is("volatile") && skipType(lexer) && lexer.next() && lexer.at(COMMA) ? endOfPointer(lexer) : undefined;
    if (stop === undefined) lexer.position = after;
    else edits.push({ start, stop, text: "bitcast i8 0 to i8" });
  }
  return edits;
}

/** With a load's pointer next, which must be the name, the offset after it and its alignment. */
function endOfPointer(lexer: Lexer): number | undefined {
  const from = lexer.nextStart();
  if (!skipTypedConstant(lexer)) return undefined;
  let stop = lexer.stop;
  const names = new Lexer(lexer.bytes, from, stop);
  let found = false;
  while (names.next() !== Token.End) found ||= names.kind === Token.Global && symbolName(names.bytes, names.start, names.stop) === SYMBOL;
  if (!found) return undefined;
  if (lexer.peek() === COMMA) {
    lexer.next();
    lexer.next();
    if (lexer.is("align")) {
      lexer.next();
      stop = lexer.stop;
    }
  }
  return stop;
}
