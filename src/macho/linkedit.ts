import type { Cursor } from "./cursor.js";
import type { FileParts } from "./file-parts.js";
import * as layout from "./layout.js";
import { commandName } from "./load-command.js";
import { MachOError } from "./macho-error.js";
import type { DataInCode, LinkeditData } from "./macho.js";
import { wordsOf } from "./words.js";

/** The range that a `linkedit_data_command`, of which command and size fields are already read, names. */
export function readLinkeditData(file: FileParts, command: number, cursor: Cursor): LinkeditData {
  const field = cursor.offset;
  const offset = cursor.u32();
  const size = cursor.u32();
  file.take(offset, size, `what ${commandName(command)} names`, field);
  return { command, offset, size };
}

/** The entries of an `LC_DATA_IN_CODE`, which fill the window: two words each, the offset, and from bit 0 length:16, kind:16. */
export function readDataInCode(table: Cursor): Uint32Array {
  if (table.remaining % layout.dataInCodeEntrySize !== 0) {
    throw new MachOError("macho-bad-count", `${table.remaining} bytes hold no whole number of entries of data in code`, table.offset);
  }
  return wordsOf(table.bytes(table.remaining));
}

/** The same, one object each. */
export function resolveDataInCode(words: Uint32Array): DataInCode[] {
  return Array.from({ length: words.length / 2 }, (_, index) => {
    const word = words[2 * index + 1]!;
    return { offset: words[2 * index]!, length: word & 0xffff, kind: word >>> 16 };
  });
}

/**
 * The addresses in an `LC_FUNCTION_STARTS`, which fills the window: each as the
 * distance from the one before it, the first from `base`, as ULEB128; 0 ends them.
 */
export function readFunctionStarts(table: Cursor, base: number): number[] {
  const addresses: number[] = [];
  let address = base;
  while (table.remaining > 0) {
    const distance = readUleb128(table);
    if (distance === 0) break;
    address += distance;
    addresses.push(address);
  }
  return addresses;
}

function readUleb128(table: Cursor): number {
  const start = table.offset;
  let value = 0;
  for (let scale = 1; scale < 2 ** 49; scale *= 0x80) {
    const byte = table.u8();
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
  throw new MachOError("macho-bad-count", "a distance between functions has more bits than an address", start);
}
