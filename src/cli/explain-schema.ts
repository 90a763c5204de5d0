import * as z from "zod/mini";

/** The schema of what `kextir explain --json` prints. */
export const explainSchema = z.strictObject({
  schemaVersion: z.literal(1),
  codes: z.array(
    z.strictObject({
      code: z.string(),
      area: z.string(),
      title: z.string(),
      text: z.string(),
      example: z.exactOptional(z.strictObject({ passes: z.string(), module: z.string() })),
    }),
  ),
});

export type ExplainReport = z.infer<typeof explainSchema>;
