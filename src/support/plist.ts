// Property lists in XML, as Info.plist and symbol sets are.

import { InputError } from "./diagnostic.js";
import { positionOf } from "./source-position.js";

export type PlistValue = string | number | boolean | PlistLiteral | readonly PlistValue[] | PlistDictionary;

export interface PlistDictionary {
  readonly [key: string]: PlistValue;
}

/** A value that is kept as it is written: data, a date, a real, an integer of more than 53 bits. */
export class PlistLiteral {
  readonly element: "data" | "date" | "integer" | "real";
  readonly text: string;

  constructor(element: PlistLiteral["element"], text: string) {
    this.element = element;
    this.text = text;
  }
}

/**
 * Reads the property list in `text`.
 *
 * @throws InputError with line and column where it is none, or is in the binary form.
 */
export function parsePlist(text: string, file: string): PlistValue {
  return new PlistParser(text, file).parse();
}

/** A whole file, as plutil writes it. */
export function printPlist(value: PlistDictionary): string {
  return `\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${printPlistValue(value)}
</plist>
`;
}

/** A value as an XML fragment, each line led by `indent`, as plutil writes it; without a line end. */
export function printPlistValue(value: PlistValue, indent = ""): string {
  if (typeof value === "string") return `${indent}<string>${escapeText(value)}</string>`;
  if (typeof value === "number") return `${indent}<integer>${value}</integer>`;
  if (typeof value === "boolean") return `${indent}<${value}/>`;
  if (value instanceof PlistLiteral) return `${indent}<${value.element}>${escapeText(value.text)}</${value.element}>`;
  if (isPlistArray(value)) return wrapped("array", value.map((item) => printPlistValue(item, `${indent}\t`)), indent);
  return wrapped("dict", Object.entries(value).flatMap(([key, item]) => [printPlistKey(key, `${indent}\t`), printPlistValue(item, `${indent}\t`)]), indent);
}

export function printPlistKey(key: string, indent = ""): string {
  return `${indent}<key>${escapeText(key)}</key>`;
}

export function isPlistArray(value: PlistValue | undefined): value is readonly PlistValue[] {
  return Array.isArray(value);
}

export function isPlistDictionary(value: PlistValue | undefined): value is PlistDictionary {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof PlistLiteral);
}

function wrapped(element: string, lines: readonly string[], indent: string): string {
  if (lines.length === 0) return `${indent}<${element}/>`;
  return [`${indent}<${element}>`, ...lines, `${indent}</${element}>`].join("\n");
}

function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** A tag of the list: `name` with a leading `/` for one that closes, `isEmpty` for `<true/>`. */
interface Tag {
  readonly name: string;
  readonly isEmpty: boolean;
  readonly at: number;
}

class PlistParser {
  readonly #text: string;
  readonly #file: string;
  #at = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  parse(): PlistValue {
    const other = OTHER_FORMS.find(({ pattern }) => pattern.test(this.#text));
    if (other !== undefined) this.#fail(`a property list ${other.form}`, 0, "convert it: plutil -convert xml1 FILE");
    const root = this.#tag();
    if (root.name !== "plist") this.#fail(`expected <plist>, found <${root.name}>`, root.at);
    const value = this.#value(this.#tag());
    this.#close("plist");
    return value;
  }

  #value({ name, isEmpty, at }: Tag): PlistValue {
    switch (name) {
      case "dict": return isEmpty ? {} : this.#dictionary();
      case "array": return isEmpty ? [] : this.#array();
      case "true": case "false":
        if (!isEmpty) this.#close(name);
        return name === "true";
      case "string": return isEmpty ? "" : this.#content(name);
      case "integer": case "real": case "data": case "date": {
        const text = isEmpty ? "" : this.#content(name);
        if (!FORMS[name].test(text.trim())) this.#fail(`'${text.trim()}' is no ${name}`, at);
        return name === "integer" ? integerOf(text.trim()) : new PlistLiteral(name, text);
      }
      default: return this.#fail(`<${name}> is no value of a property list`, at);
    }
  }

  #dictionary(): PlistDictionary {
    const entries = new Map<string, PlistValue>();
    for (let tag = this.#tag(); tag.name !== "/dict"; tag = this.#tag()) {
      if (tag.name !== "key") this.#fail(`expected <key>, found <${tag.name}>`, tag.at);
      const key = tag.isEmpty ? "" : this.#content("key");
      if (entries.has(key)) this.#fail(`the key '${key}' is there twice`, tag.at);
      entries.set(key, this.#value(this.#tag()));
    }
    return Object.fromEntries(entries);
  }

