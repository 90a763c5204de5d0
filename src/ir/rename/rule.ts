// What to rename to what: one name, or all names that match a pattern.

import { UsageError } from "../../support/diagnostic.js";
import { decodeEscapes, encodeQuoted } from "../../asm/names.js";

/** What a rule may be limited to. An ifunc is of no kind. */
export type SymbolKind = "function" | "variable" | "alias";

export interface RenameRule {
  /** The rule as it was written, `printk=IOLog`. */
  readonly text: string;
  readonly kind: SymbolKind | undefined;
  /** The symbol meant, or the pattern that all symbols are compared with. */
  readonly source: string | RegExp;
  /** The new name of `symbol`, one that `source` means. */
  target(symbol: string): string;
}

const KINDS: readonly SymbolKind[] = ["function", "variable", "alias"];

/**
 * Reads `source=target`. `source` is a symbol or, between slashes, a pattern, which
 * `function:`, `variable:` or `alias:` before it limits to symbols of that kind. Names
 * may hold LLVM's escapes, `\01` and `\5C`; the target of a pattern has LLVM's back
 * references instead, `\1` (Regex::sub). Throws UsageError for what makes no sense.
 */
export function parseRenameRule(source: string, target: string): RenameRule {
  const text = `${source}=${target}`;
  const kind = KINDS.find((word) => source.startsWith(`${word}:`));
  const name = kind === undefined ? source : source.slice(kind.length + 1);
  if (target === "") throw new UsageError(`'${text}' gives no new name`);
  const isPattern = name.length > 2 && name.startsWith("/") && name.endsWith("/");
  return isPattern ? patternRule(text, kind, name.slice(1, -1), bytesOf(target)) : nameRule(text, kind, symbolOf(name), symbolOf(target));
}

/** `name` as a rule spells it, so that nothing in it is taken for a kind or pattern. */
export function printRuleName(name: string): string {
  return encodeQuoted(name).replace(/^\/|^(function|variable|alias):/, (prefix) => `\\${prefix.charCodeAt(0).toString(16).toUpperCase()}${prefix.slice(1)}`);
}

function nameRule(text: string, kind: SymbolKind | undefined, source: string, target: string): RenameRule {
  if (source === "") throw new UsageError(`'${text}' says nothing to rename`);
  for (const name of [source, target]) {
    if (name.includes("\0")) throw new UsageError(`'${text}': no name may hold a NUL`);
    if (isReserved(name)) throw new UsageError(`'${text}': LLVM gives '${name}' its meaning by its name`, "names that begin with 'llvm.' stay as they are");
  }
  return { text, kind, source, target: () => target };
}

function patternRule(text: string, kind: SymbolKind | undefined, pattern: string, target: string): RenameRule {
  let source: RegExp;
  try {
    source = new RegExp(translatePattern(bytesOf(pattern)));
  } catch (error) {
    throw new UsageError(`'${text}': ${error instanceof Error ? error.message : String(error)}`, "patterns are JavaScript's regular expressions, which take POSIX's classes here too");
  }
  const groups = new RegExp(`${source.source}|`).exec("")!.length - 1;
  const pieces = parseReplacement(target, groups, text);
  return {
    text, kind, source,
    target: (symbol) => {
      const match = source.exec(symbol)!;
      const replacement = pieces.map((piece) => (typeof piece === "string" ? piece : match[piece] ?? "")).join("");
      return symbol.slice(0, match.index) + replacement + symbol.slice(match.index + match[0].length);
    },
  };
}

/** Whether LLVM knows the symbol by its name: intrinsics, `llvm.used` and their like. */
export function isReserved(symbol: string): boolean {
  return symbol.startsWith("llvm.");
}

/** Literal pieces and numbers of groups. */
function parseReplacement(target: string, groups: number, text: string): (string | number)[] {
  const pieces: (string | number)[] = [];
  for (const [piece, , reference, name] of target.matchAll(/\\(([0-9]+)|g<([0-9]+)>|[^]|$)|[^\\]+/g)) {
    const number = reference ?? name;
    if (number !== undefined) {
      if (Number(number) > groups) throw new UsageError(`'${text}': the pattern has no group ${number}`, `it has ${groups}`);
      pieces.push(Number(number));
    } else if (piece === "\\") throw new UsageError(`'${text}' ends in a backslash`, "write \\\\ for a backslash");
    else if (piece.startsWith("\\")) pieces.push(piece === "\\t" ? "\t" : piece === "\\n" ? "\n" : piece.slice(1));
    else pieces.push(piece);
  }
  return pieces;
}

/** POSIX's bracket classes, which LLVM's Regex has and JavaScript has not. */
const POSIX_CLASSES: ReadonlyMap<string, string> = new Map([
  ["alnum", "0-9A-Za-z"], ["alpha", "A-Za-z"], ["blank", " \\t"], ["cntrl", "\\x00-\\x1f\\x7f"], ["digit", "0-9"],
  ["graph", "!-~"], ["lower", "a-z"], ["print", " -~"], ["punct", "!-\\/:-@\\[-`{-~"], ["space", "\\s"],
  ["upper", "A-Z"], ["xdigit", "0-9A-Fa-f"],
]);

function translatePattern(pattern: string): string {
  return pattern.replace(/\[:([a-z]+):\]/g, (written, name: string) => POSIX_CLASSES.get(name) ?? written);
}

function symbolOf(text: string): string {
  return decodeEscapes(bytesOf(text));
}

/** The UTF-8 bytes of `text`, one character a byte, as the names in modules are. */
function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
