// Abbreviations: how the fields of a record are laid out, defined in the bitstream itself.

import { BitcodeError } from "./bitcode-error.js";
import type { BitCursor } from "./cursor.js";

/** How one field is written. */
export type ScalarEncoding =
  /** Not written at all: the abbreviation has its value. `exact` is there where the value is not. */
  | { readonly kind: "literal"; readonly value: number; readonly exact?: bigint }
  | { readonly kind: "fixed"; readonly width: number }
  | { readonly kind: "vbr"; readonly width: number }
  | { readonly kind: "char6" };

/** A record's layout: its code, then fields, and at the end perhaps an array of like fields or a blob of bytes. */
export interface Abbreviation {
  readonly code: ScalarEncoding;
  readonly scalars: readonly ScalarEncoding[];
  /** How each element of the array is written. */
  readonly array?: ScalarEncoding;
  readonly hasBlob: boolean;
}

/** The numbers of encodings. */
const FIXED = 1;
const VBR = 2;
const ARRAY = 3;
const CHAR6 = 4;
const BLOB = 5;

/** LLVM stays far below these. */
const MOST_FIELDS = 256;
/** Literals are operands that take no room in a record: without a limit a small file could ask for endless work. */
const MOST_LITERALS = 32;

/**
 * Reads a definition; the cursor stands behind the id that announced it.
 *
 * @throws BitcodeError for a definition that no record could follow.
 */
export function readAbbreviation(cursor: BitCursor): Abbreviation {
  const start = cursor.bitOffset;
  const count = cursor.vbr(5);
  if (count > MOST_FIELDS) throw new BitcodeError(`an abbreviation of ${count} fields`, start);
  const scalars: ScalarEncoding[] = [];
  let array: ScalarEncoding | undefined;
  let hasBlob = false;
  for (let index = 0; index < count; index++) {
    const encoding = readEncoding(cursor);
    if (array !== undefined || hasBlob) throw new BitcodeError("an abbreviation with fields behind an array or a blob", start);
    if (encoding === "blob") {
      hasBlob = true;
    } else if (encoding === "array") {
      // The element stands behind the array and counts as a field.
      const element = ++index < count ? readEncoding(cursor) : undefined;
      if (typeof element !== "object") throw new BitcodeError("an array in an abbreviation without one plain element behind it", start);
      array = element;
    } else {
      scalars.push(encoding);
    }
  }
  const literals = scalars.filter(({ kind }) => kind === "literal").length;
  if (literals > MOST_LITERALS) throw new BitcodeError(`an abbreviation of ${literals} literals`, start);
  const code = scalars.shift();
  if (code === undefined) throw new BitcodeError("an abbreviation without a field for the code", start);
  return { code, scalars, ...(array && { array }), hasBlob };
}

function readEncoding(cursor: BitCursor): ScalarEncoding | "array" | "blob" {
  const start = cursor.bitOffset;
  if (cursor.fixed(1) === 1) return readLiteral(cursor);
  const encoding = cursor.fixed(3);
  switch (encoding) {
    case FIXED: {
      const width = cursor.vbr(5);
      if (width > 64) throw new BitcodeError(`a fixed field of ${width} bits`, start);
      // Writers define fields of no bits for lists that turn out empty; they read as 0.
      return width === 0 ? { kind: "literal", value: 0 } : { kind: "fixed", width };
    }
    case VBR: {
      const width = cursor.vbr(5);
      if (width === 1 || width > 32) throw new BitcodeError(`a VBR field of ${width} bits`, start);
      return width === 0 ? { kind: "literal", value: 0 } : { kind: "vbr", width };
    }
    case ARRAY:
      return "array";
    case CHAR6:
      return { kind: "char6" };
    case BLOB:
      return "blob";
    default:
      throw new BitcodeError(`unknown encoding ${encoding} of a field`, start);
  }
}

function readLiteral(cursor: BitCursor): ScalarEncoding {
  const value = cursor.vbr(8);
  return value > Number.MAX_SAFE_INTEGER ? { kind: "literal", value, exact: cursor.wide } : { kind: "literal", value };
}