  #array(): PlistValue[] {
    const values: PlistValue[] = [];
    for (let tag = this.#tag(); tag.name !== "/array"; tag = this.#tag()) values.push(this.#value(tag));
    return values;
  }

  /** Reads text up to `</name>`, its entities decoded. */
  #content(name: string): string {
    const stop = this.#text.indexOf("<", this.#at);
    const raw = this.#text.slice(this.#at, stop < 0 ? undefined : stop);
    this.#at = stop < 0 ? this.#text.length : stop;
    if (this.#text.startsWith("<![CDATA[", this.#at)) {
      const end = this.#text.indexOf("]]>", this.#at);
      if (end < 0) this.#fail("nothing closes this CDATA", this.#at);
      const inner = this.#text.slice(this.#at + "<![CDATA[".length, end);
      this.#at = end + "]]>".length;
      return this.#decoded(raw) + inner + this.#content(name);
    }
    const text = this.#decoded(raw);
    this.#close(name);
    return text;
  }

  /** Text before the current place with its entities as what they stand for. */
  #decoded(raw: string): string {
    return raw.replace(/&(?:#x([0-9a-fA-F]+);|#([0-9]+);|([a-z]+);)?/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined, at: number) => {
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      const text = name === undefined ? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined) : ENTITIES[name];
      return text ?? this.#fail(whole === "&" ? "a lone '&'" : `'${whole}' stands for nothing`, this.#at - raw.length + at, "write &amp; for &");
    });
  }

  #close(name: string): void {
    const tag = this.#tag();
    if (tag.name !== `/${name}`) this.#fail(`expected </${name}>, found <${tag.name}>`, tag.at);
  }

  /** The next tag; comments, declarations and blanks are stepped over. */
  #tag(): Tag {
    for (;;) {
      const at = this.#text.indexOf("<", this.#at);
      if (at < 0) return this.#fail("the property list ends before it is complete", this.#text.length);
      const between = this.#text.slice(this.#at, at);
      if (/[^\s\uFEFF]/.test(between)) this.#fail("text where a tag is expected", this.#at + between.search(/[^\s\uFEFF]/));
      const isComment = this.#text.startsWith("<!--", at);
      const closer = isComment ? "-->" : ">";
      const stop = this.#text.indexOf(closer, at + (isComment ? "<!--".length : 1));
      if (stop < 0) this.#fail("nothing closes this tag", at);
      // The kernel's own reader refuses that, and says no more than that there is no property list.
      if (isComment && this.#text.slice(at + "<!--".length, stop).includes("--")) this.#fail("a comment holds '--'", at);
      this.#at = stop + closer.length;
      if (isComment || /[?!]/.test(this.#text.charAt(at + 1))) continue;
      const [, name = "", slash] = /^(\/?[^\s/]*)[^]*?(\/?)$/.exec(this.#text.slice(at + 1, stop))!;
      return { name, isEmpty: slash === "/" && !name.startsWith("/"), at };
    }
  }

  #fail(message: string, at: number, fix?: string): never {
    const before = Buffer.from(this.#text.slice(0, at));
    const { line, column } = positionOf(before, before.length);
    throw new InputError({
      severity: "error", code: "invalid-plist", message: `${this.#file}:${line}:${column}: ${message}`, ...(fix !== undefined && { fix }),
    });
  }
}

/** What other files that are called property lists begin with. */
const OTHER_FORMS: readonly { readonly form: string; readonly pattern: RegExp }[] = [
  { form: "in the binary form", pattern: /^bplist/ },
  // What is left of UTF-16 when it is read as UTF-8.
  { form: "in UTF-16", pattern: /^(?:\uFFFD\uFFFD|<?\0)/ },
  { form: "in the old form, or JSON", pattern: /^\s*[{(]/ },
];

const FORMS = {
  integer: /^[+-]?(?:\d+|0[xX][0-9a-fA-F]+)$/,
  real: /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|nan|[+-]?inf(?:inity)?)$/i,
  data: /^[A-Za-z0-9+/\s]*=?\s*=?$/,
  date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
} as const;

function integerOf(text: string): number | PlistLiteral {
  const value = text.startsWith("-") ? -Number(text.slice(1)) : Number(text.replace(/^\+/, ""));
  return Number.isSafeInteger(value) ? value : new PlistLiteral("integer", text);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
