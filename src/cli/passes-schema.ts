import * as z from "zod/mini";

/** The schema of what `kextir passes --json` prints. */
export const passesSchema = z.strictObject({
  schemaVersion: z.literal(1),
  passes: z.array(
    z.strictObject({
      name: z.string(),
      /** One line. */
      summary: z.string(),
      description: z.string(),
      /** The JSON Schema of the options. */
      options: z.record(z.string(), z.unknown()),
    }),
  ),
  pipelines: z.array(
    z.strictObject({
      name: z.string(),
      /** Pipeline text. */
      passes: z.string(),
      isDefault: z.boolean(),
    }),
  ),
});

export type PassesReport = z.infer<typeof passesSchema>;
