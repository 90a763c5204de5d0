import { Lexer } from "../../src/asm/lexer.js";
import { removal } from "../../src/ir/attribute-list.js";
import type { TextEdit } from "../../src/ir/edited-text.js";
import type { Entity } from "../../src/ir/entity.js";
import type { Module } from "../../src/ir/module.js";
import type { Diagnostic } from "../../src/support/diagnostic.js";

/**
 * A place in code that a row of the table is asked about, and what is to be done
 * there. One object serves all places of a module, for there are many.
 */
export class Site {
  readonly module: Module;
  /** The LLVM release to write for. */
  readonly to: number;
  readonly report: (diagnostic: Diagnostic) => void;
  /** The entity whose code is read; `bytes[first, last)` is its text. */
  entity!: Entity;
  bytes!: Buffer;
  first = 0;
  last = 0;
  /** The word. */
  start = 0;
  stop = 0;
  /** Where the walk goes on; rows that rewrite more than their word move it. */
  next = 0;
  /** Where the latest of the words `call`, `invoke` and `callbr` stands; -1 before the first. */
  call = -1;
  #edits: TextEdit[] = [];
  #isRising = true;
  #lexer: Lexer | undefined;
  /** What new names of the entity begin with, and how many there are. */
  #stem = "";
  #names = 0;

  constructor(module: Module, to: number, report: (diagnostic: Diagnostic) => void) {
    this.module = module;
    this.to = to;
    this.report = report;
  }

  enter(entity: Entity): void {
    this.entity = entity;
    this.bytes = entity.bytes;
    this.first = entity.start;
    this.last = entity.stop;
    this.call = -1;
    this.#edits = [];
    this.#isRising = true;
    this.#lexer = undefined;
    this.#stem = "";
  }

  /** Makes the edits of the entity; whether there are any. */
  leave(): boolean {
    if (!this.#isRising) this.#edits.sort((a, b) => a.start - b.start || a.stop - b.stop);
    this.entity.edit(this.#edits);
    return this.#edits.length > 0;
  }

  /** A lexer whose next token starts at or after `offset`; the same one each time. */
  lexer(offset = this.stop): Lexer {
    const lexer = (this.#lexer ??= new Lexer(this.bytes, this.first, this.last));
    lexer.position = offset;
    return lexer;
  }

  text(start: number, stop: number): string {
    return this.bytes.toString("latin1", start, stop);
  }

  /** The text of `[start, stop)` with the edits that were made in it so far. */
  editedText(start: number, stop: number): string {
    let text = "";
    let at = start;
    for (const edit of this.#edits.filter((candidate) => candidate.start >= start && candidate.stop <= stop)) {
      text += this.text(at, edit.start) + edit.text;
      at = edit.stop;
    }
    return text + this.text(at, stop);
  }

  /** Takes out `[start, stop)` and the blanks before it. */
  drop(start: number, stop: number): void {
    this.#push(removal(this.bytes, { start, stop }));
    this.next = Math.max(this.next, stop);
  }

  /** Replaces `[start, stop)`, where no edit has been made so far. */
  replace(start: number, stop: number, text: string): void {
    this.#push({ start, stop, text });
    this.next = Math.max(this.next, stop);
  }

  insert(at: number, text: string): void {
    this.#push({ start: at, stop: at, text });
  }

  /** Takes back the edits within `[start, stop)`, because all of it is rewritten. */
  retract(start: number, stop: number): void {
    this.#edits = this.#edits.filter((edit) => edit.stop <= start || edit.start >= stop);
  }

  /** A name for a value that no other one of the function has. */
  newName(): string {
    if (this.#stem === "") {
      this.#stem = "old";
      while (this.entity.includes(`%${this.#stem}.`)) this.#stem += "er";
      this.#names = 0;
    }
    return `%${this.#stem}.${this.#names++}`;
  }

  /** Reports that something cannot be said to the older LLVM. */
  refuse(reason: string, start = this.start, stop = this.stop, fix?: string): void {
    const span = this.entity.span(start, stop);
    this.report({
      severity: "error", code: "cannot-downgrade", message: `${reason}, and LLVM ${this.to} cannot be told so`,
      ...(span && { span }), ...(fix !== undefined && { fix }),
    });
  }

  #push(edit: TextEdit): void {
    const last = this.#edits.at(-1);
    if (last !== undefined && edit.start < last.stop) this.#isRising = false;
    this.#edits.push(edit);
  }
}
