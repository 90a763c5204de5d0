// Lists and explains passes and pipelines.

import { DEFAULT_PIPELINE } from "../../driver/catalog.js";
import { optionsSchema, type PassCatalog } from "../../pass/configure.js";
import type { Pass } from "../../pass/pass.js";
import { closest } from "../../support/closest.js";
import { UsageError } from "../../support/diagnostic.js";
import { defineCommand } from "../command.js";
import { configOptions, loadConfig } from "../config.js";
import { ExitCode } from "../exit-code.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { knownPasses, loadPassOption } from "../pipeline-options.js";
import { formatColumns, printJson, printText } from "../print-report.js";
import type { PassesReport } from "../passes-schema.js";

const sourceOptions = { ...loadPassOption, ...configOptions } as const satisfies Options;

export const passes = defineCommand({
  usage: "passes [NAME] [--json]",
  description: "Lists the passes and the pipelines that are made of them, or explains one pass and its options.",
  options: sourceOptions,
  groups: [{ title: "Where from", options: sourceOptions }],
  examples: [
    ["kextir passes", "what there is"],
    ["kextir passes rename-symbols", "what one does, and its options"],
  ],

  async run({ options, operands, messages }) {
    const { config } = await loadConfig(options, undefined);
    const known = await knownPasses(options["load-pass"], config);
    const shown = chosen(known, onlyOperand(operands, "pass"));
    if (messages.json) printJson(report(shown));
    else printText(operands.length === 0 ? formatList(shown) : formatOne(shown));
    return ExitCode.Done;
  },
});

function chosen(known: PassCatalog, name: string | undefined): PassCatalog {
  if (name === undefined) return known;
  const pass = known.passes.find((candidate) => candidate.name === name);
  if (pass !== undefined) return { passes: [pass], pipelines: {} };
  const text = Object.hasOwn(known.pipelines, name) ? known.pipelines[name] : undefined;
  if (text !== undefined) return { passes: [], pipelines: { [name]: text } };
  const near = closest(name, [...known.passes.map((candidate) => candidate.name), ...Object.keys(known.pipelines)]);
  throw new UsageError(`unknown pass '${name}'`, near === undefined ? "'kextir passes' lists them" : `did you mean '${near}'?`);
}

function report({ passes: shown, pipelines }: PassCatalog): PassesReport {
  return {
    schemaVersion: 1,
    passes: shown.map((pass) => ({
      name: pass.name,
      summary: pass.summary,
      description: pass.description,
      options: { ...optionsSchema(pass) },
    })),
    pipelines: Object.entries(pipelines).map(([name, text]) => ({ name, passes: text, isDefault: name === DEFAULT_PIPELINE })),
  };
}

function formatList({ passes: shown, pipelines }: PassCatalog): string {
  const pipelineRows = Object.entries(pipelines).map(([name, text]) => [
    name,
    `${text === "" ? "(nothing)" : text}${name === DEFAULT_PIPELINE ? " (the default)" : ""}`,
  ]);
  return `Passes:
${formatColumns(shown.map(({ name, summary }) => [name, summary]))}

Pipelines:
${formatColumns(pipelineRows)}

'kextir passes NAME' explains one.`;
}

function formatOne({ passes: [pass], pipelines }: PassCatalog): string {
  if (pass !== undefined) return formatPass(pass);
  return Object.entries(pipelines).map(([name, text]) => `${name}: ${text === "" ? "runs no pass" : text}`).join("\n");
}

function formatPass(pass: Pass): string {
  const { properties = {}, additionalProperties } = optionsSchema(pass);
  const rows = Object.entries(properties).map(([key, { type, description = "", default: preset }]) => [
    spell(key, type),
    `${description}${preset === undefined || preset === false || JSON.stringify(preset) === "[]" ? "" : ` (default: ${JSON.stringify(preset)})`}`,
  ]);
  if (typeof additionalProperties === "object" && additionalProperties !== null) {
    rows.push(["NAME=TEXT", "description" in additionalProperties ? String(additionalProperties.description) : "anything else"]);
  }
  const options = rows.length === 0 ? "It takes no options." : `Options, as in --passes='${pass.name}<${rows[0]![0]}>':\n${formatColumns(rows)}`;
  return `${pass.name}: ${pass.summary}\n\n${pass.description}\n\n${options}`;
}

function spell(key: string, type: string | undefined): string {
  if (type === "boolean") return key;
  if (type === "number" || type === "integer") return `${key}=N`;
  return `${key}=TEXT`;
}
