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
   * it. `hash` is of that text, blanks left out. The bytes are only lent.
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
    const whole = bytes.lastIndexOf(NEWLINE) + 1;
    for (let start = 0; start < whole; ) start = this.#line(bytes, start);
    this.#rest = bytes.slice(whole);
  }

  /** Takes the last line. */
  end(): void {
    if (this.#rest.length > 0) this.write(Uint8Array.of(NEWLINE));
  }

  /** Reads the line at `start`; where the next one starts. */
  #line(bytes: Uint8Array, start: number): number {
    let at = start;
    while (bytes[at] === SPACE) at += 1;
    const first = at;
    let address = 0;
    for (let digit = hexDigit(bytes[at]!); digit >= 0; digit = hexDigit(bytes[++at]!)) address = address * 16 + digit;
    if (at === first || bytes[at] !== COLON || !isBlank(bytes[at + 1]!)) return this.#heading(bytes, start);
    at += 1;
    while (isBlank(bytes[at]!)) at += 1;
    return this.#instruction(bytes, address, at, start);
  }

  /** In one look at each byte, for this is where most of the time goes. */
  #instruction(bytes: Uint8Array, address: number, start: number, line: number): number {
    let stop = start;
    let hash = 0;
    let at = start;
    for (let byte = bytes[at]!; byte !== NEWLINE; byte = bytes[++at]!) {
      if (isBlank(byte)) continue;
      if ((byte === HASH || byte === SEMICOLON || byte === SLASH || byte === LESS) && isComment(bytes, start, at)) {
        at = bytes.indexOf(NEWLINE, at);
        break;
      }
      hash = (Math.imul(hash, 31) + byte) | 0;
      stop = at + 1;
    }
    if (stop === start) throw notUnderstood(latin1(bytes, line, at));
    this.#visitor.instruction(address, bytes, start, stop, hash);
    return at + 1;
  }

  #heading(bytes: Uint8Array, start: number): number {
    const end = bytes.indexOf(NEWLINE, start);
    if (start === end) return end + 1;
    const line = latin1(bytes, start, end);
    const section = /^Disassembly of section (.*):$/.exec(line)?.[1];
    if (section !== undefined) this.#visitor.section(section);
    // The name of what is disassembled, labels (the symbol table says which function is
    // where), and remarks that found no room behind their instruction.
    else if (!/:\s+file format mach-o\b|^[0-9a-f]{16} <.*>:$|^\s+(?:##|;|\/\/) /.test(line)) throw notUnderstood(line);
    return end + 1;
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

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
}

/**
 * Whether the text of an instruction ends before `at`: the label of its destination
 * follows, as in `<_f+0x23>`, or a remark, which `##` begins in Mach-O x86_64, `;` in
 * Mach-O arm64, and `//` elsewhere.
 */
function isComment(bytes: Uint8Array, start: number, at: number): boolean {
  // `<unknown>` stands where an instruction would.
  if (at === start || !isBlank(bytes[at - 1]!)) return false;
  if (bytes[at] === LESS) return bytes[bytes.indexOf(NEWLINE, at) - 1] === GREATER;
  const next = bytes[at + 1] === bytes[at] && bytes[at] !== SEMICOLON ? at + 2 : at + 1;
  return bytes[at] === SLASH ? next === at + 2 && bytes[next] === SPACE : bytes[next] === SPACE;
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
