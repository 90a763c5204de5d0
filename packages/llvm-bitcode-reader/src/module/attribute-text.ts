// Attributes as LLVM IR spells them. Numbers that pack several things are taken apart here. Source:
// what llvm-as-13 to -22 write for each spelling, and llvm-dis prints again.

import type { Attribute, ConstantRange } from "./attributes.js";
import { escapeString } from "./quoted.js";
import { typeText } from "./type-text.js";

/** An attribute as LLVM IR spells it: `noredzone`, `align 8`, `sret(%Pair)`, `"probe-stack"="inline-asm"`. */
export function attributeText(attribute: Attribute): string {
  const { name } = attribute;
  switch (attribute.form) {
    case "enum":
      return name;
    case "integer":
      return (INTEGER_TEXTS[name] ?? plain)(attribute.value, name);
    case "string":
      return attribute.value === "" ? `"${escapeString(name)}"` : `"${escapeString(name)}"="${escapeString(attribute.value)}"`;
    case "type":
      return attribute.type === undefined ? name : `${name}(${typeText(attribute.type)})`;
    case "range":
      return `${name}(i${attribute.range.bits} ${boundsText(attribute.range)})`;
    case "ranges":
      return `${name}(${attribute.ranges.map((range) => `(${boundsText(range)})`).join(", ")})`;
  }
}

function boundsText({ lower, upper }: ConstantRange): string {
  return `${lower}, ${upper}`;
}

function plain(value: bigint, name: string): string {
  return `${name}(${value})`;
}

const INTEGER_TEXTS: Readonly<Record<string, (value: bigint, name: string) => string>> = {
  align: (value) => `align ${value}`,
  allockind: (value) => `allockind("${namesOfBits(value, ["alloc", "realloc", "free", "uninitialized", "zeroed", "aligned"]).join(",")}")`,
  allocsize: (value) => {
    const [size, count] = halves(value);
    return count === 0xffffffffn ? `allocsize(${size})` : `allocsize(${size},${count})`;
  },
  captures: (value) => `captures(${capturesText(Number(value))})`,
  memory: (value) => `memory(${memoryText(value)})`,
  nofpclass: (value) => `nofpclass(${floatClassesText(Number(value))})`,
  uwtable: (value) => (value === 1n ? "uwtable(sync)" : "uwtable"),
  vscale_range: (value) => `vscale_range(${halves(value).join(",")})`,
};

/** The high and the low 32 bits. */
function halves(value: bigint): [bigint, bigint] {
  return [value >> 32n, value & 0xffffffffn];
}

function namesOfBits(value: bigint, names: readonly string[]): string[] {
  return names.filter((_, bit) => ((value >> BigInt(bit)) & 1n) === 1n);
}

// The low four bits are for what is captured by way of the return value, the next four otherwise.
function capturesText(value: number): string {
  const returned = value & 15;
  const other = (value >> 4) & 15;
  if (returned === other) return capturedText(other);
  const parts = [`ret: ${capturedText(returned)}`];
  if (other !== 0) parts.unshift(capturedText(other));
  return parts.join(", ");
}

// An address includes whether it is null, provenance includes that for reading.
function capturedText(bits: number): string {
  const parts: string[] = [];
  if (bits & 2) parts.push("address");
  else if (bits & 1) parts.push("address_is_null");
  if (bits & 8) parts.push("provenance");
  else if (bits & 4) parts.push("read_provenance");
  return parts.length === 0 ? "none" : parts.join(", ");
}

const ACCESSES = ["none", "read", "write", "readwrite"] as const;

// Two bits for each place. The top byte tells the list of places: 0 is that of LLVM 16 to 20, which
// counted errno among the others; 1 that since 21, which has grown at its end.
const MEMORY_PLACES = [
  ["argmem", "inaccessiblemem", "other"],
  ["argmem", "inaccessiblemem", "errnomem", "other", "target_mem0", "target_mem1"],
] as const;

function memoryText(value: bigint): string {
  const places = MEMORY_PLACES[value >> 56n === 0n ? 0 : 1]!;
  const accesses = places.map((place, index) => ({ place, access: Number((value >> BigInt(2 * index)) & 3n) }));
  const other = accesses.find(({ place }) => place === "other")!.access;
  const any = accesses.reduce((all, { access }) => all | access, 0);
  const parts = accesses.filter(({ access }) => access !== other).map(({ place, access }) => `${place}: ${ACCESSES[access]}`);
  if (other !== 0 || any === 0) parts.unshift(ACCESSES[other]!);
  return parts.join(", ");
}

// Wholes before their parts: what a whole names is not named again.
const FLOAT_CLASSES = [
  ["all", 0x3ff],
  ["nan", 0x003],
  ["snan", 0x001],
  ["qnan", 0x002],
  ["inf", 0x204],
  ["ninf", 0x004],
  ["pinf", 0x200],
  ["zero", 0x060],
  ["nzero", 0x020],
  ["pzero", 0x040],
  ["sub", 0x090],
  ["nsub", 0x010],
  ["psub", 0x080],
  ["norm", 0x108],
  ["nnorm", 0x008],
  ["pnorm", 0x100],
] as const;

function floatClassesText(bits: number): string {
  let left = bits;
  const names: string[] = [];
  for (const [name, mask] of FLOAT_CLASSES) {
    if ((left & mask) !== mask) continue;
    names.push(name);
    left &= ~mask;
  }
  return names.length === 0 ? "none" : names.join(" ");
}
