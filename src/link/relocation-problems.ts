// What keeps a relocation from being applied, but for what only one kind of it can have.

import { x86RelocationTypes } from "../macho/layout.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { type Field, fieldError, symbolName } from "./field.js";

/** What keeps a relocation from being applied; undefined where it was. */
export type Problem = Diagnostic | undefined;

export function farAway(field: Field, distance: number): Diagnostic {
  return fieldError("link-overflow", field, `would hold the distance ${distance}`, "the object asks for an address far outside the kext: look at the source there");
}

export function leftOut(field: Field): Diagnostic {
  return fieldError(
    "link-left-out",
    field,
    "refers to debug info, an unwind table or bitcode, which do not go into a kext",
    "take the reference out; code that unwinds does not exist in the kernel",
  );
}

export function farNumber(field: Field): Diagnostic {
  return fieldError("link-far-number", field, `reaches the fixed address '${symbolName(field, field.relocation)}' by its distance, and where the kext is loaded is not known`, "load the number into a register");
}

export function malformed(field: Field): Diagnostic {
  const { type, length, pcRelative } = field.relocation;
  const typeName = x86RelocationTypes[type] ?? `type ${type}`;
  return fieldError(
    "link-bad-relocation",
    field,
    `has a relocation that no x86_64 object has: ${typeName}, ${length} bytes, ${pcRelative ? "relative to the instruction" : "not relative to the instruction"}`,
    "the object is damaged, or was made by a tool that writes another format: compile it again",
  );
}
