// What llvm-objdump writes of an object, line by line. Its text is not understood in
// part: a line of another form than these is an error.
//
//   <stdin>:     file format mach-o 64-bit x86-64
//   Disassembly of section __TEXT,__text:
//   0000000000000000 <_f>:
//          8:      <tab> leaq <tab> 0x14(%rip), %rdi        ## 0x23 <_f+0x23>

import { InputError } from "../support/diagnostic.js";
import { isMixed } from "./code-section.js";
import type { MachO } from "./macho.js";

/**
 * Arguments for llvm-objdump, before the object's path, that give the text which
 * DisassemblyReader reads. Zeros are not left out: nothing may hide in a gap.
 */
export function objdumpArguments(object: MachO): readonly string[] {
  // `--disassemble` passes over sections in which instructions stand among data.
  const what = object.sections.some(isMixed) ? "--disassemble-all" : "--disassemble";
  return [what, "--disassemble-zeroes", "--no-show-raw-insn", "--x86-asm-syntax=att"];
}

/** Is told what a disassembly holds, in the order of the text. */
export interface DisassemblyVisitor {
  /** The heading of a section, by its segment's and its own name. */
  section(name: string): void;
  /**
   * An instruction: its address, as in the object, and where in `bytes` its text is,
   * mnemonic and operands with tabs between them, without what llvm-objdump remarks on
   * it. `hash` is of that text. The bytes are only lent.
   */
  instruction(address: number, bytes: Uint8Array, start: number, stop: number, hash: number): void;
}

/**
 * Reads the text that llvm-objdump, given `objdumpArguments`, writes; in chunks, so that
 * it never has to be held as a whole, and as bytes, for most of its millions of lines
 * are known once they are hashed.
 */
export class DisassemblyReader {
  readonly #visitor: DisassemblyVisitor;
  #rest: Uint8Array = new Uint8Array();

  constructor(visitor: DisassemblyVisitor) {
    this.#visitor = visitor;
  }

  /** Takes the next part of the text. Throws InputError for a line that is not understood. */
  write(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.#line(bytes, start, end);
      start = end + 1;
    }
    this.#rest = bytes.slice(start);
  }

  /** Takes the last line. */
  end(): void {
    if (this.#rest.length > 0) this.#line(this.#rest, 0, this.#rest.length);
    this.#rest = new Uint8Array();
  }

  #line(bytes: Uint8Array, start: number, end: number): void {
    if (start === end) return;
    let at = start;
    while (bytes[at] === SPACE) at += 1;
    const first = at;
    let address = 0;
    for (let digit = hexDigit(bytes[at]!); digit >= 0 && at < end; digit = hexDigit(bytes[++at]!)) address = address * 16 + digit;
    if (at === first || bytes[at] !== COLON || at + 1 >= end || !isBlank(bytes[at + 1]!)) {
      this.#heading(latin1(bytes, start, end));
      return;
    }
    at += 1;
    while (at < end && isBlank(bytes[at]!)) at += 1;
    this.#instruction(bytes, address, at, withoutLabel(bytes, at, end), start);
  }

  #instruction(bytes: Uint8Array, address: number, start: number, end: number, line: number): void {
    let stop = end;
    while (stop > start && isBlank(bytes[stop - 1]!)) stop -= 1;
    if (stop === start) throw notUnderstood(latin1(bytes, line, end));
    let hash = 0;
    for (let at = start; at < stop; at += 1) {
      const byte = bytes[at]!;
      hash = (Math.imul(hash, 31) + byte) | 0;
      // What may begin a remark: `##` in Mach-O x86_64, `;` in Mach-O arm64, `//` elsewhere.
      if (byte !== HASH && byte !== SEMICOLON && byte !== SLASH) continue;
      const remark = remarkPattern.exec(latin1(bytes, start, stop));
      if (remark === null) continue;
      this.#instruction(bytes, address, start, start + remark.index, line);
      return;
    }
    this.#visitor.instruction(address, bytes, start, stop, hash);
  }

  #heading(line: string): void {
    const section = /^Disassembly of section (.*):$/.exec(line)?.[1];
    if (section !== undefined) this.#visitor.section(section);
    // The name of what is disassembled, labels (the symbol table says which function is
    // where), and remarks that found no room behind their instruction.
    else if (!/:\s+file format mach-o\b|^[0-9a-f]{16} <.*>:$|^\s+(?:##|;|\/\/) /.test(line)) throw notUnderstood(line);
  }
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const HASH = 0x23;
const SLASH = 0x2f;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const LESS = 0x3c;
const GREATER = 0x3e;

const remarkPattern = /\s+(?:##? |; |\/\/ )/;

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
}

/** The end of an instruction without the label of its destination, `<_f+0x23>`. */
function withoutLabel(bytes: Uint8Array, start: number, end: number): number {
  // `<unknown>` stands where an instruction would.
  if (bytes[end - 1] !== GREATER || bytes[start] === LESS) return end;
  let at = start;
  while (bytes[at] !== LESS && at < end) at += 1;
  return at;
}

/** The text of an instruction, as a visitor is given it. */
export function instructionText(bytes: Uint8Array, start: number, stop: number): string {
  return latin1(bytes, start, stop);
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}

function notUnderstood(line: string): InputError {
  return new InputError({
    severity: "error",
    code: "disassembly-not-understood",
    message: `llvm-objdump wrote a line that is not understood: ${JSON.stringify(line.slice(0, 200))}`,
    fix: "give another release of llvm-objdump, and please report the line",
  });
}
