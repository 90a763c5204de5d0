import type { PassResult } from "../../pass/pass-manager.js";

/** What passes counted, as opt's -stats prints it: `12 noredzone - functions given noredzone`. */
export function formatStatistics(results: readonly PassResult[]): string {
  const rows = results.flatMap(({ pass, counts }) => [...counts].map(([what, count]) => ({ name: pass.pass.name, what, count })));
  const width = Math.max(0, ...rows.map(({ count }) => String(count).length));
  const nameWidth = Math.max(0, ...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, what, count }) => `${String(count).padStart(width)} ${name.padEnd(nameWidth)} - ${what}\n`);
  return `===--- Statistics ---===\n${lines.join("")}`;
}
