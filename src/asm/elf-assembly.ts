// Turns assembly text written for ELF into Mach-O's.
//
//   call printk@PLT           =>   call _printk
//   .type f, @function        =>
//   .section .rodata          =>   .section __TEXT,__const
//   .align 16                 =>   .balign 16
//
// On Mach-O a C symbol has an underscore, x86's `.align` takes a power of two, and a
// label that begins with `.L` is an ordinary symbol. None of that is an error there:
// the object is only wrong. So what is not understood is a problem, never a guess.

import { type AssemblyStatement, assemblyStatements, type AssemblyToken } from "./assembly-statements.js";
import { isAArch64Address, isAArch64Word, isIntelWord, isX86Branch } from "./assembly-words.js";

/** Where the text stands and what is known about it. */
export interface ElfAssembly {
  readonly text: string;
  readonly architecture: "x86_64" | "aarch64";
  /** Whether it starts in Intel syntax. */
  readonly isIntel: boolean;
  /** Whether it is inline assembly's template. */
  readonly isTemplate: boolean;
  /** Whether the module around it has a symbol of that name, and defines it. */
  lookUp(name: string): "defined" | "declared" | undefined;
}

/** Replaces `[start, stop)` of the text. */
export interface AssemblyEdit {
  readonly start: number;
  readonly stop: number;
  readonly text: string;
}

/** What has no translation, or is not understood. */
export interface AssemblyProblem {
  readonly offset: number;
  /** Completes "… ", as in `'.symver' has no counterpart in Mach-O`. */
  readonly reason: string;
}

/** The edits, in rising order, that make the text Mach-O's. With a problem they are not to be used. */
export function machOAssembly(assembly: ElfAssembly): { edits: AssemblyEdit[]; problems: AssemblyProblem[] } {
  return new Translator(assembly).translate();
}

/** The names that the text defines: labels, assignments, common symbols. */
export function definedInAssembly(text: string, architecture: ElfAssembly["architecture"]): Set<string> {
  return definedNames(assemblyStatements(text, syntaxOf(architecture), false));
}

function syntaxOf(architecture: ElfAssembly["architecture"]): { comment: "#" | undefined } {
  return { comment: architecture === "x86_64" ? "#" : undefined };
}

function definedNames(statements: readonly AssemblyStatement[]): Set<string> {
  const names = new Set<string>();
  for (const { labels, assigned, head, operands } of statements) {
    for (const label of [...labels, ...(assigned === undefined ? [] : [assigned])]) names.add(nameOf(label));
    if (/^\.(?:set|equ|equiv|comm|lcomm)$/.test(head?.text ?? "") && operands[0] !== undefined) names.add(nameOf(operands[0]));
  }
  return names;
}

/** ELF's sections by stem, as the assembler of Mach-O takes them. */
const SECTIONS: readonly [stem: RegExp, place: string][] = [
  [/^\.text(?:\.|$)/, "__TEXT,__text,regular,pure_instructions"],
  [/^\.data\.rel\.ro(?:\.|$)/, "__DATA,__const"],
  [/^\.rodata(?:\.|$)/, "__TEXT,__const"],
  [/^\.(?:data|bss)(?:\.|$)/, "__DATA,__data"],
  [/^\.init_array$/, "__DATA,__mod_init_func,mod_init_funcs"],
  [/^\.fini_array$/, "__DATA,__mod_term_func,mod_term_funcs"],
];

/** Directives that only tell ELF something, and can go. */
const IDLE = /^\.(?:type|size|protected|ident|version|addrsig|addrsig_sym)$/;

const WITHOUT_COUNTERPART = /^\.(?:symver|subsection|reloc|weakref|group|linkonce|tbss|gnu_attribute|eabi_attribute|lto_discard|[dt]tprel.*|tls.*|vtable_.*|dynsym|set_?symver)$/;
const MACROS = /^\.(?:macro|irpc?|altmacro|include)$/;

