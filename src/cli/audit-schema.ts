import * as z from "zod/mini";
import type { AuditJson } from "./audit-json.js";

const count = z.int().check(z.nonnegative());
const image = z.exactOptional(z.string().check(z.describe("the architecture or the member that it is in, where the file holds several")));

/** The schema of what `kextir audit --format=json` prints. */
export const auditSchema = z.strictObject({
  schemaVersion: z.literal(1),
  file: z.string(),
  verdict: z.enum(["clean", "warnings", "unfit"]).check(z.describe("unfit: there are errors; warnings: there are warnings; clean: neither")),
  findings: z.array(
    z.strictObject({
      code: z.string().check(z.describe("of the rule, as kextir explain takes it")),
      severity: z.enum(["error", "warning", "remark"]),
      message: z.string(),
      function: z.exactOptional(z.string().check(z.describe("its symbol; section and offset where it has none"))),
      demangled: z.exactOptional(z.string()),
      address: z.exactOptional(z.number()),
      instruction: z.exactOptional(z.string()),
      symbol: z.exactOptional(z.string().check(z.describe("what is called, or what the finding is about"))),
      text: z.exactOptional(z.string()),
      span: z.exactOptional(z.strictObject({ start: z.int(), end: z.int() }).check(z.describe("byte offsets into a module's text, half open"))),
      notes: z.exactOptional(z.readonly(z.array(z.string()))),
      fix: z.exactOptional(z.string()),
      image,
      source: z.exactOptional(z.strictObject({ file: z.string(), line: z.int() })),
    }),
  ),
  functions: z.array(
    z.strictObject({
      name: z.string(),
      demangled: z.string(),
      address: z.number(),
      size: count,
      instructions: count,
      image,
    }),
  ),
  undefined: z.array(
    z.strictObject({
      symbol: z.string(),
      image,
    }),
  ),
  counts: z.strictObject({ images: count, functions: count, instructions: count, errors: count, warnings: count, remarks: count }),
}) satisfies z.ZodMiniType<AuditJson>;
