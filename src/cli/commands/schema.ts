// Prints the JSON Schemas of what kextir reads and writes.

import * as z from "zod/mini";
import { closest } from "../../support/closest.js";
import { UsageError } from "../../support/diagnostic.js";
import { defineCommand } from "../command.js";
import { configSchema } from "../config-schema.js";
import { ExitCode } from "../exit-code.js";
import { onlyOperand } from "../operands.js";
import { formatColumns, printJson, printText } from "../print-report.js";
import { auditSchema } from "../audit-schema.js";
import { bisectSchema } from "../bisect-schema.js";
import { bootSchema } from "../boot-schema.js";
import { censusSchema } from "../census-schema.js";
import { diagnosticSchema } from "../diagnostic-schema.js";
import { diffSchema } from "../diff-schema.js";
import { doctorSchema } from "../doctor-schema.js";
import { explainSchema } from "../explain-schema.js";
import { moduleSchema, modulesSchema } from "../module-schema.js";
import { passesSchema } from "../passes-schema.js";

const SCHEMAS: Readonly<Record<string, { readonly of: string; readonly schema: z.core.$ZodType }>> = {
  config: { of: "kextir.config.json", schema: configSchema },
  diagnostic: { of: "one line of standard error with --json", schema: diagnosticSchema },
  passes: { of: "passes --json", schema: passesSchema },
  module: { of: "inspect --json of a module", schema: moduleSchema },
  modules: { of: "inspect --json of a file with several modules", schema: modulesSchema },
  census: { of: "inspect --json of objects", schema: censusSchema },
  audit: { of: "audit --format=json", schema: auditSchema },
  diff: { of: "diff --format=json", schema: diffSchema },
  bisect: { of: "bisect --json", schema: bisectSchema },
  boot: { of: "boot --json", schema: bootSchema },
  explain: { of: "explain --json", schema: explainSchema },
  doctor: { of: "doctor --json", schema: doctorSchema },
};

export const schema = defineCommand({
  usage: "schema [NAME]",
  description: `\
Prints a JSON Schema, or lists what there are schemas of. An editor that is given the schema of the
configuration, by its $schema key, completes and checks it.`,
  options: {},
  groups: [],
  examples: [["kextir schema config > kextir.schema.json", "the schema of kextir.config.json"]],

  async run({ operands }) {
    const name = onlyOperand(operands, "schema");
    if (name === undefined) {
      printText(formatColumns(Object.entries(SCHEMAS).map(([key, { of }]) => [key, of]), ""));
      return ExitCode.Done;
    }
    const found = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
    if (found === undefined) {
      const names = Object.keys(SCHEMAS);
      const near = closest(name, names);
      throw new UsageError(`unknown schema '${name}'`, near === undefined ? `known: ${names.join(", ")}` : `did you mean '${near}'?`);
    }
    printJson(z.toJSONSchema(found.schema, { io: "input" }));
    return ExitCode.Done;
  },
});
