// Reads the map of LLVM's own pass, `opt -passes=rewrite-symbols -rewrite-map-file=F`
// (SymbolRewriter.cpp), as options of rename-symbols:
//
//   function: { source: printk, target: IOLog }
//   global variable: { source: "^k_(.*)$", transform: "io_\\1" }
//   global alias:
//     source: old
//     target: new
//
// The file is YAML; read is the part of it that such maps need: mappings of plain
// and quoted scalars, in braces or indented, comments and document marks.

import { parseRenameRule, printRuleName } from "../ir/rename/rule.js";
import { UsageError } from "../support/diagnostic.js";
import type { OptionSpec } from "./pipeline.js";

/** The entry kinds of a map, and what a rule calls them. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["function", "function"], ["global variable", "variable"], ["global alias", "alias"],
]);

/**
 * The rules of a map as options of rename-symbols, in their order. `file` names it in
 * messages. Throws UsageError, with the line, for what opt would refuse, and for
 * entries that contradict each other. All rules apply at once, whereas opt applies one after another.
 */
export function parseRewriteMap(text: string, file = "rewrite map"): OptionSpec[] {
  const options = new Map<string, OptionSpec & { readonly line: number }>();
  for (const entry of new MapReader(text, file).entries()) {
    const option = optionOf(entry, file);
    const earlier = options.get(option.key);
    if (earlier === undefined) options.set(option.key, { ...option, line: entry.line });
    else if (earlier.value !== option.value) {
      fail(file, entry.line, `another target for the source of line ${earlier.line}`, "keep one of the entries");
    }
  }
  return [...options.values()].map(({ key, value }) => ({ key, value }));
}

interface Scalar {
  readonly text: string;
  readonly line: number;
}

interface MapEntry {
  readonly type: string;
  readonly line: number;
  readonly fields: readonly (readonly [key: Scalar, value: Scalar])[];
}

function optionOf({ type, line, fields }: MapEntry, file: string): OptionSpec {
  const kind = KINDS.get(type);
  if (kind === undefined) fail(file, line, `unknown entry '${type}'`, `an entry is one of ${[...KINDS.keys()].join(", ")}`);
  const known = kind === "function" ? ["source", "target", "transform", "naked"] : ["source", "target", "transform"];
  const values = new Map<string, string>();
  for (const [key, value] of fields) {
    if (!known.includes(key.text)) fail(file, key.line, `unknown field '${key.text}' of ${type}`, `its fields: ${known.join(", ")}`);
    values.set(key.text, value.text);
  }
  const source = values.get("source") ?? "";
  const target = values.get("target") ?? "";
  const transform = values.get("transform") ?? "";
  const isNaked = /^(true|1)$/i.test(values.get("naked") ?? "");
  if (source === "") fail(file, line, `${type} has no source`, "write source: NAME");
  if ((target === "") === (transform === "")) fail(file, line, `${type} must have one of target and transform`, "write target: NAME, or transform: for a pattern");
  if (isNaked && transform !== "") fail(file, line, "naked has no effect on a transform", "leave it out");
  const option = target !== ""
    ? { key: `${kind}:${printRuleName(bytesOf(isNaked ? `\u0001${source}` : source))}`, value: printRuleName(bytesOf(target)) }
    : { key: `${kind}:/${source}/`, value: transform };
  try {
    parseRenameRule(option.key, option.value);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    fail(file, line, error.message, error.fix);
  }
  return option;
}

function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function fail(file: string, line: number, reason: string, fix?: string): never {
  throw new UsageError(`${file}:${line}: ${reason}`, fix);
}

/** A cursor over the text of a map. */
class MapReader {
  readonly #text: string;
  readonly #file: string;
  #at = 0;

  constructor(text: string, file: string) {
    this.#text = text.replace(/^\uFEFF/, "");
    this.#file = file;
  }

