// Attributes as LLVM up to 3.2 wrote them: a word of bits for each place. Source: what llvm-dis-13
// prints for each of the bits.

import type { BitRecord } from "../bitstream/record.js";
import { type Attribute, type AttributePlace, placeOf } from "./attributes.js";

/** Pairs of a place and its word. @throws BitcodeError where a pair is cut short. */
export function readOldAttributes(record: BitRecord): { readonly place: AttributePlace; readonly attributes: readonly Attribute[] }[] {
  const groups = [];
  for (let index = 0; index < record.length; index += 2) {
    groups.push({ place: placeOf(record.operand(index)), attributes: attributesOf(record.wideOperand(index + 1)) });
  }
  return groups;
}

/** Bits 0 to 15; the next 16 are an alignment in bytes. */
const LOW_BITS = [
  "zeroext", "signext", "noreturn", "inreg", "sret", "nounwind", "noalias", "byval",
  "nest", "readnone", "readonly", "noinline", "alwaysinline", "optsize", "ssp", "sspreq",
] as const;

/** Bits 32 on. The three that follow `naked` and `inlinehint` hold the logarithm of a stack alignment, plus one. */
const HIGH_BITS = [
  "nocapture", "noredzone", "noimplicitfloat", "naked", "inlinehint", undefined, undefined, undefined,
  "returns_twice", "uwtable", "nonlazybind", "sanitize_address", "minsize",
] as const;
const STACK_ALIGNMENT_BIT = 37n;

function attributesOf(word: bigint): Attribute[] {
  const isSet = (bit: number): boolean => ((word >> BigInt(bit)) & 1n) === 1n;
  const names = [...LOW_BITS.filter((_, bit) => isSet(bit)), ...HIGH_BITS.filter((name, bit) => name !== undefined && isSet(32 + bit))];
  const attributes = names.map((name): Attribute => ({ form: "enum", name: name! }));
  const alignment = (word >> 16n) & 0xffffn;
  if (alignment !== 0n) attributes.push({ form: "integer", name: "align", value: alignment });
  const stackAlignment = (word >> STACK_ALIGNMENT_BIT) & 7n;
  if (stackAlignment !== 0n) attributes.push({ form: "integer", name: "alignstack", value: 1n << (stackAlignment - 1n) });
  return attributes;
}