/** Directives whose words are text, sections, registers or options. */
const WITHOUT_SYMBOLS = /^\.(?:ascii|asciz|string(?:8|16|32|64)?|file|loc|incbin|warning|error|err|print|att_syntax|intel_syntax|arch.*|cpu|code(?:16|32|64)|text|data|const|const_data|previous|popsection|cfi_(?!personality|lsda).*)$/;

class Translator {
  readonly #assembly: ElfAssembly;
  readonly #statements: readonly AssemblyStatement[];
  readonly #defined: ReadonlySet<string>;
  readonly #edits: AssemblyEdit[] = [];
  readonly #problems: AssemblyProblem[] = [];
  #isIntel: boolean;

  constructor(assembly: ElfAssembly) {
    this.#assembly = assembly;
    this.#isIntel = assembly.isIntel;
    this.#statements = assemblyStatements(assembly.text, syntaxOf(assembly.architecture), assembly.isTemplate);
    this.#defined = definedNames(this.#statements);
  }

  translate(): { edits: AssemblyEdit[]; problems: AssemblyProblem[] } {
    for (const [index, statement] of this.#statements.entries()) this.#statement(statement, index);
    return { edits: this.#edits.sort((a, b) => a.start - b.start || a.stop - b.stop), problems: this.#problems };
  }

  #statement(statement: AssemblyStatement, index: number): void {
    const { labels, head, assigned, operands, separator } = statement;
    for (const label of labels) if (label.kind !== "number") this.#symbol(label);
    if (assigned !== undefined) this.#symbol(assigned);
    // On Mach-O `;` opens a comment in AArch64's assembly.
    if (this.#assembly.architecture === "aarch64" && separator !== undefined && this.#assembly.text[separator.start] === ";") {
      this.#edits.push({ ...separator, text: "\n" });
    }
    if (head === undefined) return;
    if (head.text === "=") this.#expression(operands);
    else if (head.text.startsWith(".")) this.#directive(head, statement, index);
    else this.#instruction(head, operands);
  }

  #directive(head: AssemblyToken, statement: AssemblyStatement, index: number): void {
    const { operands } = statement;
    const name = head.text.toLowerCase();
    if (name === ".intel_syntax") this.#isIntel = true;
    if (name === ".att_syntax") this.#isIntel = false;
    if (IDLE.test(name) || (name === ".local" && operands.every((operand) => !this.#isCommon(operand)))) this.#remove(statement);
    else if (name === ".section" || name === ".pushsection") this.#section(head, statement, index);
    else if (name === ".bss") this.#replace(head, ".data");
    else if (name === ".rodata") this.#replace(head, ".const");
    else if (WITHOUT_COUNTERPART.test(name) || name === ".local") this.#problem(head, `'${name}' has no counterpart in Mach-O`);
    else if (MACROS.test(name)) this.#problem(head, `'${name}' makes text whose symbols cannot be told`);
    else if (!WITHOUT_SYMBOLS.test(name)) {
      if (name === ".hidden" || name === ".internal") this.#replace(head, ".private_extern");
      else if (name === ".weak") this.#weak(head, operands);
      else if (name === ".align" && this.#assembly.architecture === "x86_64") this.#replace(head, ".balign");
      else if (name === ".comm" || name === ".lcomm") this.#commonAlignment(operands);
      this.#expression(operands);
    }
  }

  #instruction(head: AssemblyToken, operands: readonly AssemblyToken[]): void {
    if (head.kind !== "word") return;
    if (this.#assembly.architecture === "aarch64") this.#aarch64(head.text, operands);
    else {
      const outside = withoutBraces(operands);
      const isCode = isX86Branch(head.text) && outside.length <= 2;
      const isRelative = outside.some(({ text }) => /^[re]ip$/i.test(text));
      for (const [index, token] of outside.entries()) {
        if (token.kind === "modifier") this.#modifier(token);
        else if (token.kind === "string") this.#symbol(token);
        else if (token.kind === "word" && !(this.#isIntel && isIntelWord(token.text))) {
          const isClear = isCode || isRelative || /^offset$/i.test(outside[index - 1]?.text ?? "");
          this.#symbolOrProblem(token, !this.#isIntel || isClear);
        }
      }
    }
  }

  #aarch64(mnemonic: string, operands: readonly AssemblyToken[]): void {
    const isAddress = isAArch64Address(mnemonic);
    for (const [index, token] of operands.entries()) {
      if (token.kind !== "word" || isAArch64Word(token.text)) continue;
      const operator = relocationBefore(operands, index);
      if (operands[index - 1]?.text === ":" && operands[index + 1]?.text === ":") continue; // the operator's own name
      const isKnown = this.#defined.has(token.text) || this.#assembly.lookUp(token.text) !== undefined;
      if (!isKnown && !isAddress && operator === undefined && operands[index - 1]?.text !== "=") continue;
      this.#symbol(token);
      if (operator !== undefined) this.#relocation(operator, token);
      else if (/^adrp$/i.test(mnemonic)) this.#edits.push({ start: token.stop, stop: token.stop, text: "@PAGE" });
    }
  }

  #relocation(operator: { readonly name: string; readonly start: number; readonly stop: number }, token: AssemblyToken): void {
    const modifier = { lo12: "@PAGEOFF", got: "@GOTPAGE", got_lo12: "@GOTPAGEOFF", pg_hi21: "@PAGE" }[operator.name];
    if (modifier === undefined) this.#problems.push({ offset: operator.start, reason: `':${operator.name}:' has no counterpart in Mach-O` });
    else this.#edits.push({ start: operator.start, stop: operator.stop, text: "" }, { start: token.stop, stop: token.stop, text: modifier });
  }

  /** Operands of directives: every word is a symbol. */
  #expression(operands: readonly AssemblyToken[]): void {
    for (const token of operands) {
      if (token.kind === "modifier") this.#modifier(token);
      else if (token.kind === "word" || token.kind === "string") this.#symbolOrProblem(token, true);
    }
  }

  #symbolOrProblem(token: AssemblyToken, isSymbol: boolean): void {
    const name = nameOf(token);
    if (isSymbol || name.startsWith(".L") || this.#defined.has(name) || this.#assembly.lookUp(name) !== undefined) this.#symbol(token);
    else this.#problem(token, `'${name}' may be a symbol or a word that the assembler knows`);
  }

  #symbol(token: AssemblyToken): void {
    const name = nameOf(token);
    if (name === ".") return;
    if (name.startsWith(".L")) {
      const dot = this.#assembly.text.indexOf(".", token.start);
      this.#edits.push({ start: dot, stop: dot + 1, text: "" });
    } else if (this.#isGlued(token)) {
      if (!this.#isGluedLabel(token)) this.#problem(token, `the name '${name}' goes on in an operand`);
    } else if (name.startsWith(".")) this.#problem(token, `'${name}' is no symbol that Mach-O can name`);
    else if (name === "_GLOBAL_OFFSET_TABLE_") this.#problem(token, `'${name}' does not exist in Mach-O`);
    else {
      const at = token.kind === "string" ? token.start + 1 : token.start;
      this.#edits.push({ start: at, stop: at, text: "_" });
    }
  }

  /** Whether an operand of the template, which is text too, stands directly beside the name. */
  #isGlued({ start, stop }: AssemblyToken): boolean {
    const { text, isTemplate } = this.#assembly;
    return isTemplate && (/^\$[0-9{]/.test(text.slice(stop, stop + 2)) || /\$(?:\{[^}]*\}|[0-9]+)$/.test(text.slice(0, start)));
  }

  /** `name${:uid}`, unique to each copy of the template, is a label that only the template refers to. */
  #isGluedLabel({ stop }: AssemblyToken): boolean {
    return this.#assembly.text.startsWith("${:uid}", stop);
  }

