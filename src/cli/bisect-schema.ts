import * as z from "zod/mini";

const changedUnit = z.strictObject({
  entity: z.string().check(z.describe("as in `define @f`, `global @text`, `metadata`")),
  rustPath: z.nullable(z.string()),
  cameAttributes: z.array(z.string()),
  wentAttributes: z.array(z.string()),
});

/** The schema of what `kextir bisect --json` prints. */
export const bisectSchema = z.strictObject({
  schemaVersion: z.literal(1),
  passes: z.array(z.string()).check(z.describe("the first bad pass; several where the test could not tell between them")),
  position: z.int().check(z.positive(), z.describe("the first of them in the pipeline, from 1")),
  pipeline: z.array(z.string()),
  changedEntities: z.int().check(z.describe("how many entities the pass changed")),
  guilty: z.array(changedUnit).check(z.describe("the smallest part of its change that makes the test fail")),
  diff: z.string(),
  testRuns: z.int(),
});

export type BisectReport = z.infer<typeof bisectSchema>;
