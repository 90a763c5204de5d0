// What the test kernel writes on qemu's debug console: lines of a word and of NAME=VALUE, as
// test-kernel/report.c says. Nothing else is understood.

import { InputError } from "../support/diagnostic.js";

const MEMORY = { address: "number", size: "number", by: "number", allocated: "number", freed: "number", at: "number", caller: "number" } as const;
const TRAP = { vector: "number", error: "number", rip: "number", rsp: "number", rflags: "number", address: "number", region: "word" } as const;

/** The lines by their first word, with the fields of each in their order. */
const LINES = {
  "kextir-boot": { version: "number" },
  "no-payload": {},
  "no-memory": {},
  /** A function of the kext's is called. */
  phase: { name: "word", function: "number", call: "number" },
  returned: { result: "number", stack: "number", interrupts: "number" },
  results: { expected: "number", repeatable: "number", runs: "number", wrong: "number", first: "number", stack: "number", interrupts: "number" },
  log: { caller: "number", text: "text" },
  "log-full": {},
  panic: { caller: "number", text: "text" },
  "stack-check": { caller: "number" },
  fault: TRAP,
  timeout: TRAP,
  "fault-in-report": { vector: "number", rip: "number" },
  /** A return address, innermost first, of what the line before tells. */
  frame: { rip: "number" },
  /** The allocation that the fault is about. */
  memory: MEMORY,
  /** An instruction of the kext's that wrote so many bytes below the stack pointer. */
  "red-zone": { rip: "number", below: "number" },
  /** The instruction that led to what is no code. */
  "came-from": { rip: "number" },
  /** A function came back with interrupts off, the direction flag set, or with other values in registers: bits as of `KEPT`. */
  "broken-return": { off: "number", backward: "number", changed: "number" },
  /** A lock that a function came back with, by the function that took it. */
  "held-lock": { by: "word", caller: "number" },
  /** A function that may sleep was called with a spin lock, or with interrupts off. */
  sleeps: { by: "word", off: "number", caller: "number" },
  overrun: MEMORY,
  underrun: MEMORY,
  /** A suspect instruction is about to run. */
  reached: { rip: "number" },
  /** The byte at a watched address was written to, by the instruction before. */
  written: { at: "number", rip: "number" },
  leak: { count: "number", bytes: "number", by: "number", allocated: "number" },
  "double-free": MEMORY,
  "wrong-free": MEMORY,
  "wrong-size": MEMORY,
  "bad-free": { at: "number", caller: "number" },
  heap: { allocations: "number", most: "number", leaks: "number", leaked: "number" },
  /** The kext ran to its end. */
  done: {},
  /** The machine is switched off, by the kernel's own will. */
  off: {},
} as const;

type Lines = typeof LINES;
type Value<Kind> = Kind extends "number" ? bigint : string;

/** One line. Text is one character a byte. */
export type TranscriptLine = { [Word in keyof Lines]: { readonly kind: Word } & { readonly [Name in keyof Lines[Word]]: Value<Lines[Word][Name]> } }[keyof Lines];

export type LineOf<Word extends keyof Lines> = Extract<TranscriptLine, { readonly kind: Word }>;

/**
 * The lines of a run. A last line that is cut off, as by the machine's sudden end, is left out.
 *
 * @throws InputError for a line of another form: the kext has written to the console's port.
 */
export function parseTranscript(bytes: Buffer): TranscriptLine[] {
  const lines = bytes.toString("latin1").split("\n");
  lines.pop();
  return lines.map(parseLine);
}

function parseLine(line: string): TranscriptLine {
  const [kind = "", ...given] = line.split(" ");
  const fields = Object.hasOwn(LINES, kind) ? Object.entries(LINES[kind as keyof Lines]) : undefined;
  if (fields === undefined || fields.length !== given.length) throw notUnderstood(line);
  const parsed: Record<string, string | bigint> = { kind };
  for (const [index, [name, type]] of fields.entries()) {
    const word = given[index]!;
    if (!word.startsWith(`${name}=`)) throw notUnderstood(line);
    parsed[name] = parseValue(word.slice(name.length + 1), type, line);
  }
  return parsed as TranscriptLine;
}

function parseValue(text: string, type: "number" | "word" | "text", line: string): string | bigint {
  if (type === "number" && /^(?:0x[0-9a-f]+|\d+)$/.test(text)) return BigInt(text);
  if (type === "word" && /^[A-Za-z_-]+$/.test(text)) return text;
  if (type === "text" && /^(?:[!-[\]-~]|\\x[0-9a-f]{2})*$/.test(text)) return text.replace(/\\x(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  throw notUnderstood(line);
}

function notUnderstood(line: string): InputError {
  return new InputError({
    severity: "error",
    code: "boot-not-understood",
    message: `the test kernel's console has a line that is not the kernel's: ${JSON.stringify(line.slice(0, 200))}`,
    fix: "does the kext write to port 0xe9? Else please report the line",
  });
}
