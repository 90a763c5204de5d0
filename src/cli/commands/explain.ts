// Explains the code that a diagnostic ends with.

import { closest } from "../../support/closest.js";
import { UsageError } from "../../support/diagnostic.js";
import { defineCommand } from "../command.js";
import { ExitCode } from "../exit-code.js";
import type { ExplainReport } from "../explain-schema.js";
import { explanationAreas } from "../explanations.js";
import type { Explanation } from "../explanations/explanation.js";
import { onlyOperand } from "../operands.js";
import { formatColumns, printJson, printText } from "../print-report.js";

export const explain = defineCommand({
  usage: "explain [CODE] [--json]",
  description: "Says what a diagnostic means and what to do about it, or lists the codes that diagnostics end with.",
  options: {},
  groups: [],
  examples: [
    ["kextir explain signature-clash", "what 'error: … [signature-clash]' means"],
    ["kextir explain", "every code, with what it is"],
  ],

  async run({ operands, messages }) {
    const code = onlyOperand(operands, "code")?.replace(/^\[(.*)\]$/, "$1");
    const explanation = code === undefined ? undefined : find(code);
    if (messages.json) printJson(report(code));
    else printText(explanation === undefined ? formatList() : formatExplanation(explanation));
    return ExitCode.Done;
  },
});

function find(code: string): Explanation {
  const all = explanationAreas.flatMap(({ explanations }) => explanations);
  const found = all.find((explanation) => explanation.code === code);
  if (found !== undefined) return found;
  const near = closest(code, all.map((explanation) => explanation.code));
  throw new UsageError(`no diagnostic has the code '${code}'`, near === undefined ? "'kextir explain' lists the codes" : `did you mean '${near}'?`);
}

function report(code: string | undefined): ExplainReport {
  const codes = explanationAreas.flatMap(({ title: area, explanations }) => explanations.map((explanation) => ({ area, ...explanation })));
  return { schemaVersion: 1, codes: code === undefined ? codes : codes.filter((entry) => entry.code === code) };
}

function formatList(): string {
  const sections = explanationAreas.map(
    ({ title, explanations }) => `${title}:\n${formatColumns(explanations.map((explanation) => [explanation.code, explanation.title]))}`,
  );
  return `${sections.join("\n\n")}\n\n'kextir explain CODE' explains one.`;
}

/** One explanation as `kextir explain CODE` prints it. */
export function formatExplanation({ code, title, text, example }: Explanation): string {
  const shown =
    example === undefined
      ? ""
      : example.module === ""
        ? "\n\nAn empty file is an example."
        : `\n\nFor example, with --passes='${example.passes}':\n\n${example.module.trimEnd().replace(/^(?=.)/gm, "    ")}`;
  return `${code}: ${title}\n\n${wrap(text)}${shown}`;
}

/** Paragraphs of lines as wide as a terminal. */
function wrap(text: string): string {
  const fill = (paragraph: string): string => {
    const lines = [""];
    for (const word of paragraph.split(/\s+/)) {
      const line = lines.at(-1)!;
      if (line !== "" && line.length + 1 + word.length > LINE_WIDTH) lines.push(word);
      else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    }
    return lines.join("\n");
  };
  return text.split("\n\n").map(fill).join("\n\n");
}

const LINE_WIDTH = 90;
