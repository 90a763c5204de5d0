// Comdats: groups of symbols of which the linker keeps one copy.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import { COMDAT_SELECTIONS, type ComdatSelection } from "../codes/global-values.js";
import type { KeptRecord } from "./module-records.js";
import { textAt } from "./string-table.js";
import { decodeText } from "./text.js";

export interface Comdat {
  readonly name: string;
  /** Which copy is kept; `any` for a number that means nothing yet. */
  readonly selection: ComdatSelection;
}

/** @throws BitcodeError */
export function readComdat({ operands, bitOffset }: KeptRecord, version: number, strtab: Uint8Array | undefined): Comdat {
  const selection = COMDAT_SELECTIONS[operands[version < 2 ? 0 : 2] ?? 0] ?? "any";
  if (version >= 2) return { name: textAt(strtab, operands[0] ?? 0, operands[1] ?? 0, bitOffset), selection };
  // Selection, length, name.
  const size = operands[1] ?? 0;
  if (2 + size > operands.length) throw new BitcodeError("a comdat's name is cut short", bitOffset);
  return { name: decodeText(Uint8Array.from(operands.slice(2, 2 + size))), selection };
}
