// Module-level metadata: strings and nodes by number, and the nodes that have names. Nodes are found
// in one quick pass and read one by one when asked for.

import { RecordIndex } from "../bitstream/record-index.js";
import type { Block } from "../bitstream/walk.js";
import { BlockId, recordName } from "../codes/blocks.js";
import { MetadataCode } from "../codes/metadata.js";
import type { Value } from "./global-value.js";
import { type KeptRecord, keepNameless } from "./module-records.js";
import { MetadataStrings } from "./metadata-strings.js";
import { decodeText } from "./text.js";
import type { Type } from "./types.js";

/** What stands in a node's place for an operand; undefined is `null`. */
export type Metadata =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "value"; readonly type: Type | undefined; readonly value: Value | undefined }
  | MetadataNode;

export interface MetadataNode {
  readonly kind: "node";
  /** The number that operands call it by. */
  readonly id: number;
  /** What llvm-bcanalyzer calls its record: `NODE`, or `COMPILE_UNIT` and other debug information. */
  readonly record: string;
  readonly isDistinct: boolean;
  /** Of a plain node. Undefined for debug information, whose records are kept as numbers. */
  readonly operands: readonly (Metadata | undefined)[] | undefined;
  readonly fields: readonly number[];
}

/** `!llvm.module.flags` and its like. */
export interface NamedMetadata {
  readonly name: string;
  readonly operands: readonly (Metadata | undefined)[];
}

/** What metadata mentions of the module around it. */
export interface MetadataContext {
  readonly types: readonly Type[];
  readonly value: (id: number) => Value | undefined;
}

/** Kinds of records that have no number: they name, point or attach. */
const UNNUMBERED: ReadonlySet<number> = new Set([
  MetadataCode.NAME,
  MetadataCode.KIND,
  MetadataCode.NAMED_NODE,
  MetadataCode.STRINGS,
  MetadataCode.GLOBAL_DECL_ATTACHMENT,
  MetadataCode.INDEX_OFFSET,
  MetadataCode.INDEX,
]);

/** The metadata of one METADATA_BLOCK. */
export class MetadataTable {
  /** How many records of each kind there are, by what llvm-bcanalyzer calls them. */
  readonly recordCounts: ReadonlyMap<string, number>;
  readonly #index: RecordIndex;
  readonly #context: MetadataContext;
  readonly #strings: MetadataStrings;
  /** The record of each number, from behind the strings. */
  readonly #records: number[] = [];

  /** @throws BitcodeError */
  constructor(bytes: Uint8Array, block: Block, context: MetadataContext) {
    this.#index = new RecordIndex(bytes, block);
    this.#context = context;
    const { codes } = this.#index;
    const counts = new Map<number, number>();
    let strings = MetadataStrings.NONE;
    codes.forEach((code, index) => {
      counts.set(code, (counts.get(code) ?? 0) + 1);
      if (code === MetadataCode.STRINGS) strings = new MetadataStrings(bytes, this.#index.read(index));
      else if (!UNNUMBERED.has(code)) this.#records.push(index);
    });
    this.#strings = strings;
    this.recordCounts = new Map([...counts].map(([code, count]) => [recordName(block.id, code) ?? `${code}`, count]));
  }

  /** Records of kinds newer than this library. */
  get unknown(): readonly KeptRecord[] {
    return keepNameless(this.#index);
  }

  /** All strings, those that old writers put among the nodes in their order. */
  get strings(): readonly string[] {
    const old = this.#records.filter((index) => this.#index.codes[index] === MetadataCode.STRING_OLD);
    return [...this.#strings, ...old.map((index) => decodeText(this.#index.read(index).byteOperands()))];
  }

  /** Node names and what they name, in the file's order. */
  get named(): readonly NamedMetadata[] {
    const named: NamedMetadata[] = [];
    let name = "";
    this.#index.codes.forEach((code, index) => {
      if (code === MetadataCode.NAME) name = decodeText(this.#index.read(index).byteOperands());
      if (code !== MetadataCode.NAMED_NODE) return;
      const ids = this.#index.read(index).operands();
      const at = (id: number): Metadata | undefined => this.at(id);
      named.push({
        name,
        get operands() {
          return ids.map(at);
        },
      });
    });
    return named;
  }

  /** What a number stands for; undefined for a number that has nothing here. @throws BitcodeError */
  at(id: number): Metadata | undefined {
    const text = this.#strings.at(id);
    if (text !== undefined) return { kind: "string", text };
    const index = this.#records[id - this.#strings.length];
    if (index === undefined) return undefined;
    const record = this.#index.read(index);
    const { types, value } = this.#context;
    switch (record.code) {
      case MetadataCode.STRING_OLD:
        return { kind: "string", text: decodeText(record.byteOperands()) };
      case MetadataCode.VALUE:
        return { kind: "value", type: types[record.operand(0)], value: value(record.operand(1)) };
      default:
        return this.#node(id, record.code, record.operands());
    }
  }

  #node(id: number, code: number, fields: readonly number[]): MetadataNode {
    const operands = (): readonly (Metadata | undefined)[] | undefined => this.#operandsOf(code, fields);
    return {
      kind: "node",
      id,
      record: recordName(BlockId.METADATA_BLOCK, code) ?? `${code}`,
      // Of debug information the lowest bit of the first field tells.
      isDistinct: code === MetadataCode.DISTINCT_NODE || ((code === MetadataCode.LOCATION || code >= MetadataCode.GENERIC_DEBUG) && ((fields[0] ?? 0) & 1) === 1),
      fields,
      get operands() {
        return operands();
      },
    };
  }

  #operandsOf(code: number, fields: readonly number[]): readonly (Metadata | undefined)[] | undefined {
    switch (code) {
      case MetadataCode.NODE:
      case MetadataCode.DISTINCT_NODE:
        return fields.map((field) => (field === 0 ? undefined : this.at(field - 1)));
      case MetadataCode.OLD_NODE:
      case MetadataCode.OLD_FN_NODE:
        return pairsOf(fields).map(([typeId, id]) => this.#oldOperand(typeId, id));
      default:
        return undefined;
    }
  }

  // Up to 3.5 operands were pairs of a type and a number: of metadata or of a value; void stood for null.
  #oldOperand(typeId: number, id: number): Metadata | undefined {
    const type = this.#context.types[typeId];
    if (type?.kind === "metadata") return this.at(id);
    return type?.kind === "void" ? undefined : { kind: "value", type, value: this.#context.value(id) };
  }
}

function pairsOf(fields: readonly number[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) pairs.push([fields[index]!, fields[index + 1]!]);
  return pairs;
}
