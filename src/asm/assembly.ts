// Finds the symbols named in assembly text, in `module asm` and inline asm.

import { type AssemblyStatement, assemblyStatements, type AssemblySyntax, type AssemblyToken } from "./assembly-statements.js";

/** How the assembler of a target reads text, and names. */
export interface AssemblyDialect extends AssemblySyntax {
  /** What stands before the name of every symbol. */
  readonly prefix: "" | "_";
}

/** Where a symbol is named: the whole token, with its quotes where it has them. */
export interface AssemblyName {
  /** The linker's name, decoded. */
  readonly name: string;
  readonly start: number;
  readonly stop: number;
}

/**
 * The symbols that `text`, decoded, names, in their order: labels, and the words in
 * operands, of which some may be registers. In the `template` of inline asm `$`
 * introduces operands, and `$$` stands for itself.
 */
export function assemblyNames(text: string, dialect: AssemblyDialect, isTemplate: boolean): AssemblyName[] {
  return assemblyStatements(text, dialect, isTemplate)
    .flatMap((statement) => namesOf(statement, text))
    .map(({ text: word, start, stop }) => ({ name: nameOf(word, isTemplate), start, stop }));
}

/** A linker's name as it is written in assembly. */
export function printAssemblyName(name: string, isTemplate: boolean): string {
  const text = /^[A-Za-z_.][A-Za-z0-9_.$?]*$/.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
  return isTemplate ? text.replaceAll("$", "$$$$") : text;
}

/** Directives whose operands are text, numbers, sections or registers: no word and no string there is a symbol. */
const TEXT_DIRECTIVES: ReadonlySet<string> = new Set([
  ".ascii", ".asciz", ".string", ".string8", ".string16", ".string32", ".string64", ".section", ".pushsection",
  ".file", ".loc", ".ident", ".include", ".incbin", ".warning", ".error", ".err", ".print", ".linker_option", ".macro",
  ".purgem", ".version", ".title", ".sbttl", ".att_syntax", ".intel_syntax", ".syntax", ".arch", ".arch_extension",
  ".cpu", ".fpu", ".attribute", ".eabi_attribute", ".gnu_attribute", ".build_version", ".macosx_version_min",
  ".ifc", ".ifeqs", ".ifnes", ".rept", ".altmacro", ".option", ".cfi_sections",
]);

function namesOf({ labels, head, assigned, operands }: AssemblyStatement, text: string): AssemblyToken[] {
  const named = [...labels, ...(assigned ? [assigned] : [])];
  if (head === undefined || !TEXT_DIRECTIVES.has(head.text)) named.push(...operands);
  const parts = partsOfNames(operands, text);
  return named.filter((token) => (token.kind === "word" || token.kind === "string") && token.text !== "." && !parts.has(token));
}

/**
 * The words among `operands` that are no names of their own: those glued to a template's
 * operand or a macro's argument, `_x${:uid}` and `x\a`, and relocations, `:lo12:`.
 */
function partsOfNames(operands: readonly AssemblyToken[], text: string): ReadonlySet<AssemblyToken> {
  return new Set(operands.filter((token, index) => {
    const before = operands[index - 1];
    const after = operands[index + 1];
    const isAfterOperand = before?.kind === "operand" && before.stop === token.start && !isVariant(before);
    const isBeforeOperand = after?.kind === "operand" && after.start === token.stop && !isVariant(after);
    const isMacroArgument = text[token.start - 1] === "\\" || text[token.stop] === "\\";
    const isRelocation = text[token.start - 1] === ":" && text[token.stop] === ":";
    return isAfterOperand || isBeforeOperand || isMacroArgument || isRelocation;
  }));
}

/** `$(`, `$|` and `$)` stand between a template's variants for different syntaxes. */
function isVariant({ text }: AssemblyToken): boolean {
  return /^\$[(|)]$/.test(text);
}

function nameOf(word: string, isTemplate: boolean): string {
  const name = word.startsWith("\"") ? word.replace(/^"|"$/g, "").replace(/\\(["\\])/g, "$1") : word;
  return isTemplate ? name.replaceAll("$$", "$") : name;
}
