// Tables that are nothing but names, one a record.

import { type Block, walkBlock } from "../bitstream/walk.js";
import { MetadataCode } from "../codes/metadata.js";
import { decodeText } from "./text.js";

/** The names of OPERAND_BUNDLE_TAGS_BLOCK or SYNC_SCOPE_NAMES_BLOCK, in the order of their numbers. @throws BitcodeError */
export function readNames(bytes: Uint8Array, block: Block): string[] {
  const names: string[] = [];
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record: (record) => void names.push(decodeText(record.byteOperands())),
  });
  return names;
}

/** The kinds of METADATA_KIND_BLOCK, or of a METADATA_BLOCK up to 3.8: names by number. @throws BitcodeError */
export function readMetadataKinds(bytes: Uint8Array, block: Block): Map<number, string> {
  const kinds = new Map<number, string>();
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record(record) {
      if (record.code === MetadataCode.KIND) kinds.set(record.operand(0), decodeText(record.byteOperands(1)));
    },
  });
  return kinds;
}
