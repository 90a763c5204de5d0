import * as z from "zod/mini";
import type { Origin } from "../kpi/foreign.js";
import type { AuditJson } from "./audit-json.js";

const count = z.int().check(z.nonnegative());
const image = z.exactOptional(z.string().check(z.describe("the architecture or the member that it is in, where the file holds several")));

const ORIGINS = [
  "compiler-runtime", "stack-growth", "thread-local", "unwinder", "c++-abi", "rust", "intrinsic",
  "libc", "libm", "libkmod", "linker", "other-kext", "linux", "user-space",
] as const satisfies readonly Origin[];

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
      frame: count.check(z.describe("bytes of stack that its prologue reserves, as clang's -fstack-usage says")),
      deepest: count.check(z.describe("bytes of stack that it uses at most, without what it calls")),
      depth: count.check(z.describe("bytes of stack that it and what it calls use, as far as they are bounded")),
      isEntry: z.boolean().check(z.describe("whether nothing in its image calls it")),
      unbounded: z.exactOptional(
        z.strictObject({ cause: z.enum(["recursion", "indirect-call", "dynamic-stack"]), function: z.string() }).check(z.describe("why depth is no bound, and the function that brings it about")),
      ),
      image,
    }),
  ),
  undefined: z.array(
    z.strictObject({
      symbol: z.string(),
      bundle: z.exactOptional(z.string().check(z.describe("the bundle that exports it"))),
      declaration: z.exactOptional(z.string().check(z.describe("in C, where the built-in table has it"))),
      origin: z.exactOptional(z.enum(ORIGINS).check(z.describe("what it is part of, where that is not the kernel"))),
      cause: z.exactOptional(z.string().check(z.describe("why it is not resolved"))),
      cure: z.exactOptional(z.string()),
      image,
    }),
  ),
  libraries: z.exactOptional(z.record(z.string(), z.string()).check(z.describe("the OSBundleLibraries that follow from the symbols: bundles and versions"))),
  counts: z.strictObject({ images: count, functions: count, instructions: count, errors: count, warnings: count, remarks: count }),
}) satisfies z.ZodMiniType<AuditJson>;
