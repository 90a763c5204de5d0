import { RelocationCursor, type RelocationTable } from "../macho/relocation.js";
import { X86_64_RELOC_SUBTRACTOR } from "./relocation-type.js";

/** The offset of a field that more than one relocation fills, in part at least; undefined where there is none. */
export function overlappingField(table: RelocationTable): number | undefined {
  return isDescending(table) ? undefined : firstOverlap(table);
}

/** Whether each field ends before the one of the entry before it begins, as compilers write them. */
function isDescending(table: RelocationTable): boolean {
  const entry = new RelocationCursor();
  let start = Infinity;
  for (let index = 0; index < table.length; index += 1) {
    table.read(index, entry);
    if (isSecondOfPair(table, index, entry.offset)) continue;
    if (entry.offset + entry.length > start) return false;
    start = entry.offset;
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
