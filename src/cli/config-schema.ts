import * as z from "zod/mini";

const ruleSetting = z.enum(["error", "warning", "remark", "off"]);

const bytes = z.optional(z.int().check(z.nonnegative()));

/** What `audit` in the configuration may hold. */
const auditSchema = z.strictObject({
  rules: z.optional(
    z
      .record(
        z.string(),
        z.union([
          ruleSetting,
          z.strictObject({
            severity: z.optional(ruleSetting.check(z.describe("for all functions"))),
            functions: z.optional(z.record(z.string(), ruleSetting).check(z.describe("for functions by symbol or Rust path, before what is said for all"))),
          }),
        ]),
      )
      .check(z.describe("by a rule's code, what its findings are to be, as in { \"floating-point\": \"warning\" }")),
  ),
  stack: z.optional(
    z
      .strictObject({ frameWarning: bytes, frameError: bytes, depthWarning: bytes, depthError: bytes })
      .check(z.describe("bytes of stack, of one function and of a function with all that it calls, that may be used without a warning or an error")),
  ),
});

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
  kpi: z.optional(z.array(z.string()).check(z.describe("lists of what a kernel, or another kext, exports, as --kpi takes them; paths count from the configuration's folder"))),
  targetRelease: z.optional(z.string().check(z.describe("the oldest macOS to run on, as --target-release"))),
  audit: z.optional(auditSchema.check(z.describe("what the audit of objects, kexts and modules is to do"))),
  warningsAsErrors: z.optional(z.boolean().check(z.describe("as -Werror"))),
  strict: z.optional(z.boolean().check(z.describe("as --strict"))),
});

export type Config = z.infer<typeof configSchema>;
