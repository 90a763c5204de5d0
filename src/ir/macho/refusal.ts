import type { Diagnostic } from "../../support/diagnostic.js";
import type { Entity } from "../entity.js";

/** The error about something that Mach-O or a kernel has no place for; `offset` is into the entity's `bytes` as they are now. */
export function refusal(entity: Entity, offset: number, code: string, message: string, fix: string): Diagnostic {
  const span = entity.span(offset);
  return { severity: "error", code, message, fix, ...(span && { span }) };
}
