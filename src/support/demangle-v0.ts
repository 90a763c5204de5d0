// Rust's v0 symbol names (RFC 2603). Printed as llvm-cxxfilt prints them; the
// constants that it does not read (text, references, arrays, tuples, structs)
// are printed as rustc's own demangler prints them.
//
// The grammar is read and printed in one descent. Back references make the
// output of a short name exponential in its length, hence the two limits.

import { decodePunycode } from "./punycode.js";

const maximumDepth = 500;
const maximumOutputLength = 1 << 20;
// A back reference costs work even where what it refers to prints nothing.
const maximumSteps = 1 << 18;

const basicTypes: Readonly<Record<string, string>> = {
  a: "i8",
  b: "bool",
  c: "char",
  d: "f64",
  e: "str",
  f: "f32",
  h: "u8",
  i: "isize",
  j: "usize",
  l: "i32",
  m: "u32",
  n: "i128",
  o: "u128",
  p: "_",
  s: "i16",
  t: "u16",
  u: "()",
  v: "...",
  x: "i64",
  y: "u64",
  z: "!",
};

/**
 * The path of the name whose part after `_R` is `text`, or undefined where it
 * does not follow the grammar or goes over a limit.
 */
export function demangleV0(text: string, showDisambiguators: boolean): string | undefined {
  const demangler = new V0Demangler(text, showDisambiguators);
  try {
    return demangler.symbol();
  } catch (error) {
    if (error === malformed) return undefined;
    throw error;
  }
}

/** Unwinds the descent; never leaves this file. */
const malformed = new Error("not a v0 name");

function fail(): never {
  throw malformed;
}

interface Identifier {
  readonly name: string;
  readonly punycode: boolean;
}

class V0Demangler {
  private readonly text: string;
  private readonly showDisambiguators: boolean;
  private position = 0;
  private depth = 0;
  private steps = 0;
  private boundLifetimes = 0;
  private silent = false;
  private readonly output: string[] = [];
  private outputLength = 0;

  constructor(text: string, showDisambiguators: boolean) {
    this.text = text;
    this.showDisambiguators = showDisambiguators;
  }

  symbol(): string {
    // A digit here would be the version of a later grammar.
    this.path(false);
    // The crate that the item was instantiated in follows; it says nothing of the item.
    if (this.position < this.text.length) this.silently(() => this.path(false));
    if (this.position < this.text.length) fail();
    return this.output.join("");
  }

  private path(inType: boolean): void {
    this.nested(() => {
      const tag = this.next();
      if (tag === "C") {
        const disambiguator = this.optionalBase62("s");
        this.printIdentifier(this.identifier());
        if (this.showDisambiguators && disambiguator !== 0n) this.print(`[${disambiguator.toString(16)}]`);
      } else if (tag === "M" || tag === "X") {
        // Where the impl block stands is not part of its name.
        this.silently(() => {
          this.optionalBase62("s");
          this.path(inType);
        });
        this.qualifiedSelf(tag === "X");
      } else if (tag === "Y") {
        this.qualifiedSelf(true);
      } else if (tag === "N") {
        this.nestedPath(inType);
      } else if (tag === "I") {
        this.path(inType);
        this.print(inType ? "<" : "::<");
        this.list(() => this.genericArgument());
        this.print(">");
      } else if (tag === "B") {
        this.backReference(() => this.path(inType));
      } else {
        fail();
      }
    });
  }

  private qualifiedSelf(hasTrait: boolean): void {
    this.print("<");
    this.type();
    if (hasTrait) {
      this.print(" as ");
      this.path(true);
    }
    this.print(">");
  }

  private nestedPath(inType: boolean): void {
    const namespace = this.next();
    if (!/[A-Za-z]/.test(namespace)) fail();
    this.path(inType);
    const disambiguator = this.optionalBase62("s");
    const identifier = this.identifier();
    if (/[a-z]/.test(namespace)) {
      if (identifier.name === "") return;
      this.print("::");
      this.printIdentifier(identifier);
      return;
    }
    // Upper case namespaces hold what the compiler made and gave no name.
    this.print(`::{${{ C: "closure", S: "shim" }[namespace] ?? namespace}`);
    if (identifier.name !== "") {
      this.print(":");
      this.printIdentifier(identifier);
    }
    this.print(`#${disambiguator}}`);
  }

  private genericArgument(): void {
    if (this.consume("L")) this.printLifetime(this.base62());
    else if (this.consume("K")) this.constant(false);
    else this.type();
  }