  entries(): MapEntry[] {
    const entries: MapEntry[] = [];
    for (;;) {
      this.#skipBlank();
      if (this.#isDocumentMark()) this.#at += 3;
      else if (this.#peek() === "%" && this.#column() === 0) this.#skipLine();
      else if (this.#peek() === "") return entries;
      else entries.push(this.#entry());
    }
  }

  #entry(): MapEntry {
    const column = this.#column();
    const { text: type, line } = this.#key("an entry");
    const isSameLine = this.#isRestOfLineFilled();
    this.#skipBlank();
    if (this.#peek() === "{") return { type, line, fields: this.#flowFields() };
    if (isSameLine || this.#column() <= column) this.#fail(`expected the fields of ${type}`, "write { source: NAME, target: NAME }");
    return { type, line, fields: this.#blockFields(column) };
  }

  #flowFields(): MapEntry["fields"] {
    const fields: (readonly [Scalar, Scalar])[] = [];
    this.#at++;
    for (;;) {
      this.#skipBlank();
      if (this.#peek() === "}") {
        this.#at++;
        return fields;
      }
      const key = this.#key("a field or '}'");
      this.#skipBlank();
      fields.push([key, this.#scalar(true)]);
      this.#skipBlank();
      if (this.#peek() === ",") this.#at++;
      else if (this.#peek() !== "}") this.#fail("expected ',' or '}'");
    }
  }

  /** Fields a line each, of one indentation, until the one of the entry, `outer`, is reached again. */
  #blockFields(outer: number): MapEntry["fields"] {
    const fields: (readonly [Scalar, Scalar])[] = [];
    const indent = this.#column();
    while (this.#peek() !== "" && this.#column() > outer) {
      if (this.#column() !== indent) this.#fail(`expected a field indented by ${indent}`);
      const key = this.#key("a field");
      if (!this.#isRestOfLineFilled()) this.#fail(`'${key.text}' has no value`);
      this.#skipBlank();
      fields.push([key, this.#scalar(false)]);
      if (this.#isRestOfLineFilled()) this.#fail("expected the end of the line");
      this.#skipBlank();
    }
    return fields;
  }

  /** A scalar and the `:` after it. */
  #key(expected: string): Scalar {
    const line = this.#line();
    const quote = this.#peek();
    let text: string;
    if (quote === '"' || quote === "'") text = this.#quoted();
    else {
      const match = /[^\n\r:{},#"']+/y;
      match.lastIndex = this.#at;
      text = match.exec(this.#text)?.[0] ?? "";
      this.#at += text.length;
      text = text.trim();
    }
    if (text === "") this.#fail(`expected ${expected}`);
    this.#skipSpaces();
    if (this.#peek() !== ":") this.#fail(`expected ':' after '${text}'`);
    this.#at++;
    return { text, line };
  }

  #scalar(inBraces: boolean): Scalar {
    const line = this.#line();
    const quote = this.#peek();
    if (quote === '"' || quote === "'") return { text: this.#quoted(), line };
    if (/[[\]&*!|>%@`{}]/.test(quote)) this.#fail(`a value that begins with ${quote} must be quoted`);
    // A plain scalar ends before ` #`, and in braces before what separates fields.
    const match = inBraces ? /(?:[^\n\r,{}# \t]|[ \t]+(?![#\s,{}])|(?<![ \t])#)+/y : /(?:[^\n\r# \t]|[ \t]+(?![#\s])|(?<![ \t])#)+/y;
    match.lastIndex = this.#at;
    const text = match.exec(this.#text)?.[0];
    if (text === undefined) this.#fail("expected a value");
    this.#at += text.length;
    return { text, line };
  }

  #quoted(): string {
    const match = /'((?:[^']|'')*)'|"((?:[^"\\]|\\[^])*)"/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.#text);
    if (found === null) this.#fail("a quote is not closed");
    const [whole, single, double = ""] = found;
    this.#at += whole.length;
    return single === undefined ? this.#unescape(double) : single.replaceAll("''", "'");
  }

  /** The escapes of YAML's double quotes. */
  #unescape(text: string): string {
    return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g, (_, escape: string) => {
      if (escape.length > 1) return String.fromCodePoint(parseInt(escape.slice(1), 16));
      return ESCAPES[escape] ?? this.#fail(`unknown escape \\${escape}`, "write \\\\ for a backslash");
    });
  }

  #isDocumentMark(): boolean {
    return this.#column() === 0 && /^(---|\.\.\.)(\s|$)/.test(this.#text.slice(this.#at, this.#at + 4));
  }

  #isRestOfLineFilled(): boolean {
    const rest = /[ \t]*([^\n\r]?)/y;
    rest.lastIndex = this.#at;
    const first = rest.exec(this.#text)![1];
    return first !== "" && first !== "#";
  }

  /** Steps over blanks, line ends and comments. */
  #skipBlank(): void {
    for (;;) {
      const char = this.#peek();
      if (char === "#") this.#skipLine();
      else if (char !== "" && /\s/.test(char)) this.#at++;
      else return;
    }
  }

  #skipSpaces(): void {
    while (this.#peek() === " " || this.#peek() === "\t") this.#at++;
  }

  #skipLine(): void {
    while (this.#peek() !== "" && this.#peek() !== "\n") this.#at++;
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #column(): number {
    return this.#at - (this.#text.lastIndexOf("\n", this.#at - 1) + 1);
  }

  #line(): number {
    return this.#text.slice(0, this.#at).split("\n").length;
  }

  #fail(reason: string, fix?: string): never {
    fail(this.#file, this.#line(), reason, fix);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0", a: "\u0007", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\u001b",
  " ": " ", '"': '"', "/": "/", "\\": "\\", N: "\u0085", _: "\u00a0", L: "\u2028", P: "\u2029",
};
