// A module's types: a table, in which later ones are put together from earlier ones.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import type { BitRecord } from "../bitstream/record.js";
import { type Block, walkBlock } from "../bitstream/walk.js";
import { TypeCode } from "../codes/types.js";
import { type KeptRecord, keep } from "./module-records.js";
import { MOST_BITS } from "./signed.js";
import { decodeText } from "./text.js";
import type { SimpleKind, StructType, Type } from "./types.js";

export interface TypeTable {
  readonly types: readonly Type[];
  /** Records of no known kind. */
  readonly unknown: readonly KeptRecord[];
}

/** @throws BitcodeError for a table whose types cannot be put together. */
export function readTypes(bytes: Uint8Array, block: Block): TypeTable {
  const table = new TypeTableReader(block.id);
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record: (record) => table.add(record),
  });
  table.finish(block.end * 8);
  return table;
}

const SIMPLE_KINDS: ReadonlyMap<number, SimpleKind> = new Map([
  [TypeCode.VOID, "void"],
  [TypeCode.HALF, "half"],
  [TypeCode.BFLOAT, "bfloat"],
  [TypeCode.FLOAT, "float"],
  [TypeCode.DOUBLE, "double"],
  [TypeCode.X86_FP80, "x86_fp80"],
  [TypeCode.FP128, "fp128"],
  [TypeCode.PPC_FP128, "ppc_fp128"],
  [TypeCode.LABEL, "label"],
  [TypeCode.METADATA, "metadata"],
  [TypeCode.TOKEN, "token"],
  [TypeCode.X86_MMX, "x86_mmx"],
  [TypeCode.X86_AMX, "x86_amx"],
]);

/**
 * Types nest, and their text grows with each mention of a type: a few hundred bytes can describe one
 * whose text would fill the memory. What compilers write stays far below these limits.
 */
const DEEPEST = 500;
const MOST_MENTIONS = 2 ** 20;

interface Extent {
  readonly depth: number;
  /** How many types it is written with. */
  readonly mentions: number;
}

const FLAT: Extent = { depth: 0, mentions: 1 };

/** A struct that something mentions before its own record comes. */
type UnreadStruct = { -readonly [Key in keyof StructType]: StructType[Key] };

class TypeTableReader implements TypeTable {
  readonly types: Type[] = [];
  readonly unknown: KeptRecord[] = [];
  readonly #blockId: number;
  readonly #extents = new Map<Type, Extent>();
  readonly #unread = new Map<number, UnreadStruct>();
  #structName: string | undefined;
  #namelessStructs = 0;

  constructor(blockId: number) {
    this.#blockId = blockId;
  }

  add(record: BitRecord): void {
    const simple = SIMPLE_KINDS.get(record.code);
    switch (record.code) {
      case TypeCode.NUMENTRY:
        return;
      case TypeCode.STRUCT_NAME:
        this.#structName = decodeText(record.byteOperands());
        return;
      case TypeCode.STRUCT_NAMED:
        return this.#addStruct(record, this.#mentioned(record, 1));
      case TypeCode.OPAQUE:
        return this.#addStruct(record, undefined);
      case TypeCode.INTEGER:
        return this.#addInteger(record);
      case TypeCode.OPAQUE_POINTER:
        return this.#add(record, { kind: "pointer", addressSpace: record.operand(0) });
      case TypeCode.POINTER: {
        const pointee = this.#mentionedAt(record, 0);
        return this.#add(record, { kind: "pointer", addressSpace: record.operandOr(1, 0), pointee }, [pointee]);
      }
      case TypeCode.ARRAY: {
        const element = this.#mentionedAt(record, 1);
        return this.#add(record, { kind: "array", length: record.wideOperand(0), element }, [element]);
      }
      case TypeCode.VECTOR: {
        const element = this.#mentionedAt(record, 1);
        return this.#add(record, { kind: "vector", length: record.operand(0), element, isScalable: record.operandOr(2, 0) !== 0 }, [element]);
      }
      case TypeCode.FUNCTION:
      case TypeCode.FUNCTION_OLD: {
        const first = record.code === TypeCode.FUNCTION ? 1 : 2;
        const returns = this.#mentionedAt(record, first);
        const parameters = this.#mentioned(record, first + 1);
        return this.#add(record, { kind: "function", returns, parameters, isVarArg: record.operand(0) !== 0 }, [returns, ...parameters]);
      }
      case TypeCode.STRUCT_ANON: {
        const elements = this.#mentioned(record, 1);
        return this.#add(record, { kind: "struct", isPacked: record.operand(0) !== 0, elements }, elements);
      }
      case TypeCode.TARGET_TYPE: {
        const typeCount = record.operand(0);
        const types = this.#mentioned(record, 1, 1 + typeCount);
        return this.#add(record, { kind: "target", name: this.#takeName(), types, integers: record.operands(1 + typeCount) }, types);
      }
      default:
        if (simple !== undefined) return this.#add(record, { kind: simple });
        this.unknown.push(keep(record, this.#blockId));
        return this.#add(record, { kind: "unknown", code: record.code });
    }
  }

  /** @param bitOffset where the table ends. */
  finish(bitOffset: number): void {
    for (const id of this.#unread.keys()) throw new BitcodeError(`type ${id} is mentioned and not defined`, bitOffset);
  }

  #add(record: BitRecord, type: Type, mentioned: readonly Type[] = []): void {
    if (this.#unread.has(this.types.length)) throw new BitcodeError("a type is mentioned before its record and is no struct with a name", record.bitOffset);
    if (mentioned.length > 0) this.#extents.set(type, this.#extentOf(mentioned, record.bitOffset));
    this.types.push(type);
  }

  #addInteger(record: BitRecord): void {
    const bits = record.operand(0);
    if (bits > MOST_BITS) throw new BitcodeError(`an integer of ${bits} bits`, record.bitOffset);
    this.#add(record, { kind: "integer", bits });
  }

  #addStruct(record: BitRecord, elements: readonly Type[] | undefined): void {
    const id = this.types.length;
    const type: UnreadStruct = this.#unread.get(id) ?? { kind: "struct", isPacked: false, elements: undefined };
    this.#unread.delete(id);
    const name = this.#takeName();
    if (name === "") type.number = this.#namelessStructs++;
    else type.name = name;
    type.isPacked = elements !== undefined && record.operand(0) !== 0;
    type.elements = elements;
    this.types.push(type);
  }

  #takeName(): string {
    const name = this.#structName ?? "";
    this.#structName = undefined;
    return name;
  }

  /** The types that operands of a record mention. */
  #mentioned(record: BitRecord, from: number, to: number = record.length): Type[] {
    return record.operands(from, to).map((id) => this.types[id] ?? this.#unreadStruct(id));
  }

  #mentionedAt(record: BitRecord, index: number): Type {
    const id = record.operand(index);
    return this.types[id] ?? this.#unreadStruct(id);
  }

  #unreadStruct(id: number): Type {
    let type = this.#unread.get(id);
    if (type === undefined) this.#unread.set(id, (type = { kind: "struct", isPacked: false, elements: undefined }));
    return type;
  }

  #extentOf(mentioned: readonly Type[], bitOffset: number): Extent {
    let depth = 0;
    let mentions = 1;
    for (const type of mentioned) {
      // A struct with a name is written as its name, whatever is in it.
      const extent = this.#extents.get(type) ?? FLAT;
      depth = Math.max(depth, extent.depth + 1);
      mentions += extent.mentions;
    }
    if (depth > DEEPEST || mentions > MOST_MENTIONS) throw new BitcodeError("a type of types of types without measure", bitOffset);
    return { depth, mentions };
  }
}