  private type(): void {
    this.nested(() => {
      const start = this.position;
      const tag = this.next();
      const basic = basicTypes[tag];
      if (basic !== undefined) {
        this.print(basic);
      } else if (tag === "A" || tag === "S") {
        this.print("[");
        this.type();
        if (tag === "A") {
          this.print("; ");
          this.constant(true);
        }
        this.print("]");
      } else if (tag === "T") {
        this.tuple(() => this.type());
      } else if (tag === "R" || tag === "Q") {
        this.print("&");
        if (this.consume("L")) {
          const lifetime = this.base62();
          if (lifetime !== 0n) {
            this.printLifetime(lifetime);
            this.print(" ");
          }
        }
        if (tag === "Q") this.print("mut ");
        this.type();
      } else if (tag === "P" || tag === "O") {
        this.print(tag === "P" ? "*const " : "*mut ");
        this.type();
      } else if (tag === "F") {
        this.inBinder(() => this.functionSignature());
      } else if (tag === "D") {
        this.print("dyn ");
        this.inBinder(() => this.list(() => this.dynTrait(), " + "));
        if (!this.consume("L")) fail();
        const lifetime = this.base62();
        if (lifetime !== 0n) {
          this.print(" + ");
          this.printLifetime(lifetime);
        }
      } else if (tag === "B") {
        this.backReference(() => this.type());
      } else {
        this.position = start;
        this.path(true);
      }
    });
  }

  private functionSignature(): void {
    if (this.consume("U")) this.print("unsafe ");
    if (this.consume("K")) {
      const abi = this.consume("C") ? { name: "C", punycode: false } : this.identifier();
      if (abi.punycode || abi.name === "") fail();
      // Underscores stand for the hyphens of an ABI's name.
      this.print(`extern "${abi.name.replaceAll("_", "-")}" `);
    }
    this.print("fn(");
    this.list(() => this.type());
    this.print(")");
    if (this.consume("u")) return;
    this.print(" -> ");
    this.type();
  }

  /** A trait bound; associated types join its generic arguments in one `<…>`. */
  private dynTrait(): void {
    let open = this.pathLeftOpen();
    while (this.consume("p")) {
      this.print(open ? ", " : "<");
      open = true;
      this.printIdentifier(this.identifier());
      this.print(" = ");
      this.type();
    }
    if (open) this.print(">");
  }

  /** A path in a type whose outermost `<` is not closed; tells whether there is one. */
  private pathLeftOpen(): boolean {
    let open = false;
    this.nested(() => {
      if (this.consume("B")) {
        this.backReference(() => {
          open = this.pathLeftOpen();
        });
      } else if (this.consume("I")) {
        this.path(true);
        this.print("<");
        this.list(() => this.genericArgument());
        open = true;
      } else {
        this.path(true);
      }
    });
    return open;
  }

  /**
   * A constant. `bare` where an expression needs no braces, as an array's length
   * or a part of another constant.
   */
  private constant(bare: boolean): void {
    this.nested(() => {
      const tag = this.next();
      if (tag === "p") this.print("_");
      else if ("hmtyoj".includes(tag)) this.printInteger();
      else if ("aslxni".includes(tag)) {
        if (this.consume("n")) this.print("-");
        this.printInteger();
      } else if (tag === "b") this.printBoolean();
      else if (tag === "c") this.printCharacter();
      else if (tag === "B") this.backReference(() => this.constant(bare));
      else if (tag === "R" && this.consume("e")) this.printText();
      else {
        if (!bare) this.print("{");
        this.constantExpression(tag);
        if (!bare) this.print("}");
      }
    });
  }

  private constantExpression(tag: string): void {
    if (tag === "e") {
      this.print("*");
      this.printText();
    } else if (tag === "R" || tag === "Q") {
      this.print(tag === "R" ? "&" : "&mut ");
      this.constant(true);
    } else if (tag === "A") {
      this.print("[");
      this.list(() => this.constant(true));
      this.print("]");
    } else if (tag === "T") {
      this.tuple(() => this.constant(true));
    } else if (tag === "V") {
      this.path(false);
      const fields = this.next();
      if (fields === "T") {
        this.print("(");
        this.list(() => this.constant(true));
        this.print(")");
      } else if (fields === "S") {
        this.print(" { ");
        this.list(() => {
          this.optionalBase62("s");
          this.printIdentifier(this.identifier());
          this.print(": ");
          this.constant(true);
        });
        this.print(" }");
      } else if (fields !== "U") {
        fail();
      }
    } else {
      fail();
    }
  }

  private tuple(element: () => void): void {
    this.print("(");
    if (this.list(element) === 1) this.print(",");
    this.print(")");
  }

  /** Elements up to `E`; returns how many. */
  private list(element: () => void, separator = ", "): number {
    let count = 0;
    for (; !this.consume("E"); count += 1) {
      if (count > 0) this.print(separator);
      element();
    }
    return count;
  }

  private inBinder(body: () => unknown): void {
    const outer = this.boundLifetimes;
    const count = this.optionalBase62("G");
    if (count > BigInt(this.text.length)) fail();
    if (count > 0n) {
      this.print("for<");
      for (let bound = 0; bound < Number(count); bound += 1) {
        this.boundLifetimes += 1;
        if (bound > 0) this.print(", ");
        this.printLifetime(1n);
      }
      this.print("> ");
    }
    body();
    this.boundLifetimes = outer;
  }

