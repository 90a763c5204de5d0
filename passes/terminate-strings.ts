// Ends text constants in the NUL that C needs.
//
//   @a = private unnamed_addr constant [5 x i8] c"hello"
//   =>
//   @a = private unnamed_addr constant [6 x i8] c"hello\00"
//
// A Rust string knows its length and has no NUL; a C function that is handed its
// address reads on into whatever follows. One byte more at the end of a constant
// that only this module can see changes nothing else: what was there stays where
// it was. Run after passes that rename functions, shorten format strings or take
// sections and comdats off.

import * as z from "zod/mini";
import { type ByteArrayType, type ByteString, endsInLoneBackslash } from "../src/asm/byte-string.js";
import type { TextRange } from "../src/asm/clauses.js";
import { parseCommaParts } from "../src/asm/global-header.js";
import { Lexer, Token } from "../src/asm/lexer.js";
import { decodeQuoted, quotedLength } from "../src/asm/names.js";
import { type ValueKey, valueKey } from "../src/asm/value-key.js";
import { fitToGrowth } from "../src/ir/array-growth.js";
import type { TextEdit } from "../src/ir/edited-text.js";
import type { GlobalValue } from "../src/ir/global-value.js";
import { type HandedConstants, constantsHandedTo } from "../src/ir/handed-constants.js";
import type { Module } from "../src/ir/module.js";
import { type StringGlobal, findStrings } from "../src/ir/string-globals.js";
import { definePass, type PassContext } from "../src/pass/pass.js";
import { decodeUtf8, isPrintableText, showsBinary } from "../src/support/printable-text.js";

export const terminateStrings = definePass({
  name: "terminate-strings",
  summary: "end text constants in NUL",
  description: `\
Appends \\00 to text constants that do not end in one; their type grows by a byte.

Before: @a = private unnamed_addr constant [5 x i8] c"hello", align 1
After:  @a = private unnamed_addr constant [6 x i8] c"hello\\00", align 1

A constant is looked at when it is a single byte array, alone or as the only field
of a struct (<{ [5 x i8] }> <{ [5 x i8] c"hello" }>, as older rustcs write it). It
is text when its bytes are valid UTF-8 of printable characters, tabs, line ends
and escapes, with at most a Linux log level (\\01 and a digit, c or d) in front. A
number whose bytes happen to be so (0x64636261) is taken for text; the byte more
does it no harm. Tables, vtables, all structs with more than one field and what is
written with a named type stay.

These stay as well, and a remark names them: what is not constant; what other
modules can see and may know the size of (every linkage but private and internal,
members of llvm.used); what stands in a comdat, or in a section that is not plain
read-only data, since whoever reads such a section counts its bytes; thread-local
data, other address spaces, names that LLVM reads itself (llvm.*, __profn_*).

In a module with typed pointers (LLVM 14 and older) the type is written again at
each use. It grows in casts and in address arithmetic that starts at the string;
elsewhere (load, store, compare, return, …) the address is cast back to the old
type. Use-list orders of what grew are dropped, since they no longer fit.

On Mach-O, a constant declared private unnamed_addr moves into __TEXT,__cstring,
where the linker merges equal strings; without its NUL, clang puts a text of 4, 8
or 16 bytes into the numbers of __literal4, 8 and 16.

An empty string cannot be helped: rustc hands C the address 1 for "".as_ptr(), or
that of a struct without fields. Write c"" or "\\0".

The options replace the rule for text: what any of them picks is terminated.`,
  options: z.strictObject({
    all: z._default(z.boolean(), false).check(z.describe("every byte array that may grow, text or not")),
    calls: z
      ._default(z.array(z.string()), [])
      .check(
        z.describe(
          "what is handed to this function, by address or by an address computed from it in the caller; " +
            "the name is the one that holds when this pass runs; may be repeated",
        ),
      ),
    match: z
      ._default(z.array(z.string().check(z.refine(isPattern, "is no regular expression"))), [])
      .check(z.describe("where this regular expression is found in the string (without its NUL) or the symbol's name; may be repeated")),
  }),

  run(module, { all, calls, match }, context) {
    const selection = new Selection(module, { all, calls, match });
    let terminated = 0;
    const { strings, used } = findStrings(module, (string) => {
      if (!selection.picks(string)) return false;
      if (string.isTerminated) terminated++;
      return !string.isTerminated;
    });

    const grown = new Map<ValueKey, ByteArrayType>();
    const left = new Map<string, GlobalValue[]>();
    for (const string of strings) {
      const { global, bytes, written } = string;
      const key = keyOf(string);
      const obstacle = obstacleTo(string, key, global.stop, used);
      if (obstacle !== undefined) {
        const those = left.get(obstacle);
        if (those === undefined) left.set(obstacle, [global]);
        else those.push(global);
      } else if (key !== undefined && holdsItsLength(string)) {
        global.edit(terminationOf(bytes, written.string));
        grown.set(key, written.string);
      }
    }
    if (terminated > 0) context.count("strings terminated already", terminated);
    if (grown.size > 0) {
      const { retyped, cast, dropped } = fitToGrowth(module, grown);
      context.count("strings terminated", grown.size);
      if (retyped > 0) context.count("uses given the new type", retyped);
      if (cast > 0) context.count("uses cast back to the old type", cast);
      if (dropped > 0) context.count("use-list orders dropped", dropped);
    }

    selection.report(context);
    for (const [obstacle, globals] of left) reportLeft(obstacle, globals, selection.isExplicit ? "warning" : "remark", context);
    if (grown.size === 0) {
      context.report({ severity: "remark", code: "nothing-to-terminate", message: "no string without a NUL that may get one" });
    }
  },
});

