// Where a module made for ELF and C code made for macOS would misunderstand each other.

import { CLOSE_PAREN, COMMA, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "../../asm/characters.js";
import { skipType } from "../../asm/constants.js";
import type { TextRange } from "../../asm/clauses.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { typeText } from "../../asm/function-type.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import { Function } from "../function.js";
import { GlobalValue } from "../global-value.js";
import type { Module } from "../module.js";
import { isUsed } from "../symbol-uses.js";

/**
 * Symbols whose names begin with `\01`. That means the linker's name as it is: the
 * C name on ELF, a name without C's underscore on Mach-O.
 */
export function rawNames(module: Module): Diagnostic[] {
  const warnings: Diagnostic[] = [];
  for (const entity of module.entitiesIncluding('@"\\01')) {
    if (!(entity instanceof Function || entity instanceof GlobalValue) || entity.symbol?.charCodeAt(0) !== 1) continue;
    const span = entity.span(entity.start);
    warnings.push({
      severity: "warning", code: "raw-name", ...(span && { span }),
      message: `'${entity.printedName}' is the linker's name as it is, without the underscore that C code on macOS has`,
      fix: "drop the \\u{1} from its link_name",
    });
  }
  return warnings;
}

/**
 * C functions that get integers narrower than 32 bits without being told how to
 * widen them, as AArch64's ABI on ELF lets the callee do. Apple's makes it the
 * caller's duty ("Writing ARM64 code for Apple platforms").
 */
export function narrowArguments(module: Module): Diagnostic[] {
  const warnings: Diagnostic[] = [];
  for (const fn of module.declarations()) {
    const { symbol } = fn;
    if (symbol === undefined || /^(?:_R|_ZN|llvm\.)/.test(symbol)) continue;
    const header = fn.header();
    const parameter = header && narrowParameter(fn.bytes, header.parameters);
    if (header === undefined || parameter === undefined || !isUsed(module, fn)) continue;
    const span = fn.span(parameter.start, parameter.stop);
    warnings.push({
      severity: "warning", code: "narrow-argument", ...(span && { span }),
      message: `'${fn.printedName}' is called with ${typeText(fn.bytes, parameter)} that nobody widens; C code on macOS expects 32 bits from its caller`,
      fix: "build for aarch64-apple-darwin, or pass 32-bit integers between Rust and C",
    });
  }
  return warnings;
}

/** The type of the first parameter of under 32 bits without zeroext or signext. */
function narrowParameter(bytes: Buffer, parameters: TextRange): TextRange | undefined {
  const lexer = new Lexer(bytes, parameters.start + 1, parameters.stop);
  while (lexer.peek() !== CLOSE_PAREN) {
    const start = lexer.nextStart();
    if (!skipType(lexer)) return undefined;
    const type = { start, stop: lexer.stop };
    let isWidened = false;
    while (lexer.next() !== Token.End && !lexer.at(COMMA) && !lexer.at(CLOSE_PAREN)) {
      isWidened ||= lexer.is("zeroext") || lexer.is("signext");
      if (lexer.at(OPEN_PAREN) || lexer.at(OPEN_BRACKET) || lexer.at(OPEN_BRACE)) lexer.skipBracketed();
    }
    if (!isWidened && /^i(?:[1-9]|[12][0-9]|3[01])$/.test(bytes.toString("latin1", type.start, type.stop))) return type;
    if (!lexer.at(COMMA)) return undefined;
  }
  return undefined;
}
