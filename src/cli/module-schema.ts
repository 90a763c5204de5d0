import * as z from "zod/mini";
import type { ModuleReport } from "../driver/module-report.js";

const count = z.int().check(z.nonnegative());

/** The schema of what `kextir inspect --json` prints of a module. */
export const moduleSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal("module"),
  format: z.enum(["text", "bitcode"]),
  producer: z.nullable(z.string()).check(z.describe("what wrote the bitcode; null for text, which does not say")),
  compilers: z.array(z.string()).check(z.describe("the compilers that !llvm.ident names")),
  dialect: z.strictObject({
    pointers: z.enum(["typed", "opaque", "both", "none"]),
    atLeast: z.nullable(z.int()).check(z.describe("the LLVM release that is needed at least to read it")),
    because: z.array(z.string()),
  }),
  sourceFilename: z.nullable(z.string()),
  triple: z.nullable(z.string()),
  dataLayout: z.nullable(z.string()),
  bytes: count,
  lines: count,
  counts: z.strictObject({
    definitions: count,
    declarations: count,
    variables: count,
    aliases: count,
    types: count,
    comdats: count,
    attributeGroups: count,
    namedMetadata: count,
    metadataNodes: count,
    assemblyLines: count,
    unknown: count,
  }),
  attributes: z.array(z.strictObject({ attribute: z.string(), definitions: count })),
  symbols: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(["function", "variable", "alias", "ifunc"]),
      linkage: z.string(),
      isDefinition: z.boolean(),
      bytes: count.check(z.describe("of its text")),
    }),
  ),
  unterminatedStrings: z.array(z.strictObject({ name: z.string(), text: z.string() })),
}) satisfies z.ZodMiniType<ModuleReport>;
