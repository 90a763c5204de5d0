// The edits that a module records, as a unified diff. Nothing is compared: what changed is known.

import { NEWLINE } from "../asm/characters.js";
import type { Module } from "./module.js";

/** Bytes `[start, stop)` of the original and what stands there now. */
interface Change {
  start: number;
  stop: number;
  text: string;
}

/** A diff of the module's original text and its text now, one character a byte; empty without a change. */
export function recordedDiff(module: Module, beforeName: string, afterName: string): string {
  const changes = wholeLines(module.bytes, [...recordedChanges(module)]);
  if (changes.length === 0) return "";
  const hunks: string[] = [];
  let line = 1; // of the original, at `at`
  let at = 0;
  let shift = 0; // by how many lines what is now is ahead
  for (const group of neighbours(module.bytes, changes)) {
    const first = linesBack(module.bytes, group[0]!.start, CONTEXT);
    line += countLines(module.bytes, at, first);
    const last = linesOn(module.bytes, group.at(-1)!.stop, CONTEXT);
    const body: string[] = [];
    let from = first;
    for (const { start, stop, text } of group) {
      body.push(...mark(" ", module.bytes.toString("latin1", from, start)));
      body.push(...mark("-", module.bytes.toString("latin1", start, stop)), ...mark("+", text));
      from = stop;
    }
    body.push(...mark(" ", module.bytes.toString("latin1", from, last)));
    const old = body.filter((row) => row[0] !== "+").length;
    const now = body.filter((row) => row[0] !== "-").length;
    hunks.push(`@@ -${range(line, old)} +${range(line + shift, now)} @@\n${body.join("")}`);
    shift += now - old;
    line += countLines(module.bytes, first, last);
    at = last;
  }
  return `--- ${beforeName}\n+++ ${afterName}\n${hunks.join("")}`;
}

const CONTEXT = 3;

/** What is now, read off the pieces that printing yields: those of the original lie in its own memory. */
function* recordedChanges(module: Module): Generator<Change> {
  const { bytes } = module;
  const editsOf = new Map([...module.changedEntities()].flatMap((entity) => (entity.index < 0 || entity.edited === undefined ? [] : [[entity.edited.current(), entity]])));
  let at = 0;
  let open: Change | undefined;
  for (const piece of module.print()) {
    const isOriginal = piece.buffer === bytes.buffer && piece.byteOffset >= bytes.byteOffset && piece.byteOffset < bytes.byteOffset + bytes.length;
    const entity = isOriginal ? undefined : editsOf.get(piece);
    const start = isOriginal ? piece.byteOffset - bytes.byteOffset : entity === undefined ? undefined : module.scan.starts[entity.index]!;
    if (start === undefined) {
      open ??= { start: at, stop: at, text: "" };
      open.text += piece.toString("latin1");
      continue;
    }
    if (start > at) open = { start: open?.start ?? at, stop: start, text: open?.text ?? "" };
    if (open !== undefined) yield open;
    open = undefined;
    if (entity !== undefined) yield* entity.edited!.edits();
    at = entity === undefined ? start + piece.length : module.scan.ends[entity.index]!;
  }
  if (open !== undefined || at < bytes.length) yield { start: open?.start ?? at, stop: bytes.length, text: open?.text ?? "" };
}

/** The same changes grown to whole lines, joined where they share one, without lines that are the same at their edges. */
function wholeLines(bytes: Buffer, changes: readonly Change[]): Change[] {
  const grown: Change[] = [];
  for (const { start, stop, text } of changes) {
    const last = grown.at(-1);
    if (last !== undefined && (start < last.stop || (start === last.stop && !endsLine(bytes, start)))) {
      // The line's rest was taken for kept.
      const kept = bytes.toString("latin1", start, last.stop);
      const end = lineEnd(bytes, stop);
      last.text = last.text.slice(0, last.text.length - kept.length) + text + bytes.toString("latin1", stop, end);
      last.stop = Math.max(last.stop, end);
      continue;
    }
    const from = linesBack(bytes, start, 0);
    const head = bytes.toString("latin1", from, start);
    const isWhole = from === start && endsLine(bytes, stop) && (text === "" || text.endsWith("\n"));
    const to = isWhole ? stop : lineEnd(bytes, stop);
    grown.push({ start: from, stop: to, text: head + text + bytes.toString("latin1", stop, to) });
  }
  return grown.map((change) => trimmed(bytes, change)).filter(({ start, stop, text }) => start < stop || text !== "");
}

function trimmed(bytes: Buffer, { start, stop, text }: Change): Change {
  const old = splitLines(bytes.toString("latin1", start, stop));
  const now = splitLines(text);
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let last = 0;
  while (last < old.length - first && last < now.length - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const head = old.slice(0, first).join("").length;
  const tail = old.slice(old.length - last).join("").length;
  return { start: start + head, stop: stop - tail, text: now.slice(first, now.length - last).join("") };
}

/** Changes whose context would meet, together. */
function neighbours(bytes: Buffer, changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && linesOn(bytes, last.stop, CONTEXT) >= linesBack(bytes, change.start, CONTEXT)) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** Lines with a mark before each; a last line without its end is told, as diff does. */
function mark(sign: string, text: string): string[] {
  return splitLines(text).map((line) => (line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`));
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** An empty range is named by the line before it. */
function range(line: number, count: number): string {
  return count === 1 ? String(line) : `${count === 0 ? line - 1 : line},${count}`;
}

/** The start of the line that is `count` lines above that of `at`. */
function linesBack(bytes: Buffer, at: number, count: number): number {
  let start = at === 0 ? 0 : bytes.lastIndexOf(NEWLINE, at - 1) + 1;
  for (let left = count; left > 0 && start > 0; left--) start = start === 1 ? 0 : bytes.lastIndexOf(NEWLINE, start - 2) + 1;
  return start;
}

/** The end of the line `count` lines on, from the start of a line. */
function linesOn(bytes: Buffer, at: number, count: number): number {
  let stop = at;
  for (let left = count; left > 0 && stop < bytes.length; left--) {
    const newline = bytes.indexOf(NEWLINE, stop);
    stop = newline < 0 ? bytes.length : newline + 1;
  }
  return stop;
}

function lineEnd(bytes: Buffer, at: number): number {
  return linesOn(bytes, at, 1);
}

function endsLine(bytes: Buffer, at: number): boolean {
  return at === 0 || bytes[at - 1] === NEWLINE;
}

function countLines(bytes: Buffer, start: number, stop: number): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE, start); at >= 0 && at < stop; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
