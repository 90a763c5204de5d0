// The texts among an object's constants. Constant: in a read-only section, up to the
// next symbol, the end of the section, or the end of the element in a section of
// literals; those of C strings end by definition. Text: as the pass terminate-strings
// takes it (support/printable-text.ts), but not empty.

import { isCode } from "../macho/code-section.js";
import { S_16BYTE_LITERALS, S_4BYTE_LITERALS, S_8BYTE_LITERALS, S_CSTRING_LITERALS, S_REGULAR } from "../macho/layout.js";
import type { MachO, Section } from "../macho/macho.js";
import { decodeUtf8, isPrintableText } from "../support/printable-text.js";

export interface ConstantText {
  readonly text: string;
  /** Whether it has a NUL at its end. Texts that are known to have one are not given. */
  readonly terminated: "no" | "unknown";
}

/** Looks up texts of one object, each once: many calls hand on the same. */
export class ConstantTexts {
  readonly #sections: readonly Section[];
  readonly #object: MachO;
  readonly #known = new Map<number, ConstantText | undefined>();
  /** Addresses of the symbols in each section, ascending; made when the first is asked for. */
  #labels: ReadonlyMap<Section, Float64Array> | undefined;

  constructor(object: MachO) {
    this.#object = object;
    this.#sections = object.sections.filter(isReadOnly);
  }

  /** The text at an address in the object, unless there is none or it ends with a NUL of its own. */
  at(address: number): ConstantText | undefined {
    if (!this.#known.has(address)) this.#known.set(address, this.#read(address));
    return this.#known.get(address);
  }

  #read(address: number): ConstantText | undefined {
    const section = this.#sections.find((candidate) => contains(candidate, address));
    if (section?.contents === undefined) return undefined;
    const extent = this.#measure(section, address);
    if (extent === undefined) return undefined;
    const offset = address - Number(section.address);
    const bytes = section.contents.subarray(offset, offset + extent.length);
    const end = bytes.indexOf(0);
    const text = printableText(end < 0 ? bytes : bytes.subarray(0, end));
    if (text === undefined) return undefined;
    if (end < 0) return { text, terminated: "no" };
    // The NUL may belong to this text or to what follows it.
    return extent.certain ? undefined : { text, terminated: "unknown" };
  }

  #measure(section: Section, address: number): Extent | undefined {
    const start = Number(section.address);
    const elementSize = { [S_4BYTE_LITERALS]: 4, [S_8BYTE_LITERALS]: 8, [S_16BYTE_LITERALS]: 16 }[section.type];
    if (elementSize !== undefined) return { length: elementSize - ((address - start) % elementSize), certain: true };
    if (section.type === S_CSTRING_LITERALS || section.type !== S_REGULAR) return undefined;
    this.#labels ??= labelsBySection(this.#object);
    const labels = this.#labels.get(section) ?? noLabels;
    const next = firstAbove(labels, address);
    return { length: Math.min(labels[next] ?? Infinity, start + Number(section.size)) - address, certain: labels[next - 1] === address };
  }
}

interface Extent {
  readonly length: number;
  /** Whether the constant is known to end there, and not before. */
  readonly certain: boolean;
}

const noLabels = new Float64Array();

function labelsBySection({ symbols }: MachO): ReadonlyMap<Section, Float64Array> {
  const labels = new Map<Section, number[]>();
  for (const { kind, section, value } of symbols) {
    if (kind !== "defined" || section === undefined) continue;
    const known = labels.get(section);
    if (known === undefined) labels.set(section, [Number(value)]);
    else known.push(Number(value));
  }
  return new Map([...labels].map(([section, addresses]) => [section, Float64Array.from(addresses).sort()]));
}

/** The index of the first label above an address. */
function firstAbove(labels: Float64Array, address: number): number {
  let low = 0;
  for (let high = labels.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (labels[middle]! <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

function contains(section: Section, address: number): boolean {
  return BigInt(address) >= section.address && BigInt(address) < section.address + section.size;
}

function isReadOnly(section: Section): boolean {
  if (isCode(section)) return false;
  return section.segment === "__TEXT" || section.segment === "__DATA_CONST" || section.name === "__const";
}

function printableText(bytes: Uint8Array): string | undefined {
  const characters = Buffer.from(bytes).toString("latin1");
  return characters !== "" && isPrintableText(characters) ? decodeUtf8(characters) : undefined;
}
