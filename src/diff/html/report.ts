// A difference as one page that needs nothing else. It is a document first: every change stands in
// its markup, in `details` under the passes, with links to it. The script makes views of the same.

import { NEWLINE } from "../../asm/characters.js";
import type { Difference } from "../pipeline-diff.js";
import type { Fold } from "./entity-body.js";
import { escapeText, escapeValue, html } from "./escape.js";
import { linkPart, type ReportName, ReportNames } from "./names.js";
import { count, counts, Section } from "./section.js";

/** The page's script and style sheet, with the hashes by which alone it runs them, as a Content Security Policy has them. */
export interface ReportPage {
  readonly script: string;
  readonly scriptHash: string;
  readonly style: string;
  readonly styleHash: string;
}

export interface HtmlReportOptions {
  readonly page: ReportPage;
  readonly title: string;
  /** As a shell reads it. */
  readonly commandLine: string;
  readonly passes: readonly { readonly name: string; /** With its options. */ readonly text: string }[];
  /** The text that lines are counted in. */
  readonly input: Buffer;
}

/** The page in pieces. */
export function* printHtmlReport(difference: Difference, options: HtmlReportOptions): Generator<Buffer> {
  for (const piece of reportMarkup(difference, options)) yield Buffer.from(piece);
}

/** How many bytes of text that did not change are put in, to be unfolded. */
const MOST_FOLDED = 300_000;

function* reportMarkup(difference: Difference, { page, title, commandLine, passes, input }: HtmlReportOptions): Generator<string> {
  const names = new ReportNames();
  const sections = new Map<string | undefined, Section>(passes.map(({ name, text }) => [name, new Section(linkPart(name), name, text, names)]));
  if (passes.length === 0) sections.set(undefined, new Section("changes", "Changes", "Changes", names));
  const lines = lineCounter(input);
  for (const diff of difference.entities()) sections.get(diff.pass)?.add(diff, diff.start === undefined ? undefined : lines(diff.start));
  for (const report of difference.attributes()) sections.get(report.pass)?.attributes.push(report);

  // Names come up as sections are written, and are listed before them.
  const largest = largestShown([...sections.values()].flatMap((section) => [...section.folds()]));
  const body = [...sections.values()].flatMap((section) => [...section.markup(({ size }) => size <= largest)]);
  yield head(page, title);
  yield `<header><h1>${html(title)}</h1><p class="cmd"><code>${html(commandLine)}</code></p><div class="tools" role="group" aria-label="View" hidden></div></header>\n`;
  yield '<div class="side">\n';
  yield passList([...sections.values()]);
  yield nameList(names.all());
  yield "</div>\n";
  yield '<main id="-main" tabindex="-1">\n';
  yield overview([...sections.values()]);
  yield* body;
  yield `</main>\n<script>${page.script}</script>\n</html>\n`;
}

/** The size up to which folds are put in: as many as there is room for. */
function largestShown(folds: readonly Fold[]): number {
  let left = MOST_FOLDED;
  const sizes = folds.map(({ size }) => size).sort((a, b) => a - b);
  const first = sizes.findIndex((size) => (left -= size) < 0);
  return first < 0 ? Infinity : sizes[first]! - 1;
}

function head({ scriptHash, styleHash, style }: ReportPage, title: string): string {
  const policy = `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
  return (
    `<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n' +
    `<title>${html(title)} — kextir diff</title>\n<style>${style}</style>\n<a class="skip" href="#-main">Skip to the changes</a>\n`
  );
}

function passList(sections: readonly Section[]): string {
  const rows = sections.map((section) => {
    const { id, title, entities } = section;
    const what = section.isEmpty ? '<small class="none">none</small>' : `<small>${entities.toLocaleString("en")}</small> ${counts(section)}`;
    return `<li><a href="#${id}"><b>${escapeText(title)}</b> ${what}</a></li>\n`;
  });
  return `<nav class="passes" aria-labelledby="-passes"><h2 id="-passes">Passes</h2><ol>\n<li><a href="#-all"><b>Overview</b></a></li>\n${rows.join("")}</ol></nav>\n`;
}

function nameList(names: readonly ReportName[]): string {
  const list = (group: ReportName["group"], title: string): string => {
    const rows = names.filter((name) => name.group === group).map(({ index, key, home, title: shown }) => `<li id="/${key}" value="${index}"><a href="#${home}">${html(shown)}</a></li>\n`);
    return rows.length === 0 ? "" : `<details open><summary>${title} <small>${rows.length.toLocaleString("en")}</small></summary><ol>\n${rows.join("")}</ol></details>\n`;
  };
  return `<nav class="names" aria-labelledby="-names"><h2 id="-names">What changed</h2>\n${list("function", "Functions")}${list("other", "Everything else")}</nav>\n`;
}

function overview(sections: readonly Section[]): string {
  const rows = sections.map((section) => {
    const attributes = new Map<string, number>();
    for (const { added, removed, functions } of section.attributes) {
      for (const text of removed) attributes.set(`<del>${html(text)}</del>`, (attributes.get(`<del>${html(text)}</del>`) ?? 0) + functions.length);
      for (const text of added) attributes.set(`<ins>${html(text)}</ins>`, (attributes.get(`<ins>${html(text)}</ins>`) ?? 0) + functions.length);
    }
    const list = [...attributes].map(([what, number]) => `<li>${what} <small>${count(number, "function", "functions")}</small></li>`).join("");
    const what = section.isEmpty ? '<td colspan="2" class="none">changed nothing</td>' : `<td>${section.entities.toLocaleString("en")}</td><td>${counts(section)}</td>`;
    return `<tr><th scope="row"><a href="#${escapeValue(section.id)}">${escapeText(section.title)}</a></th>${what}<td>${list === "" ? "" : `<ul>${list}</ul>`}</td></tr>\n`;
  });
  return (
    '<section id="-all" aria-labelledby="-all-"><h2 id="-all-" tabindex="-1">Overview</h2>\n<table><thead><tr><th scope="col">Pass</th><th scope="col">Entities</th>' +
    `<th scope="col">Lines</th><th scope="col">Function attributes</th></tr></thead><tbody>\n${rows.join("")}</tbody></table></section>\n`
  );
}

/** Numbers of lines, from 1, of offsets that rise. */
function lineCounter(bytes: Buffer): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    if (offset < at) at = 0;
    if (at === 0) line = 1;
    for (let next = bytes.indexOf(NEWLINE, at); next >= 0 && next < offset; next = bytes.indexOf(NEWLINE, at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
