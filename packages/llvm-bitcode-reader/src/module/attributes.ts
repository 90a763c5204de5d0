// Attributes: groups of them for one place each, and lists of groups for whole functions and calls.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import type { BitRecord } from "../bitstream/record.js";
import { type Block, walkBlock } from "../bitstream/walk.js";
import { attributeName } from "../codes/attribute-kinds.js";
import { AttributeGroupCode, AttributeListCode } from "../codes/tables.js";
import { type KeptRecord, keep } from "./module-records.js";
import { readOldAttributes } from "./old-attributes.js";
import { decodeSigned, decodeWords } from "./signed.js";
import { decodeText } from "./text.js";
import type { Type } from "./types.js";

/** An attribute. `name` is LLVM IR's word, or `kind106` for a kind newer than this library. */
export type Attribute =
  | { readonly form: "enum"; readonly name: string }
  | { readonly form: "integer"; readonly name: string; readonly value: bigint }
  | { readonly form: "string"; readonly name: string; readonly value: string }
  /** `type` is absent where the writer left it out (up to LLVM 8). */
  | { readonly form: "type"; readonly name: string; readonly type?: Type }
  /** From `lower` up to, not including, `upper`. */
  | { readonly form: "range"; readonly name: string; readonly range: ConstantRange }
  | { readonly form: "ranges"; readonly name: string; readonly ranges: readonly ConstantRange[] };

export interface ConstantRange {
  readonly bits: number;
  readonly lower: bigint;
  readonly upper: bigint;
}

/** What attributes belong to: the function, what it returns, or a parameter by its number from 0. */
export type AttributePlace = "function" | "return" | number;

export interface AttributeGroup {
  readonly id: number;
  readonly place: AttributePlace;
  readonly attributes: readonly Attribute[];
}

/** The attributes of one function or call. */
export interface AttributeList {
  readonly function: readonly Attribute[];
  readonly return: readonly Attribute[];
  /** By the parameter's number; no entry where it has none. */
  readonly parameters: ReadonlyMap<number, readonly Attribute[]>;
}

export const NO_ATTRIBUTES: AttributeList = { function: [], return: [], parameters: new Map() };

export interface AttributeGroups {
  readonly groups: readonly AttributeGroup[];
  /** Records of no known kind, and what could not be read of a group: kinds by number, unknown forms. */
  readonly unknown: readonly KeptRecord[];
}

/** Reads PARAMATTR_GROUP_BLOCK_ID. @throws BitcodeError */
export function readAttributeGroups(bytes: Uint8Array, block: Block, types: readonly Type[]): AttributeGroups {
  const groups: AttributeGroup[] = [];
  const unknown: KeptRecord[] = [];
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record(record) {
      if (record.code !== AttributeGroupCode.ENTRY) return void unknown.push(keep(record, block.id));
      const reader = new AttributeReader(record, types);
      const attributes = reader.readAll();
      groups.push({ id: record.operand(0), place: placeOf(record.operand(1)), attributes });
      if (reader.sawUnknown) unknown.push(keep(record, block.id));
    },
  });
  return { groups, unknown };
}

/** Reads PARAMATTR_BLOCK. @throws BitcodeError where a list names a group that is not there. */
export function readAttributeLists(bytes: Uint8Array, block: Block, groups: readonly AttributeGroup[]): AttributeList[] {
  const groupsById = new Map(groups.map((group) => [group.id, group]));
  const lists: AttributeList[] = [];
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record(record) {
      if (record.code === AttributeListCode.ENTRY) lists.push(listOf(groupsOf(record, groupsById)));
      else if (record.code === AttributeListCode.ENTRY_OLD) lists.push(listOf(readOldAttributes(record)));
    },
  });
  return lists;
}

/** As a group's number for its place: 0 is what is returned, then the parameters. */
export function placeOf(number: number): AttributePlace {
  return number === FUNCTION_PLACE ? "function" : number === 0 ? "return" : number - 1;
}

const FUNCTION_PLACE = 0xffffffff;

function groupsOf(record: BitRecord, groupsById: ReadonlyMap<number, AttributeGroup>): AttributeGroup[] {
  return record.operands().map((id) => {
    const group = groupsById.get(id);
    if (group === undefined) throw new BitcodeError(`a list of attributes has group ${id}, which is not defined`, record.bitOffset);
    return group;
  });
}

function listOf(groups: readonly Omit<AttributeGroup, "id">[]): AttributeList {
  const parameters = new Map<number, readonly Attribute[]>();
  const list = { ...NO_ATTRIBUTES, parameters };
  for (const { place, attributes } of groups) {
    if (typeof place === "number") parameters.set(place, attributes);
    else list[place] = attributes;
  }
  return list;
}

/** How an attribute is written: the number before its kind. */
const Form = { ENUM: 0, INTEGER: 1, KEY: 3, KEY_AND_VALUE: 4, TYPE_LEFT_OUT: 5, TYPE: 6, RANGE: 7, RANGES: 8 } as const;

/** Takes a group's attributes from its record, one after another. */
class AttributeReader {
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
