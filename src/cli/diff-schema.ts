import * as z from "zod/mini";
import { KIND_WORDS } from "../diff/entity-name.js";
import type { DiffDocument } from "../diff/json.js";

const pass = z.nullable(z.string()).check(z.describe("the pass that did it; null where two files are compared"));

/** The schema of what `kextir diff --format=json` prints. */
export const diffSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal("diff"),
  passes: z.array(z.string()).check(z.describe("the passes that ran, in their order; a name that ran before has #2 and so on behind it")),
  attributes: z
    .array(z.strictObject({ pass, function: z.string(), added: z.array(z.string()), removed: z.array(z.string()) }))
    .check(z.describe("function attributes that came or went, through groups or in headers")),
  changes: z.array(
    z.strictObject({
      pass,
      entity: z.string().check(z.describe("its name before any pass, as the module writes it")),
      kind: z.enum(Object.values(KIND_WORDS)),
      fate: z.enum(["changed", "added", "removed"]),
      line: z.int().check(z.positive(), z.describe("of the first input, from 1; of what an added line stands behind")),
      before: z.nullable(z.string()).check(z.describe("whole lines as the pass found them; null for none")),
      after: z.nullable(z.string()).check(z.describe("whole lines as it left them; null for none")),
    }),
  ),
}) satisfies z.ZodMiniType<DiffDocument>;
