// Attributes: groups of them for one place each, and lists of groups for whole functions and calls.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import type { BitRecord } from "../bitstream/record.js";
import { type Block, walkBlock } from "../bitstream/walk.js";
import { AttributeGroupCode, AttributeListCode } from "../codes/tables.js";
import { AttributeReader } from "./attribute-reader.js";
import { type KeptRecord, keep } from "./module-records.js";
import { readOldAttributes } from "./old-attributes.js";
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
