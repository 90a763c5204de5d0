import { type Run, median } from "./measure.js";

/** Prints the times of both, and the ratio of each round. */
export function report(nameA: string, a: readonly Run[], nameB: string, b: readonly Run[]): void {
  const ratios = a.map(({ milliseconds }, round) => milliseconds / b[round]!.milliseconds);
  const width = Math.max(nameA.length, nameB.length);
  for (const [name, runs] of [[nameA, a], [nameB, b]] as const) {
    const times = runs.map(({ milliseconds }) => milliseconds);
    const memory = Math.max(...runs.map(({ megabytes }) => megabytes));
    console.log(`  ${name.padEnd(width)} median ${median(times).toFixed(0)} ms, ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}; peak ${memory.toFixed(0)} MB`);
  }
  console.log(`  ${"ratio".padEnd(width)} median ${median(ratios).toFixed(2)}, ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`);
}