  #modifier(token: AssemblyToken): void {
    if (token.text === "@PLT") this.#edits.push({ start: token.start, stop: token.stop, text: "" });
    else if (token.text !== "@GOTPCREL") this.#problem(token, `'${token.text}' has no counterpart in Mach-O`);
  }

  #weak(head: AssemblyToken, operands: readonly AssemblyToken[]): void {
    const names = operands.filter(({ kind }) => kind === "word" || kind === "string").map(nameOf);
    const defined = names.filter((name) => this.#defined.has(name) || this.#assembly.lookUp(name) === "defined");
    if (defined.length === 0) this.#replace(head, ".weak_reference");
    else if (defined.length < names.length) this.#problem(head, "one '.weak' is about symbols that are defined here and others that are not");
    else this.#replace(head, `.globl ${names.map((name) => `_${name}`).join(", ")}\n.weak_definition`);
  }

  #section(head: AssemblyToken, statement: AssemblyStatement, index: number): void {
    const { text } = this.#assembly;
    const start = statement.operands[0]?.start ?? head.stop;
    const stop = statement.operands.at(-1)?.stop ?? head.stop;
    const name = text.slice(start, stop).split(",")[0]!.trim().replace(/^"(.*)"$/, "$1");
    if (name.startsWith("__")) return; // Mach-O's already
    const place = SECTIONS.find(([stem]) => stem.test(name))?.[1];
    if (place !== undefined) this.#edits.push({ start, stop, text: place });
    else if (name === ".note.GNU-stack" && this.#isEmptySection(index)) this.#remove(statement);
    else this.#problem(head, `section '${name}' has no counterpart in Mach-O that kextir knows`);
  }

  /** Whether nothing is put into the section that statement `index` opens. */
  #isEmptySection(index: number): boolean {
    const next = this.#statements[index + 1];
    return next === undefined || (next.labels.length === 0 && /^\.(?:section|text|data|bss|previous|att_syntax)$/.test(next.head?.text ?? ""));
  }

  /** The third operand of `.comm` is a power of two in Mach-O, a number of bytes in ELF. */
  #commonAlignment(operands: readonly AssemblyToken[]): void {
    const commas = operands.filter(({ text }) => text === ",");
    const alignment = commas[1] === undefined ? undefined : operands[operands.indexOf(commas[1]) + 1];
    if (alignment === undefined) return;
    const power = Math.log2(Number(alignment.text));
    if (Number.isInteger(power)) this.#replace(alignment, String(power));
    else this.#problem(alignment, `the alignment '${alignment.text}' is no power of two`);
  }

  #isCommon(operand: AssemblyToken): boolean {
    return this.#statements.some(({ head, operands }) => head?.text === ".comm" && operands[0]?.text === operand.text);
  }

  #replace(token: AssemblyToken, text: string): void {
    this.#edits.push({ start: token.start, stop: token.stop, text });
  }

  #remove({ head, operands }: AssemblyStatement): void {
    this.#edits.push({ start: head!.start, stop: operands.at(-1)?.stop ?? head!.stop, text: "" });
  }

  #problem(token: AssemblyToken, reason: string): void {
    this.#problems.push({ offset: token.start, reason });
  }
}

function nameOf(token: AssemblyToken): string {
  return token.kind === "string" ? token.text.slice(1, -1) : token.text;
}

/** `{%k1}`, `{z}`, `{sae}` and their like decorate x86 operands. */
function withoutBraces(tokens: readonly AssemblyToken[]): AssemblyToken[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === "{") depth++;
    const isInside = depth > 0;
    if (text === "}") depth--;
    return !isInside;
  });
}

/** `:lo12:` before the token `index`. */
function relocationBefore(tokens: readonly AssemblyToken[], index: number): { name: string; start: number; stop: number } | undefined {
  const [open, name, close] = tokens.slice(Math.max(0, index - 3), index);
  if (open?.text !== ":" || name?.kind !== "word" || close?.text !== ":") return undefined;
  return { name: name.text, start: open.start, stop: close.stop };
}
