// Shows changes in two columns, each change under the entity and the pass that it is
// of, with some lines around. Lines longer than a column go on below, for what changed is often far right.

import type { EntityChange } from "./entity-changes.js";
import { type DiffReport, oneLine } from "./report.js";

export interface SideBySideOptions {
  /** Of the whole, in columns of a terminal. */
  readonly width: number;
  /** Lines put in front. */
  readonly remarks: readonly string[];
  readonly color: boolean;
}

export function* printSideBySide({ changes }: DiffReport, { width, remarks, color }: SideBySideOptions): Generator<Buffer> {
  const column = Math.max(NARROWEST, Math.floor((width - MIDDLE) / 2));
  for (const remark of remarks) for (const part of wrap(remark, Math.max(2 * NARROWEST, width))) yield line(part, "35", color);
  let last = "";
  let shown: readonly Buffer[] = [];
  for (const change of changes) {
    const title = titleOf(change);
    const isNew = title !== last;
    if (isNew) yield line(clip(title, Math.max(2 * NARROWEST, width)), "36", color);
    last = title;
    const { before, after } = change.context();
    // What stands between two changes is shown once.
    for (const same of before) if (isNew || !shown.some((other) => isOnePlace(same, other))) yield* printRow(same, same, " ", column, false);
    for (let row = 0; row < Math.max(change.before.length, change.after.length); row++) {
      const [old, now] = [change.before[row], change.after[row]];
      yield* printRow(old, now, old === undefined ? ">" : now === undefined ? "<" : "|", column, color);
    }
    for (const same of after) yield* printRow(same, same, " ", column, false);
    shown = after;
  }
}

const NARROWEST = 10;
const MIDDLE = 3;

function titleOf({ pass, kind, entity, fate }: EntityChange): string {
  return `== ${oneLine(entity)}, ${kind}${fate === "changed" ? "" : `, ${fate}`}${pass === undefined ? "" : ` (${pass})`}`;
}

/** Whether two texts are the same bytes in memory. */
function isOnePlace(text: Buffer, other: Buffer): boolean {
  return text.buffer === other.buffer && text.byteOffset === other.byteOffset;
}

function* printRow(before: Buffer | undefined, after: Buffer | undefined, sign: string, column: number, color: boolean): Generator<Buffer> {
  const left = before === undefined ? [] : wrap(shown(before), column);
  const right = after === undefined ? [] : wrap(shown(after), column);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const one = paint(pad(left[at] ?? "", column), "31", color);
    yield Buffer.from(`${`${one} ${sign} ${paint(right[at] ?? "", "32", color)}`.trimEnd()}\n`);
  }
}

function shown(text: Buffer): string {
  return oneLine(text.toString("latin1").replace(/\r?\n$/, "").replaceAll("\t", "  "));
}

/** Pieces of at most `width` characters, none of them for no text. */
function wrap(text: string, width: number): string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at < characters.length; at += width) pieces.push(characters.slice(at, at + width).join(""));
  return pieces;
}

function clip(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join("")}…`;
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - [...text].length));
}

function line(text: string, code: string, color: boolean): Buffer {
  return Buffer.from(`${paint(text, code, color)}\n`);
}

function paint(text: string, code: string, color: boolean): string {
  return color && text !== "" ? `\x1b[${code}m${text}\x1b[m` : text;
}
