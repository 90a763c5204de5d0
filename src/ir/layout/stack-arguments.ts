// Where C functions get 128-bit integers on the stack of x86-64.
//
// LLVM to 17 passes an i128 as two 64-bit integers, each where the next one goes; from
// 18 on, as the System V ABI has it, both in registers or both on the stack, there
// aligned to 16 bytes. So the callee looks elsewhere when another LLVM compiled it.
// Measured with clang 15, 16, 19 and 22; of structs and arrays the parts are passed
// singly by all of them.

import { CLOSE_PAREN, COMMA, OPEN_PAREN } from "../../asm/characters.js";
import { callsIn } from "../../asm/calls.js";
import type { TextRange } from "../../asm/clauses.js";
import { callingConvention } from "../../asm/function-header.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { parseType, type Type } from "../../asm/types.js";
import type { Diagnostic, Severity } from "../../support/diagnostic.js";
import type { Entity } from "../entity.js";
import { Function } from "../function.js";
import type { Module } from "../module.js";

/** Warns of every C function whose calls pass an i128 otherwise when another LLVM compiles them. */
export function stackedWideArguments(module: Module): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const entity of module.entitiesIncluding("i128")) {
    if (!(entity instanceof Function)) continue;
    const header = entity.header();
    if (header === undefined) continue;
    if (isCInterface(entity)) {
      const found = firstStacked(entity.bytes, header.parameters);
      if (found !== undefined) diagnostics.push(diagnose(entity, found, `'${entity.printedName}' takes`));
    }
    if (entity.isDefinition) diagnostics.push(...callsOf(module, entity));
  }
  return diagnostics;
}

/** Calls that tell more than the declaration does: with variable arguments, or through a pointer. */
function callsOf(module: Module, caller: Function): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const call of callsIn(caller.bytes, caller.bodyStart, caller.stop)) {
    if (call.asm !== undefined || !caller.bytes.toString("latin1", call.arguments.start, call.arguments.stop).includes("i128")) continue;
    const callee = call.symbol === undefined ? undefined : module.symbol(call.symbol);
    if (callee instanceof Function && (!isCInterface(callee) || !isVariadic(callee))) continue;
    const found = firstStacked(caller.bytes, call.arguments);
    if (found === undefined) continue;
    if (callee !== undefined) diagnostics.push(diagnose(caller, found, `this call of '${callee.printedName}' passes`));
    else diagnostics.push(diagnose(caller, found, "this call through a pointer, if to C, passes", "remark"));
  }
  return diagnostics;
}

/** Functions that C may call or provide: C's calling convention, a name that Rust did not make, and not of this module alone. */
function isCInterface(fn: Function): boolean {
  const header = fn.header();
  return header !== undefined && callingConvention(header) === "ccc" && fn.symbol !== undefined && !/^(?:_R|_ZN|llvm\.)/.test(fn.symbol)
    && !header.qualifiers.some(({ word }) => word === "internal" || word === "private");
}

function isVariadic(fn: Function): boolean {
  const range = fn.header()?.parameters;
  return range !== undefined && /\.\.\.\s*\)$/.test(fn.bytes.toString("latin1", range.start, range.stop));
}

interface Stacked {
  readonly type: TextRange;
  /** Whether all LLVMs put it, and what follows it, in the same place. */
  readonly isSame: boolean;
}

/** How LLVM to 17 and from 18 on hand out registers and stack, in bytes of it. */
class Places {
  registers = 6;
  stack = 0;

  word(): void {
    if (this.registers > 0) this.registers--;
    else this.stack += 8;
  }
}

/** The first i128 in a list of parameters or arguments that lies on the stack, wholly or in part, preferring one that lies elsewhere for another LLVM. */
function firstStacked(bytes: Buffer, list: TextRange): Stacked | undefined {
  const [old, current] = [new Places(), new Places()];
  let found: Stacked | undefined;
  for (const { type, range, words } of argumentsIn(bytes, list)) {
    if (words.includes("byval")) {
      const size = 8; // its own size moves both alike
      old.stack += size;
      current.stack += size;
      continue;
    }
    if (type.kind === "integer" && type.bits === 128) {
      const before = { stack: old.stack, registers: old.registers };
      old.word();
      old.word();
      if (current.registers >= 2) current.registers -= 2;
      else current.stack = 16 * Math.ceil(current.stack / 16) + 16;
      if (before.registers >= 2 && current.registers === old.registers) continue;
      const isSame = before.registers === 0 && old.stack === current.stack && old.registers === current.registers;
      if (!isSame) return { type: range, isSame };
      found ??= { type: range, isSame };
      continue;
    }
    for (let count = integerWords(type); count > 0; count--) {
      old.word();
      current.word();
    }
  }
  return found;
}

/** How many registers for integers a value takes; those for floating point are others. */
function integerWords(type: Type): number {
  switch (type.kind) {
    case "integer": return Math.ceil(type.bits / 64);
    case "pointer": case "named": return 1;
    case "array": return type.count * integerWords(type.element);
    case "struct": return type.fields.reduce((sum, field) => sum + integerWords(field), 0);
    default: return 0;
  }
}

function* argumentsIn(bytes: Buffer, list: TextRange): Generator<{ type: Type; range: TextRange; words: string }> {
  const lexer = new Lexer(bytes, list.start + 1, list.stop);
  while (lexer.peek() !== CLOSE_PAREN && lexer.next() !== Token.End) {
    const { start } = lexer;
    const type = parseType(lexer);
    if (type === undefined) return;
    const range = { start, stop: lexer.stop };
    while (lexer.next() !== Token.End && !lexer.at(COMMA) && !lexer.at(CLOSE_PAREN)) if (lexer.at(OPEN_PAREN)) lexer.skipBracketed();
    yield { type, range, words: bytes.toString("latin1", range.stop, lexer.start) };
    if (!lexer.at(COMMA)) return;
  }
}

function diagnose(entity: Entity, { type, isSame }: Stacked, who: string, severity: Severity = "warning"): Diagnostic {
  const span = entity.span(type.start, type.stop);
  const notes = ["LLVM to 17 puts the halves of an i128 where the next 64-bit integers go, LLVM from 18 on keeps them together and aligns them to 16 bytes"];
  return isSame
    ? { severity: "remark", code: "i128-argument", message: `${who} an i128 on the stack, at a place that is the same for every LLVM`, notes, ...(span && { span }) }
    : {
      severity, code: "i128-argument", message: `${who} an i128 on the stack, where the compiler puts it elsewhere than the one the module was made for`, notes,
      fix: "compile the C code with the same LLVM, or pass a pointer to the integer", ...(span && { span }),
    };
}
