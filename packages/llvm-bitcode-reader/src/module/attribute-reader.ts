// Attributes as a group's record holds them: a number for their form, then what that form needs.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import type { BitRecord } from "../bitstream/record.js";
import { attributeName } from "../codes/attribute-kinds.js";
import type { Attribute, ConstantRange } from "./attributes.js";
import { decodeSigned, decodeWords, MOST_BITS } from "./signed.js";
import { decodeText } from "./text.js";
import type { Type } from "./types.js";

/** How an attribute is written: the number before its kind. */
const Form = { ENUM: 0, INTEGER: 1, KEY: 3, KEY_AND_VALUE: 4, TYPE_LEFT_OUT: 5, TYPE: 6, RANGE: 7, RANGES: 8 } as const;

/** Takes a group's attributes from its record, one after another. */
export class AttributeReader {
  sawUnknown = false;
  readonly #record: BitRecord;
  readonly #types: readonly Type[];
  /** Behind the group's number and its place. */
  #next = 2;

  constructor(record: BitRecord, types: readonly Type[]) {
    this.#record = record;
    this.#types = types;
  }

  readAll(): Attribute[] {
    const attributes: Attribute[] = [];
    while (this.#next < this.#record.length) {
      const attribute = this.#read();
      // How long an attribute of an unknown form is, nobody knows: what follows is left.
      if (attribute === undefined) break;
      attributes.push(attribute);
    }
    return attributes;
  }

  #read(): Attribute | undefined {
    const form = this.#take();
    switch (form) {
      case Form.ENUM:
        return { form: "enum", name: this.#takeKind() };
      case Form.INTEGER:
        return { form: "integer", name: this.#takeKind(), value: this.#takeWide() };
      case Form.KEY:
        return { form: "string", name: this.#takeText(), value: "" };
      case Form.KEY_AND_VALUE:
        return { form: "string", name: this.#takeText(), value: this.#takeText() };
      case Form.TYPE_LEFT_OUT:
        return { form: "type", name: this.#takeKind() };
      case Form.TYPE:
        return { form: "type", name: this.#takeKind(), type: this.#takeType() };
      case Form.RANGE:
        return { form: "range", name: this.#takeKind(), range: this.#takeRange(this.#take()) };
      case Form.RANGES: {
        const name = this.#takeKind();
        const count = this.#take();
        const bits = this.#take();
        const ranges: ConstantRange[] = [];
        while (ranges.length < count) ranges.push(this.#takeRange(bits));
        return { form: "ranges", name, ranges };
      }
      default:
        this.sawUnknown = true;
        return undefined;
    }
  }

  #take(): number {
    return this.#record.operand(this.#next++);
  }

  #takeWide(): bigint {
    return this.#record.wideOperand(this.#next++);
  }

  #takeKind(): string {
    const kind = this.#take();
    const name = attributeName(kind);
    if (name === undefined) this.sawUnknown = true;
    return name ?? `kind${kind}`;
  }

  #takeText(): string {
    const from = this.#next;
    while (this.#take() !== 0);
    return decodeText(this.#record.byteOperands(from, this.#next - 1));
  }

  #takeType(): Type {
    const id = this.#take();
    const type = this.#types[id];
    if (type === undefined) throw new BitcodeError(`an attribute has type ${id}, which is not defined`, this.#record.bitOffset);
    return type;
  }

  // Up to 64 bits both bounds follow; wider ones are preceded by how many words each of them has.
  #takeRange(bits: number): ConstantRange {
    if (bits <= 64) return { bits, lower: this.#takeSigned(), upper: this.#takeSigned() };
    if (bits > MOST_BITS) throw new BitcodeError(`a range of integers of ${bits} bits`, this.#record.bitOffset);
    const lengths = this.#takeWide();
    return { bits, lower: this.#takeWords(bits, lengths & 0xffffffffn), upper: this.#takeWords(bits, lengths >> 32n) };
  }

  #takeSigned(): bigint {
    return decodeSigned(this.#takeWide());
  }

  #takeWords(bits: number, count: bigint): bigint {
    const words: bigint[] = [];
    while (words.length < count) words.push(this.#takeWide());
    return decodeWords(words, bits);
  }
}
