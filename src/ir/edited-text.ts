// One entity's text as a list of pieces: what is kept of the original, what was
// taken out of it, what was put in, and by which pass.
//
// The kept and removed pieces together are the original, the kept and inserted
// ones the text as it is now. So printing cannot change a byte that nobody
// edited, and every change has an author. Withdrawn pieces, which one pass put in
// and another took out, are in neither; they tell what the text was in between.

import { invariant } from "../support/invariant.js";

/** Replaces bytes `[start, stop)` of the current text by `text` (one character a byte). */
export interface TextEdit {
  readonly start: number;
  readonly stop: number;
  readonly text: string;
}

/** A piece of an edited text; offsets of kept and removed pieces are into the original bytes. */
export type Piece =
  | { readonly kind: "kept"; readonly start: number; readonly stop: number }
  | { readonly kind: "removed"; readonly start: number; readonly stop: number; readonly by: string }
  | { readonly kind: "inserted"; readonly bytes: Buffer; readonly by: string }
  | { readonly kind: "withdrawn"; readonly bytes: Buffer; readonly by: string; readonly removedBy: string };

export class EditedText {
  readonly #original: Buffer;
  readonly #start: number;
  #pieces: Piece[];
  #current: Buffer | undefined;

  /** The text `original[start, stop)`, not edited yet. */
  constructor(original: Buffer, start: number, stop: number) {
    this.#original = original;
    this.#start = start;
    this.#pieces = start < stop ? [{ kind: "kept", start, stop }] : [];
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** The text as it is now. */
  current(): Buffer {
    if (this.#current === undefined) {
      const parts: Buffer[] = [];
      for (const piece of this.#pieces) {
        if (piece.kind === "kept") parts.push(this.#original.subarray(piece.start, piece.stop));
        else if (piece.kind === "inserted") parts.push(piece.bytes);
      }
      this.#current = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    }
    return this.#current;
  }

  /** Edits of the original that make the current text of it; their offsets are into the original bytes. */
  edits(): TextEdit[] {
    const edits: { start: number; stop: number; text: string }[] = [];
    let open: (typeof edits)[number] | undefined;
    let at = this.#start;
    for (const piece of this.#pieces) {
      if (piece.kind === "kept") {
        open = undefined;
        at = piece.stop;
        continue;
      }
      if (piece.kind === "withdrawn") continue;
      if (open === undefined) edits.push((open = { start: at, stop: at, text: "" }));
      if (piece.kind === "inserted") open.text += piece.bytes.toString("latin1");
      else at = open.stop = piece.stop;
    }
    return edits;
  }

  /** Applies edits in rising order that do not overlap; offsets are into `current()` as it is before the call. */
  apply(edits: readonly TextEdit[], by: string): void {
    const pieces: Piece[] = [];
    const old = this.#pieces;
    let index = 0;
    // `at` is the current offset reached; `piece` what is left of the piece there.
    let at = 0;
    let piece = old[index++];

    /** Moves pieces over up to current offset `to`, kept as they are or removed. */
    const advance = (to: number, remove: boolean): void => {
      while (piece !== undefined) {
        if (piece.kind === "removed" || piece.kind === "withdrawn") {
          if (at >= to && !remove) return;
          pieces.push(piece);
          piece = old[index++];
          continue;
        }
        if (at >= to) return;
        const length = piece.kind === "kept" ? piece.stop - piece.start : piece.bytes.length;
        const taken = Math.min(length, to - at);
        const [head, tail] = split(piece, taken);
        if (!remove) pieces.push(head);
        else if (head.kind === "kept") pieces.push({ kind: "removed", start: head.start, stop: head.stop, by });
        else if (head.by !== by) pieces.push({ kind: "withdrawn", bytes: head.bytes, by: head.by, removedBy: by });
        at += taken;
        piece = tail ?? old[index++];
      }
    };

    for (const edit of edits) {
      invariant(edit.start >= at && edit.stop >= edit.start, "edits overlap or are out of order");
      advance(edit.start, false);
      advance(edit.stop, true);
      invariant(at === edit.stop, "edit lies outside the text");
      if (edit.text.length > 0) pieces.push({ kind: "inserted", bytes: bytesOf(edit.text), by });
    }
    advance(Infinity, false);
    this.#pieces = pieces;
    this.#current = undefined;
  }
}

/** Passes insert the same few words again and again; one buffer serves them all. */
const REPEATED = new Map<string, Buffer>();
const REPEATED_LENGTH = 10;
const REPEATED_COUNT = 1024;

function bytesOf(text: string): Buffer {
  if (text.length > REPEATED_LENGTH) return Buffer.from(text, "latin1");
  let bytes = REPEATED.get(text);
  if (bytes === undefined) {
    bytes = Buffer.from(text, "latin1");
    if (REPEATED.size < REPEATED_COUNT) REPEATED.set(text, bytes);
  }
  return bytes;
}

/** The first `length` bytes of a piece, and the rest when there is one. */
function split(piece: Extract<Piece, { kind: "kept" | "inserted" }>, length: number): [typeof piece, typeof piece | undefined] {
  if (piece.kind === "kept") {
    const middle = piece.start + length;
    if (middle === piece.stop) return [piece, undefined];
    return [{ kind: "kept", start: piece.start, stop: middle }, { kind: "kept", start: middle, stop: piece.stop }];
  }
  if (length === piece.bytes.length) return [piece, undefined];
  return [
    { kind: "inserted", bytes: piece.bytes.subarray(0, length), by: piece.by },
    { kind: "inserted", bytes: piece.bytes.subarray(length), by: piece.by },
  ];
}
