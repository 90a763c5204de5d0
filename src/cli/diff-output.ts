// Renders a difference as the options of `diff` ask, and shows it.

import { basename } from "node:path";
import { titleOf } from "../diff/hunk-title.js";
import { printHtmlReport } from "../diff/html/report.js";
import { printDiffJson } from "../diff/json.js";
import type { Line } from "../diff/line-changes.js";
import type { Difference } from "../diff/pipeline-diff.js";
import type { AttributeReport } from "../diff/report.js";
import type { Change, Segment } from "../diff/segments.js";
import { printSideBySide } from "../diff/side-by-side.js";
import { attributeLines, formatStat } from "../diff/stat.js";
import { printUnified } from "../diff/unified.js";
import { UsageError } from "../support/diagnostic.js";
import { shellQuote } from "../toolchain/shell-quote.js";
import { isColorWanted } from "./color.js";
import { pager } from "./environment.js";
import type { MessageOptions } from "./message-options.js";
import type { Options, OptionValues } from "./options.js";
import { writeOutputs } from "./output.js";
import { reportPage } from "./report-page.js";
import { isTerminal, terminalWidth } from "./terminal.js";

export const formatOptions = {
  format: { value: "FORMAT", choices: ["unified", "stat", "side-by-side", "json", "html"], help: "unified (the default): patch -p0 makes AFTER of it, byte for byte; stat: counts; side-by-side: as wide as the terminal; json; html: a page for a browser" },
  stat: { help: "the same as --format=stat" },
  output: { short: "o", value: "FILE", help: "where to write it; - and nothing: standard output, through a pager where that is a terminal" },
  width: { value: "COLUMNS", help: "how wide side-by-side is, where it is not to be as wide as the terminal" },
  word: { help: "mark the words that differ, as git diff --word-diff: [-gone-]{+new+}, or by colour; not for patch" },
  blame: { help: "name, before each changed line, the passes that changed it" },
} as const satisfies Options;

type Format = NonNullable<OptionValues<typeof formatOptions>["format"]>;

/** What was asked for. */
export interface FormatChoice {
  readonly options: OptionValues<typeof formatOptions>;
  readonly messages: MessageOptions;
  readonly commandLine: readonly string[];
}

/** A difference and what it is of. */
export interface Shown {
  readonly difference: Difference;
  /** The passes that ran. */
  readonly passes: readonly string[];
  readonly names: readonly [before: string, after: string];
  readonly labels: readonly [before: string, after: string];
  /** The text that lines are counted in. */
  readonly bytes: Buffer;
  /** The passes with their options. */
  readonly passTexts: readonly string[];
  /** The one pass that is looked at; undefined for all. */
  readonly onlyPass: string | undefined;
}

/** Shows a difference and returns whether there is one: what is only numbered differently is none to all forms but a patch. */
export async function showDifference(choice: FormatChoice, shown: Shown): Promise<boolean> {
  const { difference } = shown;
  if (choice.options.word && formatOf(choice) !== "unified") throw new UsageError("--word is a form of the unified diff", "leave out --word or the other format");
  if (formatOf(choice) === "html" && choice.options.output === undefined && isTerminal(1)) {
    throw new UsageError("--format=html: a page is for a browser, not for a terminal", "write it to a file: -o report.html");
  }
  const isDifferent = formatOf(choice) === "unified" ? hasChange(difference.segments()) : hasReport(difference);
  await show(render(choice, shown, isDifferent), choice.options.output);
  return isDifferent;
}

/** To a pager where standard output is a terminal, as git does. */
async function show(pieces: Iterable<Uint8Array>, path: string | undefined): Promise<void> {
  const command = path === undefined && isTerminal(1) ? pager() : undefined;
  if (command !== undefined) {
    const { page } = await import("../toolchain/pager.js");
    if (await page(command, pieces)) return;
  }
  writeOutputs([{ path, pieces }]);
}

function hasChange(segments: Iterable<Segment>): boolean {
  for (const { kind } of segments) if (kind === "change") return true;
  return false;
}

function hasReport(difference: Difference): boolean {
  return difference.report().changes[Symbol.iterator]().next().done !== true || difference.attributes().length > 0;
}

function formatOf({ options, messages }: FormatChoice): Format {
  return messages.json ? "json" : options.stat ? "stat" : (options.format ?? "unified");
}

function render(choice: FormatChoice, { difference, passes, passTexts, onlyPass, names, labels, bytes }: Shown, isDifferent: boolean): Iterable<Buffer> {
  const { options, messages } = choice;
  const format = formatOf(choice);
  if (format === "json") return printDiffJson(difference.report(), bytes);
  if (format === "stat") return [Buffer.from(formatStat(difference.report(), { most: messages.verbose ? Infinity : MOST_NAMES }))];
  if (format === "html") {
    return printHtmlReport(difference, {
      page: reportPage(),
      title: [...new Set(names)].map((name) => basename(name)).join(" → "),
      commandLine: shellQuote(["kextir", ...choice.commandLine]),
      passes: passes.map((name, at) => ({ name, text: passTexts[at] ?? name })).filter(({ name }) => onlyPass === undefined || name === onlyPass),
      input: bytes,
    });
  }
  if (!isDifferent) return [];
  const color = options.output === undefined ? isColorWanted(messages.color, 1) : messages.color === "always";
  if (format === "side-by-side") {
    const report = difference.report();
    return printSideBySide(report, { width: widthOf(options.width), remarks: remarksOf(report.attributes), color });
  }
  return printUnified(difference.segments(), {
    names,
    labels,
    remarks: remarksOf(difference.attributes()),
    title: (changes) => titleWithPasses(changes, passes),
    words: options.word,
    margin: options.blame ? blameMargin(passes) : undefined,
    color,
  });
}

function widthOf(given: string | undefined): number {
  if (given === undefined) return terminalWidth();
  if (!/^[1-9]\d{0,4}$/.test(given)) throw new UsageError(`--width: '${given}' is no number of columns`);
  return Number(given);
}

const MOST_NAMES = 8;

/** The entities that a hunk changes, and the passes that do. */
function titleWithPasses(changes: readonly Change[], passes: readonly string[]): string {
  const steps = [...new Set(changes.flatMap(({ before, after }) => [...before, ...after].flatMap((line) => line.steps)))].sort((a, b) => a - b);
  const by = steps.length === 0 ? "" : ` (${steps.map((step) => passes[step - 1]).join(", ")})`;
  return `${titleOf(changes)}${by}`;
}

function remarksOf(attributes: readonly AttributeReport[]): string[] {
  return [...new Set(attributes.map(({ pass }) => pass))].flatMap((pass) =>
    attributeLines(attributes.filter((report) => report.pass === pass), MOST_NAMES).map((line) => (pass === undefined ? line : `${pass}: ${line}`)),
  );
}

function blameMargin(passes: readonly string[]): (line: Line | undefined) => string {
  const width = Math.min(WIDEST_MARGIN, Math.max(0, ...passes.map((pass) => pass.length)));
  return (line) => `${(line?.steps ?? []).map((step) => passes[step - 1]).join(",").padEnd(width)} `;
}

const WIDEST_MARGIN = 24;
