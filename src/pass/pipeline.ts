// Pipeline text, in LLVM's spelling: `noredzone,rename-symbols<printk=IOLog;strip-log-level>`.
//
// A name or value that holds one of `,;<>="` or a blank is quoted, with `\"`
// and `\\` inside. What is parsed prints back, and the print parses to the same.

import { UsageError } from "../support/diagnostic.js";

/** One option: `key=value`, or a flag, whose value is undefined. */
export interface OptionSpec {
  readonly key: string;
  readonly value: string | undefined;
}

/** One pass of a pipeline as it is written. */
export interface PassSpec {
  readonly name: string;
  readonly options: readonly OptionSpec[];
}

/** Parses pipeline text; the empty text is the empty pipeline. Throws UsageError with a caret where it is malformed. */
export function parsePipeline(text: string): PassSpec[] {
  const parser = new PipelineParser(text);
  return parser.parse();
}

/** Canonical text of a pipeline. */
export function printPipeline(specs: readonly PassSpec[]): string {
  return specs.map(printPassSpec).join(",");
}

/** Canonical text of one pass: `name` or `name<key=value;flag>`. */
export function printPassSpec({ name, options }: PassSpec): string {
  if (options.length === 0) return name;
  const parts = options.map(({ key, value }) => (value === undefined ? quote(key) : `${quote(key)}=${quote(value)}`));
  return `${name}<${parts.join(";")}>`;
}

function quote(word: string): string {
  return word === "" || /[,;<>="\\\s]/.test(word) ? `"${word.replace(/["\\]/g, "\\$&")}"` : word;
}

class PipelineParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): PassSpec[] {
    const specs: PassSpec[] = [];
    this.#skipBlank();
    if (this.#at === this.#text.length) return specs;
    do {
      specs.push(this.#pass());
    } while (this.#take(","));
    if (this.#at < this.#text.length) this.#fail("expected ',' or the end");
    return specs;
  }

  #pass(): PassSpec {
    const name = this.#word("a pass name");
    const options: OptionSpec[] = [];
    if (this.#take("<") && !this.#take(">")) {
      do {
        const key = this.#word("an option");
        options.push({ key, value: this.#take("=") ? this.#word("a value") : undefined });
      } while (this.#take(";"));
      if (!this.#take(">")) this.#fail("expected ';' or '>'");
    }
    return { name, options };
  }

  #word(what: string): string {
    this.#skipBlank();
    if (this.#text[this.#at] === '"') return this.#quoted();
    const from = this.#at;
    while (this.#at < this.#text.length && !/[,;<>="\s]/.test(this.#text[this.#at]!)) this.#at++;
    if (this.#at === from) this.#fail(`expected ${what}`);
    return this.#text.slice(from, this.#at);
  }

  #quoted(): string {
    let word = "";
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!;
      if (char === '"') {
        this.#at++;
        return word;
      }
      if (char === "\\") this.#at++;
      word += this.#text[this.#at] ?? "";
    }
    return this.#fail("a quote is not closed");
  }

  #take(char: string): boolean {
    this.#skipBlank();
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #skipBlank(): void {
    while (this.#at < this.#text.length && /\s/.test(this.#text[this.#at]!)) this.#at++;
  }

  #fail(reason: string): never {
    throw new UsageError(
      `in the pipeline text: ${reason}\n  ${this.#text}\n  ${" ".repeat(this.#at)}^`,
      "write NAME or NAME<key=value;flag>, separated by commas",
    );
  }
}
