import type { RelocationTable } from "../macho/relocation.js";
import { X86_64_RELOC_SUBTRACTOR } from "./relocation-type.js";

/** The offset of a field that more than one relocation fills, in part at least; undefined where there is none. */
export function overlappingField(table: RelocationTable): number | undefined {
  return isDescending(table) ? undefined : firstOverlap(table);
}

/** Whether each field ends before the one of the entry before it begins, as compilers write them; the two entries of a pair count as one. */
function isDescending({ words }: RelocationTable): boolean {
  let start = Infinity;
  let isFirstOfPair = false;
  for (let at = 0; at < words.length; at += 2) {
    const offset = words[at]!;
    const word = words[at + 1]!;
    if (!(isFirstOfPair && offset === start) && offset + (1 << ((word >>> 25) & 3)) > start) return false;
    start = offset;
    isFirstOfPair = word >>> 28 === X86_64_RELOC_SUBTRACTOR;
  }
  return true;
}

function firstOverlap(table: RelocationTable): number | undefined {
  const fields: { readonly offset: number; readonly length: number }[] = [];
  for (let index = 0; index < table.length; index += 1) {
    const entry = table.entry(index);
    if (!isSecondOfPair(table, index, entry.offset)) fields.push(entry);
  }
  fields.sort((a, b) => a.offset - b.offset);
  return fields.find(({ offset }, index) => index > 0 && fields[index - 1]!.offset + fields[index - 1]!.length > offset)?.offset;
}

function isSecondOfPair(table: RelocationTable, index: number, offset: number): boolean {
  return table.type(index - 1) === X86_64_RELOC_SUBTRACTOR && table.entry(index - 1).offset === offset;
}
