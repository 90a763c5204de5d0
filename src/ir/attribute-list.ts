// Edits that change a written list of attributes, in a group or on a function.

import { type Attribute, type AttributeItem, printAttribute, sameAttribute } from "../asm/attributes.js";
import { CLASSES, BLANK, OPEN_BRACE } from "../asm/characters.js";
import type { TextEdit } from "./edited-text.js";

/** Where a list is written. */
export interface AttributeText {
  readonly bytes: Buffer;
}

/**
 * The edits that set `set` and remove the keys `remove` in the list `items`.
 * `end` is where an attribute goes when nothing is there to go before or after:
 * a group's `}`, or the end of a function's attributes. Enum attributes go
 * before the first string attribute, as LLVM prints them.
 */
export function attributeEdits(
  text: AttributeText,
  items: readonly AttributeItem[],
  end: number,
  set: readonly Attribute[],
  remove: readonly string[],
  inGroup: boolean,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const leaving = new Set<AttributeItem>();
  const missing = new Map(set.map((attribute) => [attribute.key, attribute]));
  for (const item of items) {
    if (item.group !== undefined) continue;
    const wanted = missing.get(item.key);
    const isRepeated = wanted === undefined && set.some((attribute) => attribute.key === item.key);
    if (wanted !== undefined) {
      missing.delete(item.key);
      if (!sameAttribute(item, wanted)) edits.push({ start: item.start, stop: item.stop, text: print(wanted, inGroup) });
    } else if (isRepeated || remove.includes(item.key)) {
      leaving.add(item);
      edits.push(removal(text.bytes, item));
    }
  }
  const added = [...missing.values()];
  if (added.length === 0) return edits;

  const firstString = items.find((item) => item.group === undefined && item.quoted && !leaving.has(item));
  const enums = added.filter((attribute) => !attribute.quoted).map((attribute) => print(attribute, inGroup)).join(" ");
  const strings = added.filter((attribute) => attribute.quoted).map((attribute) => print(attribute, inGroup)).join(" ");
  const lastItem = items.at(-1);
  const tail = lastItem === undefined ? end : lastItem.stop;
  if (enums !== "" && firstString !== undefined) edits.push({ start: firstString.start, stop: firstString.start, text: `${enums} ` });
  const last = [firstString === undefined ? enums : "", strings].filter((part) => part !== "").join(" ");
  if (last !== "") edits.push(insertion(text.bytes, tail, last));
  return edits.sort((a, b) => a.start - b.start || a.stop - b.stop);
}

/** In a group `align` and `alignstack` are written with `=` (LLVM LangRef, Attribute Groups). */
function print(attribute: Attribute, inGroup: boolean): string {
  const text = printAttribute(attribute);
  return inGroup && !attribute.quoted ? text.replace(/^(align|alignstack)\(([0-9]+)\)$/, "$1=$2") : text;
}

/** Takes an item out with the blanks before it, so that none are left over. */
export function removal(bytes: Buffer, item: { readonly start: number; readonly stop: number }): TextEdit {
  let start = item.start;
  while (start > 0 && bytes[start - 1] === 0x20) start--;
  const touchesLeft = start === item.start;
  // Between two tokens one blank stays where the item stood without any before it.
  return { start, stop: item.stop, text: touchesLeft ? "" : keepsApart(bytes, start, item.stop) };
}

/** A blank where taking out `[start, stop)` would join two words. */
function keepsApart(bytes: Buffer, start: number, stop: number): string {
  const after = bytes[stop];
  return start > 0 && after !== undefined && CLASSES[after]! & 1 && CLASSES[bytes[start - 1]!]! & 1 ? " " : "";
}

/** Puts `text` at `at`, kept apart from what stands around it. */
export function insertion(bytes: Buffer, at: number, text: string): TextEdit {
  const before = at > 0 ? bytes[at - 1]! : 0x20;
  const after = bytes[at];
  const left = CLASSES[before]! & BLANK ? "" : " ";
  // `{}` and `{ }` both become `{ text }`; a `{` that opens a body keeps its distance.
  const right = after !== undefined && !(CLASSES[after]! & BLANK) && (after === OPEN_BRACE || after === 0x7d || CLASSES[after]! & 1) ? " " : "";
  return { start: at, stop: at, text: left + text + right };
}
