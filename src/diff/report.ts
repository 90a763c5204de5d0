import { decodeUtf8 } from "../support/printable-text.js";
import type { AttributeDelta } from "./attribute-changes.js";
import type { EntityChange } from "./entity-changes.js";

/** Function attributes that came or went, with the functions that this is true of. */
export interface AttributeReport extends AttributeDelta {
  /** The pass; undefined for two files. */
  readonly pass: string | undefined;
  /** Names as the module writes them. */
  readonly functions: readonly string[];
}

/** All that differs, for statistics and JSON. */
export interface DiffReport {
  /** The passes that ran, in their order; none for two files. */
  readonly passes: readonly string[];
  /** In the order of the text; read once. */
  readonly changes: Iterable<EntityChange>;
  readonly attributes: readonly AttributeReport[];
}

/** Bytes as text for people and JSON: as UTF-8 where they are that, else a character a byte. */
export function readable(bytes: Buffer | string): string {
  const latin = typeof bytes === "string" ? bytes : bytes.toString("latin1");
  return decodeUtf8(latin) ?? latin;
}

/** `text` on one line, with nothing in it that a terminal or patch obeys. */
export function oneLine(text: string): string {
  return readable(text).replace(/\p{Cc}/gu, (character) => `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
