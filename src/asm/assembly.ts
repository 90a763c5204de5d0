// Finds the symbols named in assembly text, in `module asm` and inline asm.
//
// The text is read the way LLVM's AsmLexer reads it, as far as names go: comments,
// strings, registers, mnemonics and the operands of directives that take no symbol
// are told from names. Nothing is an error.

/** How the assembler of a target reads text. */
export interface AssemblyDialect {
  /** What stands before the name of every symbol. */
  readonly prefix: "" | "_";
  /** What opens a comment that runs to the line's end, besides `//`, and `#` at a line's beginning. */
  readonly comment: "#" | ";" | "@" | undefined;
}

/** Where a symbol is named: the whole token, with its quotes where it has them. */
export interface AssemblyName {
  /** The linker's name, decoded. */
  readonly name: string;
  readonly start: number;
  readonly stop: number;
}

/**
 * The symbols that `text`, decoded, names, in their order. In the `template` of
 * inline asm `$` introduces operands, and `$$` stands for itself.
 */
export function assemblyNames(text: string, dialect: AssemblyDialect, isTemplate: boolean): AssemblyName[] {
  return new AssemblyReader(text, dialect, isTemplate).read();
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

/** Words that a mnemonic may follow in the same statement. */
const MNEMONIC_PREFIXES: ReadonlySet<string> = new Set([
  "lock", "rep", "repe", "repz", "repne", "repnz", "notrack", "bnd", "data16", "addr32", "xacquire", "xrelease",
]);

const NAME = /[A-Za-z_.][A-Za-z0-9_.$?]*/y;
const TEMPLATE_NAME = /[A-Za-z_.](?:[A-Za-z0-9_.?]|\$\$)*/y;
const NUMBER = /[0-9][A-Za-z0-9_.]*/y;
/** After a name that a statement begins with, what makes it a label or a definition. */
const AFTER_DEFINED_NAME = /:|[ \t]+:(?![A-Za-z_])|[ \t]*=/y;
const STRING = /"(?:[^"\\]|\\[^])*(?:"|$)/y;
const TEMPLATE_OPERAND = /\$(?:\{[^}]*\}|[0-9]+|[(|)])/y;

class AssemblyReader {
  readonly #text: string;
  readonly #dialect: AssemblyDialect;
  readonly #isTemplate: boolean;
  readonly #names: AssemblyName[] = [];
  #at = 0;
  /** Whether a mnemonic, directive or label may come next. */
  #isStatementStart = true;
  #isLineStart = true;
  /** Whether the statement's operands name no symbols. */
  #isText = false;
  /** The offset after the last operand of a template, which may be a part of a name. */
  #operandStop = -1;

  constructor(text: string, dialect: AssemblyDialect, isTemplate: boolean) {
    this.#text = text;
    this.#dialect = dialect;
    this.#isTemplate = isTemplate;
  }

  read(): AssemblyName[] {
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at]!;
      if (char === " " || char === "\t") this.#at++;
      else if (this.#isComment(char)) this.#skipLine();
      else if (this.#text.startsWith("/*", this.#at)) {
        const close = this.#text.indexOf("*/", this.#at + 2);
        this.#at = close < 0 ? this.#text.length : close + 2;
      } else {
        this.#token(char);
        this.#isLineStart = char === "\n" || char === "\r";
      }
    }
    return this.#names;
  }

  #isComment(char: string): boolean {
    return char === this.#dialect.comment || (char === "#" && this.#isLineStart) || this.#text.startsWith("//", this.#at);
  }

  #skipLine(): void {
    while (this.#at < this.#text.length && !/[\n\r]/.test(this.#text[this.#at]!)) this.#at++;
  }

  #token(char: string): void {
    if (char === "\n" || char === "\r" || char === ";" || this.#text.startsWith("%%", this.#at)) {
      this.#at += char === "%" ? 2 : 1;
      this.#isStatementStart = true;
      this.#isText = false;
      return;
    }
    const name = this.#match(this.#isTemplate ? TEMPLATE_NAME : NAME);
    if (name !== undefined) return this.#word(name);
    const number = this.#match(NUMBER);
    if (number !== undefined) return this.#number(number);
    const string = this.#match(STRING);
    if (string !== undefined) return this.#string(string);
    this.#isStatementStart = false;
    if (char === "$" && this.#isTemplate) {
      const operand = this.#match(TEMPLATE_OPERAND);
      this.#at += operand?.length ?? (this.#text[this.#at + 1] === "$" ? 2 : 1);
      if (operand !== undefined && !/[(|)]/.test(operand)) this.#operandStop = this.#at;
      return;
    }
    this.#at++;
    // A register, a macro's argument, a relocation such as `@PLT` or type such as `@function`.
    if (char === "%" || char === "\\" || char === "@") this.#at += this.#match(NAME)?.length ?? 0;
    else if (char === "'") this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
  }

  #word(word: string): void {
    const start = this.#at;
    const stop = (this.#at = start + word.length);
    if (this.#isStatementStart) {
      const after = this.#match(AFTER_DEFINED_NAME) ?? "";
      if (after.endsWith(":")) {
        this.#found(word, start, stop);
        this.#at += after.length; // another statement may follow
        return;
      }
      this.#isStatementStart = false;
      if (after === "") {
        this.#isText = TEXT_DIRECTIVES.has(word);
        this.#isStatementStart = MNEMONIC_PREFIXES.has(word);
        return;
      }
    }
    const isRelocation = this.#text[start - 1] === ":" && this.#text[stop] === ":"; // `:lo12:`
    if (word !== "." && !isRelocation && !this.#isPart(start, stop)) this.#found(word, start, stop);
  }

  /** Whether what stands beside the word makes it a part of a longer name: an operand of the template, a macro's argument. */
  #isPart(start: number, stop: number): boolean {
    if (this.#operandStop === start || this.#text[stop] === "\\") return true;
    return this.#isTemplate && /^\$[0-9{]/.test(this.#text.slice(stop, stop + 2));
  }

  #number(number: string): void {
    this.#at += number.length;
    // `1:` is a local label.
    if (this.#isStatementStart && this.#text[this.#at] === ":") this.#at++;
    else this.#isStatementStart = false;
  }

  #string(string: string): void {
    const start = this.#at;
    this.#at += string.length;
    this.#found(string.replace(/^"|"$/g, "").replace(/\\(["\\])/g, "$1"), start, this.#at);
    if (this.#isStatementStart && this.#text[this.#at] === ":") this.#at++;
    else this.#isStatementStart = false;
  }

  #found(text: string, start: number, stop: number): void {
    const name = this.#isTemplate ? text.replaceAll("$$", "$") : text;
    if (!this.#isText) this.#names.push({ name, start, stop });
  }

  /** What `pattern` matches at the current offset. */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0];
  }
}
