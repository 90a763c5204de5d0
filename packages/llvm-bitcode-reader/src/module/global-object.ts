// What globals and functions share: they have a place in memory, aliases do not.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import { impliesComdat } from "../codes/global-values.js";
import type { Comdat } from "./comdats.js";
import { entryOf, type Fields, type ModuleTables } from "./global-value.js";

/** In bytes; undefined for whatever the target prefers. @throws BitcodeError for more than LLVM ever allowed. */
export function alignmentOf(fields: Fields, index: number): number | undefined {
  const exponent = fields.optional(index);
  if (exponent !== undefined && exponent > LARGEST_ALIGNMENT_EXPONENT) throw new BitcodeError(`an alignment of 2^${exponent} bytes`, fields.record.bitOffset);
  return exponent === undefined ? undefined : 2 ** exponent;
}

const LARGEST_ALIGNMENT_EXPONENT = 32;

/** @throws BitcodeError for a section that the module does not list. */
export function sectionOf(fields: Fields, index: number, { sections }: ModuleTables): string | undefined {
  const section = fields.optional(index);
  return section === undefined ? undefined : entryOf(sections, section, "section", fields);
}

/** @throws BitcodeError for a comdat that the module does not list. */
export function comdatOf(fields: Fields, at: { readonly comdat: number; readonly linkage: number }, name: string, tables: ModuleTables): Comdat | undefined {
  if (at.comdat < fields.count) {
    const comdat = fields.optional(at.comdat);
    return comdat === undefined ? undefined : entryOf(tables.comdats, comdat, "comdat", fields);
  }
  return impliesComdat(fields.at(at.linkage)) && tables.supportsComdat ? { name, selection: "any" } : undefined;
}
