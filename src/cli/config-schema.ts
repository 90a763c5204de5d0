import * as z from "zod/mini";

/** What `kextir.config.json` may hold. Command line options go before it. */
export const configSchema = z.strictObject({
  $schema: z.optional(z.string().check(z.describe("where an editor finds this schema"))),
  passes: z.optional(z.string().check(z.describe("the pipeline, as --passes takes it"))),
  pipelines: z.optional(
    z.record(z.string(), z.string()).check(z.describe("pipelines of your own by name, each as pipeline text")),
  ),
  target: z.optional(z.string().check(z.describe("the triple to compile for"))),
  optimizationLevel: z.optional(
    z.enum(["0", "1", "2", "3", "s", "z"]).check(z.describe("the level to compile at, as in -O2")),
  ),
  clangArgs: z.optional(z.array(z.string()).check(z.describe("further arguments for clang"))),
  warningsAsErrors: z.optional(z.boolean().check(z.describe("as -Werror"))),
  strict: z.optional(z.boolean().check(z.describe("as --strict"))),
});

export type Config = z.infer<typeof configSchema>;
