// The whole table, in the order of documentation.

import { attributes, attributeTexts } from "./attributes.js";
import { UNDECLARED_ROW } from "./code.js";
import { constants } from "./constants.js";
import { ASSIGN_ROW, DECLARE_VALUE_ROW, EXPRESSION_ROW, RECORD_ROW } from "./debug-records.js";
import { instructions } from "./instructions.js";
import { intrinsics } from "./intrinsics.js";
import { metadata } from "./metadata.js";
import { MODULE_ROWS } from "./module-level.js";
import { NUMBERING_ROW } from "./numbering.js";
import type { Row } from "./row.js";

/** The oldest LLVM that can be written for: 14 and 13 do not read `ptr`. */
export const OLDEST = 15;

/** The LLVM whose text needs no rewriting. */
export const NEWEST = 22;

export interface Chapter {
  readonly title: string;
  readonly rows: readonly Row[];
}

export const table: readonly Chapter[] = [
  { title: "Attributes and conventions", rows: [...attributes, ...attributeTexts] },
  { title: "Instructions", rows: instructions },
  { title: "Constants, types and globals", rows: constants },
  { title: "Intrinsics", rows: [...intrinsics, UNDECLARED_ROW] },
  { title: "Debug records", rows: [RECORD_ROW, ASSIGN_ROW, DECLARE_VALUE_ROW, EXPRESSION_ROW] },
  { title: "Metadata", rows: metadata },
  { title: "The module", rows: [NUMBERING_ROW, ...MODULE_ROWS] },
];
