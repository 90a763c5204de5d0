import type { AssemblyDialect } from "../asm/assembly.js";
import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { decodeQuoted } from "../asm/names.js";
import type { Module } from "./module.js";

/**
 * How the assembler that the module is made for reads text, told from its triple:
 * clang pays no heed to the data layout. A module without a triple is taken for
 * one of the target it is on its way to, Mach-O.
 */
export function assemblyDialect(module: Module): AssemblyDialect {
  const triple = targetTriple(module);
  const isMachO = triple === "" || /-(apple|darwin|macos|macosx|ios|driverkit)|-macho$/.test(triple);
  const hasPrefix = !/-(elf|coff)$/.test(triple) && (isMachO || /^i[3-6]86-.*-(windows|win32|mingw32|cygwin)/.test(triple));
  return { prefix: hasPrefix ? "_" : "", comment: commentOf(triple, isMachO) };
}

/** The text of the last `target triple`, empty without one. */
function targetTriple(module: Module): string {
  let triple = "";
  for (const { bytes, start, stop } of module.entities(EntityKind.Target)) {
    const lexer = new Lexer(bytes, start, stop);
    lexer.next();
    lexer.next();
    if (!lexer.is("triple")) continue;
    while (lexer.next() !== Token.End) {
      if (lexer.kind === Token.String) triple = decodeQuoted(bytes, lexer.start + 1, lexer.stop - 1);
    }
  }
  return triple;
}

/** MCAsmInfo's CommentString of the architectures that do not take `#`, or not only. */
function commentOf(triple: string, isMachO: boolean): AssemblyDialect["comment"] {
  if (/^(aarch64|arm64)/.test(triple)) return isMachO ? ";" : undefined;
  return /^(arm|thumb)/.test(triple) ? "@" : "#";
}
