// Everything that differs as one JSON document, written as it is found.

import { NEWLINE } from "../asm/characters.js";
import { type DiffReport, readable } from "./report.js";
import type { EntityChange } from "./entity-changes.js";
import type { KindWord } from "./entity-name.js";

/** What the document holds. */
export interface DiffDocument {
  schemaVersion: 1;
  kind: "diff";
  passes: string[];
  attributes: { pass: string | null; function: string; added: string[]; removed: string[] }[];
  changes: ChangeDocument[];
}

export interface ChangeDocument {
  pass: string | null;
  entity: string;
  kind: KindWord;
  fate: EntityChange["fate"];
  line: number;
  before: string | null;
  after: string | null;
}

/** The document in pieces; `input` is the text that lines are counted in. */
export function* printDiffJson({ passes, changes, attributes }: DiffReport, input: Buffer): Generator<Buffer> {
  const lines = new LineCounter(input);
  yield Buffer.from(`{\n  "schemaVersion": 1,\n  "kind": "diff",\n  "passes": ${JSON.stringify(passes)},\n  "attributes": [`);
  let separator = "\n";
  for (const { pass, functions, added, removed } of attributes) {
    for (const name of functions) {
      const entry: DiffDocument["attributes"][number] = { pass: pass ?? null, function: readable(name), added: added.map(readable), removed: removed.map(readable) };
      yield Buffer.from(`${separator}    ${JSON.stringify(entry)}`);
      separator = ",\n";
    }
  }
  yield Buffer.from(`${separator === "\n" ? "" : "\n  "}],\n  "changes": [`);
  separator = "\n";
  for (const change of changes) {
    const entry: ChangeDocument = {
      pass: change.pass ?? null,
      entity: readable(change.entity),
      kind: change.kind,
      fate: change.fate,
      line: lines.at(change.origin),
      before: change.before.length === 0 ? null : readable(Buffer.concat(change.before)),
      after: change.after.length === 0 ? null : readable(Buffer.concat(change.after)),
    };
    yield Buffer.from(`${separator}    ${JSON.stringify(entry)}`);
    separator = ",\n";
  }
  yield Buffer.from(`${separator === "\n" ? "" : "\n  "}]\n}\n`);
}

/** Numbers lines from 1. Cheap as long as offsets rise; falls back by recounting. */
class LineCounter {
  readonly #bytes: Buffer;
  #at = 0;
  #line = 1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  at(offset: number): number {
    for (; this.#at > offset; this.#at--) if (this.#bytes[this.#at - 1] === NEWLINE) this.#line--;
    for (; this.#at < offset; this.#at++) if (this.#bytes[this.#at] === NEWLINE) this.#line++;
    return this.#line;
  }
}