  private backReference(read: () => void): void {
    const tag = this.position - 1;
    const target = this.base62();
    // Only what was read before may be referred to, so that no chain of references is a ring.
    if (target >= BigInt(tag)) fail();
    if (this.silent) return;
    const resume = this.position;
    this.position = Number(target);
    read();
    this.position = resume;
  }

  private identifier(): Identifier {
    const punycode = this.consume("u");
    const length = this.decimal();
    this.consume("_");
    const end = this.position + length;
    const name = this.text.slice(this.position, end);
    if (end > this.text.length || !/^[A-Za-z0-9_]*$/.test(name)) fail();
    this.position = end;
    return { name, punycode };
  }

  private decimal(): number {
    const digits = /^(?:0|[1-9][0-9]*)/.exec(this.text.slice(this.position, this.position + 9))?.[0] ?? fail();
    this.position += digits.length;
    return Number(digits);
  }

  /** `_` is 0, `0_` is 1, and so on. */
  private base62(): bigint {
    if (this.consume("_")) return 0n;
    let value = 0n;
    for (;;) {
      const digit = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_".indexOf(this.next());
      if (digit < 0) fail();
      if (digit === 62) return value + 1n;
      value = value * 62n + BigInt(digit);
      if (value >= 1n << 64n) fail();
    }
  }

  /** 0 where `tag` does not follow, else one more than the number after it. */
  private optionalBase62(tag: string): bigint {
    return this.consume(tag) ? this.base62() + 1n : 0n;
  }

  /** Lower case hexadecimal digits up to `_`, without leading zeros. */
  private hexadecimal(): string {
    const end = this.text.indexOf("_", this.position);
    const digits = this.text.slice(this.position, end);
    if (end < 0 || !/^(?:0|[1-9a-f][0-9a-f]*)$/.test(digits)) fail();
    this.position = end + 1;
    return digits;
  }

  private printInteger(): void {
    const digits = this.hexadecimal();
    this.print(digits.length > 16 ? `0x${digits}` : BigInt(`0x${digits}`).toString());
  }

  private printBoolean(): void {
    const digits = this.hexadecimal();
    if (digits !== "0" && digits !== "1") fail();
    this.print(digits === "1" ? "true" : "false");
  }

  private printCharacter(): void {
    const digits = this.hexadecimal();
    const codePoint = digits.length > 6 ? fail() : Number.parseInt(digits, 16);
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) fail();
    this.print(`'${codePoint >= 0x20 && codePoint < 0x7f ? escapeCharacter(codePoint, "'") : escapeUnprintable(codePoint)}'`);
  }

  /** The bytes of a `str`, two digits each. */
  private printText(): void {
    const end = this.text.indexOf("_", this.position);
    const digits = this.text.slice(this.position, end);
    if (end < 0 || digits.length % 2 !== 0 || !/^[0-9a-f]*$/.test(digits)) fail();
    this.position = end + 1;
    const bytes = Buffer.from(digits, "hex");
    const decoded = bytes.toString("utf8");
    if (!Buffer.from(decoded, "utf8").equals(bytes)) fail();
    this.print(`"${Array.from(decoded, (character) => escapeCharacter(character.codePointAt(0) ?? fail(), '"')).join("")}"`);
  }

  /** Lifetimes count outwards from the innermost binder; the outermost is 'a. */
  private printLifetime(index: bigint): void {
    if (index === 0n) {
      this.print("'_");
      return;
    }
    if (index > BigInt(this.boundLifetimes)) fail();
    const depth = this.boundLifetimes - Number(index);
    this.print(depth < 26 ? `'${String.fromCharCode(0x61 + depth)}` : `'z${depth - 25}`);
  }

  private printIdentifier({ name, punycode }: Identifier): void {
    this.print(punycode ? (decodePunycode(name) ?? fail()) : name);
  }

  private print(text: string): void {
    if (this.silent) return;
    this.outputLength += text.length;
    if (this.outputLength > maximumOutputLength) fail();
    this.output.push(text);
  }

  private silently(read: () => void): void {
    const outer = this.silent;
    this.silent = true;
    read();
    this.silent = outer;
  }

  private nested(read: () => void): void {
    this.depth += 1;
    this.steps += 1;
    if (this.depth > maximumDepth || this.steps > maximumSteps) fail();
    read();
    this.depth -= 1;
  }

  private next(): string {
    return this.text[this.position++] ?? fail();
  }

  private consume(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }
}

function escapeCharacter(codePoint: number, quote: string): string {
  const character = String.fromCodePoint(codePoint);
  if (character === quote || character === "\\") return `\\${character}`;
  return codePoint >= 0x20 && codePoint !== 0x7f ? character : escapeUnprintable(codePoint);
}

function escapeUnprintable(codePoint: number): string {
  const short: Readonly<Record<number, string>> = { 0x09: "\\t", 0x0a: "\\n", 0x0d: "\\r" };
  return short[codePoint] ?? `\\u{${codePoint.toString(16)}}`;
}
