// Inline assembly that only says which floating-point registers it overwrites.
//
//   call { i64, float } asm "call f", "={ax},={xmm0},~{memory}"()   =>   call { i64 } asm "call f", "={ax},~{xmm0},~{memory}"()
//
// rustc writes the registers of clobber_abi("C") as outputs that nothing reads. As
// outputs they need a register that soft float does not have; as clobbers they do not.

import { asmOperands } from "../asm/asm-constraints.js";
import { type CallSite, callsIn } from "../asm/calls.js";
import { CLOSE_BRACE, COMMA, OPEN_BRACE } from "../asm/characters.js";
import { skipType } from "../asm/constants.js";
import type { TextRange } from "../asm/clauses.js";
import { Lexer, Token } from "../asm/lexer.js";
import { encodeQuoted } from "../asm/names.js";
import type { TextEdit } from "./edited-text.js";
import type { Function } from "./function.js";

/**
 * Turns outputs in registers that `isUnavailable` holds for into clobbers where
 * nothing reads them, in the definitions `functions`. Returns how many assemblies
 * changed. What cannot be changed so stays.
 */
export function clobberDiscardedOutputs(functions: Iterable<Function>, isUnavailable: (code: string) => boolean): number {
  let changed = 0;
  for (const fn of functions) {
    const edits: TextEdit[] = [];
    for (const call of callsIn(fn.bytes, fn.bodyStart, fn.stop)) {
      const own = editsOf(fn, call, isUnavailable);
      if (own.length > 0) changed++;
      edits.push(...own);
    }
    fn.edit(edits.sort((a, b) => a.start - b.start));
  }
  return changed;
}

function editsOf(fn: Function, call: CallSite, isUnavailable: (code: string) => boolean): TextEdit[] {
  if (call.asm === undefined || fn.bytes[call.type.start] !== OPEN_BRACE) return [];
  const { template, constraints } = call.asm;
  const operands = asmOperands(constraints);
  const outputs = operands.filter(({ text }) => /^=(?!\*)/.test(text));
  // Indirect outputs have no field in the result; rustc makes none.
  if (operands.some(({ text }) => text.startsWith("=*"))) return [];
  const dropped = new Set<number>();
  for (const [index, { text, codes }] of outputs.entries()) {
    const isOne = codes.length === 1 && codes[0]!.startsWith("{") && isUnavailable(codes[0]!);
    const isNamed = new RegExp(`\\$(?:\\{${index}[:}]|${index}(?![0-9]))`).test(template);
    const isTied = operands.some((operand) => operand.codes.includes(String(index)));
    if (isOne && !isNamed && !isTied && /^=&?\{/.test(text)) dropped.add(index);
  }
  const fields = fieldsOf(fn.bytes, call.type);
  // A result of one field would be no struct any more, and its extractvalue no instruction.
  if (dropped.size === 0 || fields.length !== outputs.length || fields.length - dropped.size < 2) return [];
  const uses = call.result === undefined ? [] : usesOf(fn, call.result, call.stop);
  if (uses === undefined || uses.some(({ index }) => dropped.has(index))) return [];

  const renumbered = (index: number): number => index - [...dropped].filter((other) => other < index).length;
  const type = `{ ${fields.filter((_, index) => !dropped.has(index)).join(", ")} }`;
  return [
    { ...call.type, text: type },
    ...quotedEdits(fn, call, renumberTemplate(template, renumbered), changeConstraints(constraints, dropped, renumbered)),
    ...uses.flatMap((use) => [{ ...use.type, text: type }, { ...use.indexText, text: String(renumbered(use.index)) }]),
  ];
}

/** The text of each field of the struct type at `range`. */
function fieldsOf(bytes: Buffer, range: TextRange): string[] {
  const fields: string[] = [];
  const lexer = new Lexer(bytes, range.start, range.stop);
  lexer.next();
  while (lexer.peek() !== CLOSE_BRACE) {
    const start = lexer.nextStart();
    if (!skipType(lexer)) return [];
    fields.push(bytes.toString("latin1", start, lexer.stop));
    if (lexer.peek() === COMMA) lexer.next();
    else if (lexer.peek() !== CLOSE_BRACE) return [];
  }
  return fields;
}

interface Extraction {
  readonly type: TextRange;
  readonly index: number;
  readonly indexText: TextRange;
}

/** The uses of the call's result, each an `extractvalue` of one field; undefined when there are others. */
function usesOf(fn: Function, result: TextRange, from: number): Extraction[] | undefined {
  const name = fn.bytes.toString("latin1", result.start, result.stop);
  const uses: Extraction[] = [];
  const lexer = new Lexer(fn.bytes, fn.bodyStart, fn.stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Local && lexer.start !== result.start && lexer.is(name)) return undefined;
    if (lexer.kind !== Token.Word || !lexer.is("extractvalue")) continue;
    const ahead = new Lexer(fn.bytes, lexer.position, fn.stop);
    const typeStart = ahead.nextStart();
    if (!skipType(ahead)) return undefined;
    const type = { start: typeStart, stop: ahead.stop };
    ahead.next();
    if (ahead.kind !== Token.Local || !ahead.is(name)) continue;
    ahead.next();
    ahead.next();
    if (ahead.start < from || !/^[0-9]+$/.test(ahead.text()) || fn.bytes[type.start] !== OPEN_BRACE) return undefined;
    uses.push({ type, index: Number(ahead.text()), indexText: { start: ahead.start, stop: ahead.stop } });
    lexer.position = ahead.stop;
  }
  return uses;
}

function renumberTemplate(template: string, renumbered: (index: number) => number): string {
  return template.replace(/\$\$|\$([0-9]+)|\$\{([0-9]+)/g, (all, plain?: string, braced?: string) => {
    if (plain !== undefined) return `$${renumbered(Number(plain))}`;
    return braced === undefined ? all : `\${${renumbered(Number(braced))}`;
  });
}

/** Takes the outputs `dropped` out, and makes them the first clobbers. */
function changeConstraints(constraints: string, dropped: ReadonlySet<number>, renumbered: (index: number) => number): string {
  const items = constraints.match(/(?:\{[^}]*\}|[^,{])+/g) ?? [];
  const clobbers = [...dropped].map((index) => `~${items[index]!.replace(/^=&?/, "")}`);
  const kept = items.filter((_, index) => !dropped.has(index)).map((item) => item.replace(/^[0-9]+$/, (index) => String(renumbered(Number(index)))));
  const first = kept.findIndex((item) => item.startsWith("~"));
  kept.splice(first < 0 ? kept.length : first, 0, ...clobbers);
  return kept.join(",");
}

/** The edits that put the new strings in the place of the old ones, where they differ. */
function quotedEdits(fn: Function, call: CallSite, template: string, constraints: string): TextEdit[] {
  const lexer = new Lexer(fn.bytes, call.callee.start, call.callee.stop);
  const strings: TextRange[] = [];
  while (lexer.next() !== Token.End) if (lexer.kind === Token.String) strings.push({ start: lexer.start, stop: lexer.stop });
  return [template, constraints].flatMap((text, index) => {
    const place = strings[index]!;
    return index === 0 && text === call.asm!.template ? [] : [{ ...place, text: `"${encodeQuoted(text)}"` }];
  });
}
