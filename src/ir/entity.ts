import type { EntityKind } from "../asm/entity-kind.js";
import type { Span } from "../support/diagnostic.js";
import { InternalError } from "../support/invariant.js";
import { EditedText, type TextEdit } from "./edited-text.js";
import type { Module } from "./module.js";

/**
 * A top-level entity of a module: a function, a global, an attribute group, a
 * metadata node and so on. Its current text is `bytes[start, stop)`; until
 * somebody edits it that is the module's own bytes.
 */
export class Entity {
  readonly module: Module;
  readonly kind: EntityKind;
  /** Position in the module's scan; -1 for an entity that a pass inserted. */
  readonly index: number;
  #edited: EditedText | undefined;
  /** The pass that made the entity; undefined for those of the input. */
  readonly insertedBy: string | undefined;
  #removedBy: string | undefined;
  /** Rises with each edit, for caches of what was parsed. */
  #version = 0;

  /** `inserted` is the text of an entity that a pass made. */
  constructor(module: Module, kind: EntityKind, index: number, inserted?: string) {
    this.module = module;
    this.kind = kind;
    this.index = index;
    this.insertedBy = inserted === undefined ? undefined : module.author;
    if (inserted !== undefined) {
      this.#edited = new EditedText(Buffer.alloc(0), 0, 0);
      this.#edited.apply([{ start: 0, stop: 0, text: inserted }], module.author);
    }
  }

  /** The bytes that hold the current text. */
  get bytes(): Buffer {
    return this.#edited === undefined ? this.module.bytes : this.#edited.current();
  }

  /** Where the current text starts in `bytes`. */
  get start(): number {
    return this.#edited === undefined ? this.module.scan.starts[this.index]! : 0;
  }

  /** Where the current text stops in `bytes`. */
  get stop(): number {
    return this.#edited === undefined ? this.module.scan.ends[this.index]! : this.#edited.current().length;
  }

  get version(): number {
    return this.#version;
  }

  get isRemoved(): boolean {
    return this.#removedBy !== undefined;
  }

  /** The pass that took the entity out; undefined while it is there. */
  get removedBy(): string | undefined {
    return this.#removedBy;
  }

  /** The recorded edits; undefined while there are none. */
  get edited(): EditedText | undefined {
    return this.#edited;
  }

  /** The current text, one character a byte. */
  text(): string {
    return this.bytes.toString("latin1", this.start, this.stop);
  }

  /** Whether `needle` (ASCII) stands anywhere in the current text. */
  includes(needle: string): boolean {
    return this.bytes.subarray(this.start, this.stop).includes(needle, 0, "latin1");
  }

  /** Records edits, in rising order, with offsets into `bytes`. */
  edit(edits: readonly TextEdit[]): void {
    if (edits.length === 0) return;
    if (this.isRemoved) throw new InternalError("an entity that was removed cannot be edited");
    const base = this.start;
    const isRenamed = this.touchesName(edits[0]!.start);
    this.#edited ??= new EditedText(this.module.bytes, this.module.scan.starts[this.index]!, this.module.scan.ends[this.index]!);
    this.#edited.apply(
      base === 0 ? edits : edits.map(({ start, stop, text }) => ({ start: start - base, stop: stop - base, text })),
      this.module.author,
    );
    this.#version++;
    this.module.noteEdit(this, isRenamed);
  }

  /** Whether an edit at `start` may change the symbol that the entity is known by. */
  protected touchesName(_start: number): boolean {
    return false;
  }

  /** Takes the entity out of the module, with the comment lines directly above it. */
  remove(): void {
    if (this.isRemoved) return;
    this.#removedBy = this.module.author;
    this.#version++;
    this.module.noteRemoval(this);
  }

  /** The place in the input file of offset `start` in `bytes`, or the nearest before it for text that a pass put in. */
  span(start: number = this.start, stop: number = start + 1): Span | undefined {
    if (this.#edited === undefined) return { start, end: stop };
    let at = 0;
    let nearest: number | undefined = this.index < 0 ? undefined : this.module.scan.starts[this.index]!;
    for (const piece of this.#edited.pieces) {
      if (piece.kind === "removed" || piece.kind === "withdrawn") continue;
      const length = piece.kind === "kept" ? piece.stop - piece.start : piece.bytes.length;
      if (piece.kind === "kept") {
        if (start < at + length) {
          const from = piece.start + (start - at);
          return { start: from, end: Math.min(piece.stop, from + (stop - start)) };
        }
        nearest = piece.stop - 1;
      } else if (start < at + length) break;
      at += length;
    }
    return nearest === undefined ? undefined : { start: nearest, end: nearest + 1 };
  }
}
