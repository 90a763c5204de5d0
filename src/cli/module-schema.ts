import * as z from "zod/mini";
import type { BlockReport, ModuleReport, ModulesReport, SymbolReport } from "../driver/report/module-report.js";

const count = z.int().check(z.nonnegative());

const symbol = z.strictObject({
  name: z.string(),
  kind: z.enum(["function", "variable", "alias", "ifunc"]),
  linkage: z.string(),
  isDefinition: z.boolean(),
  visibility: z.string(),
  type: z.string().check(z.describe("of the function, or of what the variable holds")),
  callingConvention: z.exactOptional(z.string()),
  unnamedAddr: z.exactOptional(z.string()),
  dllStorage: z.exactOptional(z.string()),
  threadLocal: z.exactOptional(z.string()),
  isConstant: z.exactOptional(z.boolean()),
  alignment: z.exactOptional(count).check(z.describe("in bytes")),
  section: z.exactOptional(z.string()),
  partition: z.exactOptional(z.string()),
  comdat: z.exactOptional(z.string()),
  gc: z.exactOptional(z.string()),
  attributes: z.array(z.string()).check(z.describe("as LLVM IR spells them")),
  returnAttributes: z.exactOptional(z.array(z.string())),
  parameterAttributes: z.exactOptional(z.array(z.array(z.string()))).check(z.describe("for each parameter")),
  instructions: z.exactOptional(count).check(z.describe("in a function's body")),
  bytes: z.exactOptional(count).check(z.describe("of its text")),
}) satisfies z.ZodMiniType<SymbolReport>;

const block = z.strictObject({
  blockId: count,
  name: z.nullable(z.string()),
  instances: count,
  records: count,
}) satisfies z.ZodMiniType<BlockReport>;

/** The schema of what `kextir inspect --json` prints of a module. */
export const moduleSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal("module"),
  format: z.enum(["text", "bitcode"]),
  path: z.array(z.strictObject({ kind: z.string(), name: z.string() })).check(z.describe("what the module was found in, outermost first")),
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
  moduleAsm: z.nullable(z.string()),
  bytes: count.check(z.describe("of the text, or of the bitcode")),
  lines: z.nullable(count).check(z.describe("of text")),
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
  types: z.array(z.strictObject({ name: z.string(), type: z.string() })).check(z.describe("structs that have a name")),
  sections: z.array(z.string()),
  comdats: z.array(z.strictObject({ name: z.string(), selection: z.string() })),
  moduleFlags: z.array(z.strictObject({ behavior: z.string(), name: z.string(), value: z.string() })),
  namedMetadata: z.array(z.strictObject({ name: z.string(), operands: count })),
  attributes: z.array(z.strictObject({ attribute: z.string(), definitions: count })),
  symbols: z.array(symbol),
  unterminatedStrings: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  blocks: z.exactOptional(z.array(block)).check(z.describe("what the bitstream is made of")),
}) satisfies z.ZodMiniType<ModuleReport>;

/** The schema of what `kextir inspect --json` prints of a file that holds several modules. */
export const modulesSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal("modules"),
  modules: z.array(moduleSchema),
  symbols: z.array(symbol).check(z.describe("of all modules")),
  blocks: z.array(block).check(z.describe("of all bitstreams in the file")),
}) satisfies z.ZodMiniType<ModulesReport>;
