import * as z from "zod/mini";
import type { CensusJson } from "../audit/census-table.js";

const count = z.int().check(z.nonnegative());

/** The schema of what `kextir inspect --json` prints of objects. */
export const censusSchema = z.strictObject({
  schemaVersion: z.literal(1),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      counts: z.strictObject({
        redZoneAccesses: count,
        floatingPointInstructions: count,
        stackProbes: count,
        undefinedSymbols: count,
        unterminatedStrings: count,
        unmeasuredStrings: count,
      }),
      undefinedSymbols: z.array(z.string()),
      findings: z.array(
        z.strictObject({
          kind: z.string().check(z.describe("the code of the rule, as kextir explain takes it")),
          function: z.string(),
          demangled: z.string(),
          address: z.number(),
          instruction: z.string(),
          callee: z.exactOptional(z.string()),
          text: z.exactOptional(z.string()),
        }),
      ),
    }),
  ),
}) satisfies z.ZodMiniType<CensusJson>;
