// Which section of the image an input section goes into, and in which order they stand there.
// The names, the order and what is left out are those of Apple's linker for kexts.

import {
  S_16BYTE_LITERALS,
  S_4BYTE_LITERALS,
  S_8BYTE_LITERALS,
  S_ATTR_DEBUG,
  S_ATTR_PURE_INSTRUCTIONS,
  S_ATTR_SOME_INSTRUCTIONS,
  S_COALESCED,
  S_CSTRING_LITERALS,
  S_LITERAL_POINTERS,
  S_MOD_INIT_FUNC_POINTERS,
  S_MOD_TERM_FUNC_POINTERS,
  S_REGULAR,
  S_ZEROFILL,
} from "../macho/layout.js";
import type { Section } from "../macho/macho.js";
import type { InputSection } from "./subsections.js";

/** A section of the image. */
export interface OutputSection {
  readonly segment: string;
  readonly name: string;
  type: number;
  attributes: number;
  readonly inputs: InputSection[];
  /** From 1 over the whole image; 0 until it is laid out. */
  index: number;
  address: number;
  size: number;
  /** 0 where it has no bytes in the file. */
  fileOffset: number;
  /** Exponent of two. */
  alignment: number;
}

/** Whether an input section has no place in a kext: debug info, unwind tables, bitcode. */
export function isLeftOut({ segment, name, attributes }: Section): boolean {
  if ((attributes & S_ATTR_DEBUG) !== 0) return true;
  // The kernel unwinds nothing, and the tables refer to personalities that it has not.
  return segment === "__LD" || segment === "__LLVM" || segment === "__DWARF" || (segment === "__TEXT" && name === "__eh_frame");
}

/** Whether the kernel's linker takes a section of this type. */
export function isLinkableType(type: number): boolean {
  return LINKABLE_TYPES.has(type);
}

const LINKABLE_TYPES: ReadonlySet<number> = new Set([
  S_REGULAR,
  S_ZEROFILL,
  S_CSTRING_LITERALS,
  S_4BYTE_LITERALS,
  S_8BYTE_LITERALS,
  S_16BYTE_LITERALS,
  S_LITERAL_POINTERS,
  S_MOD_INIT_FUNC_POINTERS,
  S_MOD_TERM_FUNC_POINTERS,
  S_COALESCED,
]);

/** Gathers input sections into sections of the image, in the order that these have there. */
export function gatherSections(inputs: Iterable<InputSection>): OutputSection[] {
  const bySegment = new Map<string, Map<string, OutputSection>>([["__TEXT", new Map()], ["__DATA", new Map()]]);
  for (const input of inputs) {
    const { segment } = input.section;
    const name = outputName(input.section);
    const sections = bySegment.get(segment) ?? new Map<string, OutputSection>();
    bySegment.set(segment, sections);
    let output = sections.get(name);
    if (output === undefined) sections.set(name, (output = emptySection(segment, name, input.section)));
    // Zeroed memory that has bytes beside it under the same name is written out.
    if (output.type === S_ZEROFILL && input.section.type !== S_ZEROFILL) output.type = S_REGULAR;
    if ((input.section.attributes & CODE) !== 0) output.attributes = CODE;
    output.inputs.push(input);
    input.output = output;
    output.alignment = Math.max(output.alignment, input.section.alignment);
  }
  const ordered = [...bySegment.values()].flatMap((sections) => [...sections.values()].sort((a, b) => rank(a) - rank(b)));
  for (const [index, section] of ordered.entries()) section.index = index + 1;
  return ordered;
}

function emptySection(segment: string, name: string, { type }: Section): OutputSection {
  return {
    segment,
    name,
    type: KEPT_TYPES.has(type) ? type : S_REGULAR,
    attributes: 0,
    inputs: [],
    index: 0,
    address: 0,
    size: 0,
    fileOffset: 0,
    alignment: 0,
  };
}

const CODE = (S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS) >>> 0;

const KEPT_TYPES: ReadonlySet<number> = new Set([S_ZEROFILL, S_CSTRING_LITERALS, S_MOD_INIT_FUNC_POINTERS, S_MOD_TERM_FUNC_POINTERS]);

/** The name that a section has in the image. */
export function outputName({ segment, name }: Section): string {
  return RENAMED.get(`${segment},${name}`) ?? name;
}

const RENAMED: ReadonlyMap<string, string> = new Map([
  ["__TEXT,__literal4", "__const"],
  ["__TEXT,__literal8", "__const"],
  ["__TEXT,__literal16", "__const"],
  ["__TEXT,__const_coal", "__const"],
  ["__TEXT,__textcoal_nt", "__text"],
  ["__TEXT,__StaticInit", "__text"],
  ["__DATA,__datacoal_nt", "__data"],
  ["__DATA,__const_coal", "__const"],
]);

/** Sections of equal rank keep the order in which they were first seen. */
function rank({ segment, name, type, attributes }: OutputSection): number {
  if (type === S_ZEROFILL) return name === "__huge" ? 101 : 100;
  if (segment === "__TEXT") {
    if (name === "__text") return 0;
    if ((attributes & S_ATTR_PURE_INSTRUCTIONS) !== 0) return 1;
    return name === "__gcc_except_tab" ? 11 : name === "__unwind_info" ? 12 : 10;
  }
  const fixed = ["__got", "__mod_init_func", "__mod_term_func", "__const", "__cfstring"].indexOf(name);
  return fixed < 0 ? 10 : fixed;
}