/** Which strings the options pick. */
class Selection {
  /** Whether strings were asked for one by one, so that one left as it is deserves a warning. */
  readonly isExplicit: boolean;
  readonly #all: boolean;
  readonly #handed: { readonly name: string; readonly constants: HandedConstants; isReached: boolean }[];
  readonly #patterns: { readonly source: string; readonly pattern: RegExp; isFound: boolean }[];

  constructor(module: Module, { all, calls, match }: { all: boolean; calls: readonly string[]; match: readonly string[] }) {
    this.#all = all;
    this.isExplicit = calls.length > 0 || match.length > 0;
    this.#handed = calls.map((name) => ({ name, constants: constantsHandedTo(module, name), isReached: false }));
    this.#patterns = match.map((source) => ({ source, pattern: new RegExp(source, "u"), isFound: false }));
  }

  picks(string: StringGlobal): boolean {
    if (!this.isExplicit) return this.#all || isText(string);
    const key = keyOf(string);
    let isPicked = this.#all;
    for (const handed of this.#handed) {
      if (key !== undefined && handed.constants.globals.has(key)) isPicked = handed.isReached = true;
    }
    for (const entry of this.#patterns) {
      if (entry.pattern.test(String(key ?? "")) || entry.pattern.test(readable(string))) isPicked = entry.isFound = true;
    }
    return isPicked;
  }

