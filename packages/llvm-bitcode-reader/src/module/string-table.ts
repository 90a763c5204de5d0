// Names of symbols. Since LLVM 5 they stand in one blob outside the modules; before, in each
// module's value symbol table.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import { type Block, walkBlock } from "../bitstream/walk.js";
import { StringTableCode, ValueSymbolTableCode } from "../codes/tables.js";
import { decodeText } from "./text.js";

/** The text at a place of a string table. @throws BitcodeError where there is none. */
export function textAt(strtab: Uint8Array | undefined, offset: number, size: number, bitOffset: number): string {
  if (size === 0) return "";
  if (strtab === undefined || offset + size > strtab.length) {
    throw new BitcodeError(`a name of ${size} bytes at ${offset} of a string table of ${strtab?.length ?? 0}`, bitOffset);
  }
  return decodeText(strtab.subarray(offset, offset + size));
}

/** The blob of a STRTAB_BLOCK or SYMTAB_BLOCK. */
export function readBlob(bytes: Uint8Array, block: Block): Uint8Array | undefined {
  let blob: Uint8Array | undefined;
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record(record) {
      if (record.code === StringTableCode.BLOB) blob = record.blob;
    },
  });
  return blob;
}

/** Names by value number, from a module's VALUE_SYMTAB. @throws BitcodeError */
export function readValueNames(bytes: Uint8Array, block: Block): Map<number, string> {
  const names = new Map<number, string>();
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record(record) {
      // Of a function it also tells where its body is, which is found without.
      const nameFrom = record.code === ValueSymbolTableCode.ENTRY ? 1 : record.code === ValueSymbolTableCode.FNENTRY ? 2 : undefined;
      if (nameFrom !== undefined && record.length > nameFrom) names.set(record.operand(0), decodeText(record.byteOperands(nameFrom)));
    },
  });
  return names;
}
