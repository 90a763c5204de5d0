import * as z from "zod/mini";
import type { DiagnosticJson } from "./diagnostic-json.js";

/** The schema of what `--json` writes to standard error, one document on a line. */
export const diagnosticSchema = z.strictObject({
  schemaVersion: z.literal(1),
  severity: z.enum(["error", "warning", "remark", "note"]),
  code: z.string(),
  message: z.string(),
  file: z.exactOptional(z.string()),
  line: z.exactOptional(z.int().check(z.positive())),
  column: z.exactOptional(z.int().check(z.positive(), z.describe("in bytes"))),
  span: z.exactOptional(z.strictObject({ start: z.int(), end: z.int() }).check(z.describe("byte offsets into the file, half open"))),
  notes: z.exactOptional(z.array(z.string())),
  fix: z.exactOptional(z.string()),
  pass: z.exactOptional(z.string()),
}) satisfies z.ZodMiniType<DiagnosticJson>;