  /** Says what the options named and nothing answered to. */
  report(context: PassContext): void {
    for (const { name, constants, isReached } of this.#handed) {
      const { calls, empty, unfollowed } = constants;
      if (calls === 0) {
        context.report({
          severity: "warning",
          code: "no-such-call",
          message: `nothing calls '@${name}'`,
          fix: "check the spelling; after rename-symbols the new name is meant",
        });
      } else if (!isReached && empty.length === 0) {
        context.report({
          severity: "warning",
          code: "no-string-handed",
          message: `no string constant reaches '@${name}' by its ${counted(calls, "call")}`,
          fix: "terminate by text (no options), or by a pattern (match=…)",
        });
      }
      for (const span of empty) {
        context.report({
          severity: "warning",
          code: "empty-string",
          message: `'@${name}' is handed the address of an empty string, where no NUL can stand`,
          ...(span && { span }),
          fix: 'write c"" or "\\0" in the source',
        });
      }
      if (unfollowed.length > 0) {
        const [span] = unfollowed;
        context.report({
          severity: "remark",
          code: "unfollowed-pointer",
          message: `${counted(unfollowed.length, "pointer")} handed to '@${name}' cannot be followed to a constant`,
          ...(span && { span }),
        });
      }
    }
    for (const { source, isFound } of this.#patterns) {
      if (isFound) continue;
      context.report({
        severity: "warning",
        code: "no-such-string",
        message: `no string, and no symbol of one, matches '${source}'`,
        fix: "check the pattern; a symbol is matched as it is mangled, without '@'",
      });
    }
  }
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function keyOf({ bytes, written: { name } }: StringGlobal): ValueKey | undefined {
  return valueKey(bytes, name.start, name.stop);
}

function isText({ bytes, text: { start, stop } }: StringGlobal): boolean {
  // Embedded files are long, and those that are no text mostly show it at once.
  if (stop - start > 1024 && showsBinary(decodeQuoted(bytes, start, start + 256))) return false;
  return isPrintableText(decodeQuoted(bytes, start, stop));
}

/** The string as a person reads it, or one character a byte where it is no UTF-8. */
function readable({ bytes, text: { start, stop } }: StringGlobal): string {
  const content = decodeQuoted(bytes, start, stop);
  return decodeUtf8(content) ?? content;
}

const GROWABLE_QUALIFIERS: ReadonlySet<string> = new Set(["private", "internal", "unnamed_addr", "local_unnamed_addr", "dso_local"]);
/** Sections whose content is only ever reached through symbols. */
const PLAIN_SECTION = /^(\.rodata|__(TEXT|DATA|DATA_CONST),__const|__TEXT,__cstring(,cstring_literals)?)$/;
/** Names that LLVM looks for, and whose content it reads to its length. */
const RESERVED_NAME = /^(llvm\.|__llvm_|__profn_)/;

/** Why the string must stay as it is; undefined when it may grow. Its global ends at `stop`. */
function obstacleTo({ bytes, written }: StringGlobal, key: ValueKey | undefined, stop: number, used: ReadonlySet<ValueKey>): string | undefined {
  if (!written.isConstant) return "not constant";
  const qualifiers = wordsIn(bytes, written.qualifiers);
  if (!qualifiers.includes("private") && !qualifiers.includes("internal")) return "visible to other modules";
  const qualifier = qualifiers.find((word) => !GROWABLE_QUALIFIERS.has(word));
  if (qualifier !== undefined) return qualifier;
  if (key === undefined) return "without a name";
  if (used.has(key)) return "kept for others by llvm.used";
  if (RESERVED_NAME.test(String(key))) return "read by LLVM itself";
  const { section, partition, comdat, attributes } = parseCommaParts(new Lexer(bytes, written.initializerEnd, stop));
  if (section !== undefined && !PLAIN_SECTION.test(section.value)) return `in section ${section.value}`;
  if (comdat !== undefined) return "in a comdat";
  if (partition !== undefined) return `in partition ${partition.value}`;
  // String attributes and groups may place it, as "rodata-section" does.
  if (attributes.some(({ quoted, group }) => quoted || group !== undefined)) return "placed by attributes";
  return undefined;
}

function wordsIn(bytes: Buffer, { start, stop }: TextRange): string[] {
  const words: string[] = [];
  for (const lexer = new Lexer(bytes, start, stop); lexer.next() !== Token.End; ) words.push(lexer.text());
  return words;
}

/** Whether the text is as long as its type; where not, no parser takes it. */
function holdsItsLength({ bytes, written: { string } }: StringGlobal): boolean {
  return quotedLength(bytes, string.content.start, string.content.stop) === string.length;
}

/** What puts the NUL in and raises the length. */
function terminationOf(bytes: Buffer, { lengths, length, content }: ByteString): TextEdit[] {
  // A lone backslash would make `\00` two characters: it is written as an escape first.
  const nul = endsInLoneBackslash(bytes, content) ? "5C\\00" : "\\00";
  return [
    ...lengths.map(({ start, stop }) => ({ start, stop, text: String(length + 1) })),
    { start: content.stop, stop: content.stop, text: nul },
  ];
}

function reportLeft(obstacle: string, globals: readonly GlobalValue[], severity: "warning" | "remark", context: PassContext): void {
  const names = globals.slice(0, 5).map((global) => global.printedName);
  if (globals.length > names.length) names.push(`${globals.length - names.length} more`);
  const span = globals[0]!.span();
  context.count(`strings left: ${obstacle}`, globals.length);
  context.report({
    severity,
    code: "string-left",
    message: `${counted(globals.length, "string")} without a NUL left as written: ${obstacle} (${names.join(", ")})`,
    ...(span && { span }),
    fix: "if C reads it, end it in \\0 in the source",
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
