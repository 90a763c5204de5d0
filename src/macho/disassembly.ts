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
   * An instruction: its address, as in the object, and its text without what
   * llvm-objdump remarks on it: mnemonic and operands, each followed by a tab.
   */
  instruction(address: number, text: string): void;
}

/** Reads the text that llvm-objdump, given `objdumpArguments`, writes; in chunks, so that it never has to be held as a whole. */
export class DisassemblyReader {
  readonly #visitor: DisassemblyVisitor;
  #rest = "";

  constructor(visitor: DisassemblyVisitor) {
    this.#visitor = visitor;
  }

  /** Takes the next part of the text. Throws InputError for a line that is not understood. */
  write(chunk: Uint8Array): void {
    const text = this.#rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1");
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#line(text, start, end);
      start = end + 1;
    }
    this.#rest = text.slice(start);
  }

  /** Takes the last line. */
  end(): void {
    if (this.#rest !== "") this.#line(this.#rest, 0, this.#rest.length);
    this.#rest = "";
  }

  #line(text: string, start: number, end: number): void {
    if (start === end) return;
    const colon = this.#instructionStart(text, start, end);
    if (colon === undefined) {
      this.#heading(text.slice(start, end));
      return;
    }
    let from = colon + 1;
    while (isBlank(text.charCodeAt(from))) from += 1;
    const instruction = withoutRemarks(text, from, end);
    if (instruction === "") throw notUnderstood(text.slice(start, end));
    this.#visitor.instruction(this.#address, instruction);
  }

  #address = 0;

  /** The position of the colon behind an address that begins a line, and the address in `#address`. */
  #instructionStart(text: string, start: number, end: number): number | undefined {
    let at = start;
    while (text.charCodeAt(at) === SPACE) at += 1;
    let address = 0;
    const first = at;
    for (; at < end; at += 1) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      address = address * 16 + digit;
    }
    this.#address = address;
    return at > first && at < end && text.charCodeAt(at) === COLON && isBlank(text.charCodeAt(at + 1)) ? at : undefined;
  }

  #heading(line: string): void {
    const section = /^Disassembly of section (.*):$/.exec(line)?.[1];
    if (section !== undefined) this.#visitor.section(section);
    // The name of what is disassembled, labels (the symbol table says which function is
    // where), and remarks that found no room behind their instruction.
    else if (!/:\s+file format mach-o\b|^[0-9a-f]{16} <.*>:$|^\s+(?:##|;|\/\/) /.test(line)) throw notUnderstood(line);
  }
}

const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;
const GREATER = 0x3e;

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}

/**
 * The instruction without the label of its destination, `<_f+0x23>`, and without
 * comments: `##` in Mach-O x86_64, `;` in Mach-O arm64, `#` and `//` elsewhere.
 */
function withoutRemarks(text: string, start: number, end: number): string {
  let stop = end;
  if (text.charCodeAt(end - 1) === GREATER && !text.startsWith("<unknown>", start)) stop = text.indexOf("<", start);
  const instruction = text.slice(start, stop);
  const comment = /[#;/]/.test(instruction) ? /\s+(?:##? |; |\/\/ )/.exec(instruction) : null;
  return (comment === null ? instruction : instruction.slice(0, comment.index)).trimEnd();
}

function notUnderstood(line: string): InputError {
  return new InputError({
    severity: "error",
    code: "disassembly-not-understood",
    message: `llvm-objdump wrote a line that is not understood: ${JSON.stringify(line.slice(0, 200))}`,
    fix: "give another release of llvm-objdump, and please report the line",
  });
}
