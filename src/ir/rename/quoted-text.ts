import { decodeEscapes } from "../../asm/names.js";
import { latin1 } from "../../support/latin1.js";

/** Decoded text that knows where in the bytes each of its characters is written. */
export interface QuotedText {
  readonly text: string;
  /** The offset where character `index` is written; of the end for the text's length. */
  offsets(index: number): number;
}

/** Decodes quoted text `bytes[start, stop)` (without its quotes). */
export function decodeQuotedText(bytes: Buffer, start: number, stop: number): QuotedText {
  const written = latin1(bytes, start, stop);
  if (!written.includes("\\")) return { text: written, offsets: (index) => start + index };
  const parts = written.match(/\\(?:\\|[0-9a-fA-F]{2})|[^]/g) ?? [];
  const starts = [start];
  for (const part of parts) starts.push(starts.at(-1)! + part.length);
  return { text: parts.map(decodeEscapes).join(""), offsets: (index) => starts[index]! };
}
