import { type Chapter, table } from "./table.js";

/** The table as text of at most 100 columns or so: construct, since, what older LLVMs get. */
export function printTable(): string {
  return table.map(printChapter).join("\n\n");
}

function printChapter({ title, rows }: Chapter): string {
  return [`${title}:`, ...rows.map(({ construct, since, instead }) => `  ${since}  ${construct}\n        ${instead}`)].join("\n");
}
