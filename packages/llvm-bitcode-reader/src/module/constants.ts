// A module's constants: what its globals hold at the start. They are found in one quick pass and read
// one by one when asked for.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import type { BitRecord } from "../bitstream/record.js";
import { RecordIndex } from "../bitstream/record-index.js";
import type { Block } from "../bitstream/walk.js";
import { recordName } from "../codes/blocks.js";
import { ConstantsCode } from "../codes/constants.js";
import type { Value } from "./global-value.js";
import { type KeptRecord, keepNameless } from "./module-records.js";
import { decodeSigned, decodeWords, MOST_BITS } from "./signed.js";
import type { Type } from "./types.js";

export type Constant =
  /** `null` is zero, of whatever type. */
  | { readonly kind: "null" | "undef" | "poison"; readonly type: Type }
  | { readonly kind: "integer"; readonly type: Type; readonly value: bigint }
  /** The bits of a floating-point number. */
  | { readonly kind: "float"; readonly type: Type; readonly bits: bigint }
  /** An array of bytes, a zero at the end among them. */
  | { readonly kind: "string"; readonly type: Type; readonly bytes: Uint8Array }
  /** An array or vector of integers or floating-point numbers, each as its bits. */
  | { readonly kind: "data"; readonly type: Type; readonly elements: BigUint64Array }
  /** A struct, array or vector of other values. */
  | { readonly kind: "aggregate"; readonly type: Type; readonly elements: readonly (Value | undefined)[] }
  /** What is no data: an address computed, a block's address, assembly; as written. */
  | { readonly kind: "expression"; readonly type: Type; readonly name: string; readonly operands: readonly number[] };

/** The constants of one CONSTANTS_BLOCK. */
export class ConstantTable {
  readonly #index: RecordIndex;
  readonly #types: readonly Type[];
  readonly #value: (id: number) => Value | undefined;
  /** For each constant its record and its type's number. */
  readonly #records: number[] = [];
  readonly #typeIds: number[] = [];

  /**
   * @param value what a value number stands for.
   * @throws BitcodeError
   */
  constructor(bytes: Uint8Array, block: Block, types: readonly Type[], value: (id: number) => Value | undefined) {
    this.#index = new RecordIndex(bytes, block);
    this.#types = types;
    this.#value = value;
    let typeId = -1;
    this.#index.codes.forEach((code, index) => {
      if (code === ConstantsCode.SETTYPE) {
        typeId = this.#index.read(index).operand(0);
      } else {
        this.#records.push(index);
        this.#typeIds.push(typeId);
      }
    });
  }

  /** Records of kinds newer than this library. */
  get unknown(): readonly KeptRecord[] {
    return keepNameless(this.#index);
  }

  get length(): number {
    return this.#records.length;
  }

  /** @throws BitcodeError for a constant without a type. */
  at(position: number): Constant {
    const record = this.#index.read(this.#records[position]!);
    const type = this.#types[this.#typeIds[position]!];
    if (type === undefined) throw new BitcodeError("a constant without a type", record.bitOffset);
    return this.#decode(record, type);
  }

  #decode(record: BitRecord, type: Type): Constant {
    switch (record.code) {
      case ConstantsCode.NULL:
        return { kind: "null", type };
      case ConstantsCode.UNDEF:
        return { kind: "undef", type };
      case ConstantsCode.POISON:
        return { kind: "poison", type };
      case ConstantsCode.INTEGER:
        return { kind: "integer", type, value: decodeSigned(record.wideOperand(0)) };
      case ConstantsCode.WIDE_INTEGER:
        return { kind: "integer", type, value: decodeWords(wideOperands(record), type.kind === "integer" ? type.bits : MOST_BITS) };
      case ConstantsCode.FLOAT:
        return { kind: "float", type, bits: joined(wideOperands(record), type) };
      case ConstantsCode.STRING:
        return { kind: "string", type, bytes: record.byteOperands() };
      case ConstantsCode.CSTRING:
        return { kind: "string", type, bytes: withZero(record.byteOperands()) };
      case ConstantsCode.DATA:
        return { kind: "data", type, elements: BigUint64Array.from(wideOperands(record)) };
      case ConstantsCode.AGGREGATE:
        return new Aggregate(type, record.operands(), this.#value);
      default:
        return { kind: "expression", type, name: recordName(this.#index.blockId, record.code) ?? `${record.code}`, operands: record.operands() };
    }
  }
}

/** Its elements are read when asked for: they may be many, and reach far. */
class Aggregate {
  readonly kind = "aggregate";
  readonly type: Type;
  readonly #ids: readonly number[];
  readonly #value: (id: number) => Value | undefined;

  constructor(type: Type, ids: readonly number[], value: (id: number) => Value | undefined) {
    this.type = type;
    this.#ids = ids;
    this.#value = value;
  }

  get elements(): readonly (Value | undefined)[] {
    return this.#ids.map(this.#value);
  }
}

function wideOperands(record: BitRecord): bigint[] {
  return Array.from({ length: record.length }, (_, index) => record.wideOperand(index));
}

// The 80 bits of x86 are written the other way round: the upper 64 first.
function joined(words: readonly bigint[], type: Type): bigint {
  const [first = 0n, second = 0n] = words;
  return type.kind === "x86_fp80" ? (first << 16n) | (second & 0xffffn) : (second << 64n) | first;
}

function withZero(bytes: Uint8Array): Uint8Array {
  const terminated = new Uint8Array(bytes.length + 1);
  terminated.set(bytes);
  return terminated;
}
