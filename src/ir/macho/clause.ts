import { BLANK, CLASSES, COMMA } from "../../asm/characters.js";
import type { TextEdit } from "../edited-text.js";

/** The edit that takes out a clause such as `section "s"` or `comdat`, with the blank and comma before it. */
export function clauseRemoval(bytes: Buffer, clause: { readonly start: number; readonly stop: number }): TextEdit {
  let { start } = clause;
  const skipBlank = (): void => {
    while (CLASSES[bytes[start - 1]!]! & BLANK) start--;
  };
  skipBlank();
  if (bytes[start - 1] === COMMA) {
    start--;
    skipBlank();
  }
  return { start, stop: clause.stop, text: "" };
}
