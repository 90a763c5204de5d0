import type { PassInstrumentation } from "../../pass/pass-manager.js";

/** How long each pass took. */
export interface Stopwatch extends PassInstrumentation {
  /** A table like that of opt's -time-passes. */
  report(): string;
}

export function stopwatch(): Stopwatch {
  const taken: { readonly name: string; readonly milliseconds: number }[] = [];
  let started = 0;
  return {
    beforePass: () => {
      started = performance.now();
    },
    afterPass: ({ pass }) => {
      taken.push({ name: pass.text, milliseconds: performance.now() - started });
    },
    report: () => {
      const total = taken.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      const rows = [...taken, { name: "Total", milliseconds: total }].map(
        ({ name, milliseconds }) => `  ${milliseconds.toFixed(2).padStart(10)}  ${share(milliseconds, total)}  ${name}\n`,
      );
      return `===--- Pass execution timing report ---===\n  ---Wall ms  -Share-  --- Name ---\n${rows.join("")}`;
    },
  };
}

function share(part: number, whole: number): string {
  return `${((whole === 0 ? 0 : part / whole) * 100).toFixed(1)}%`.padStart(7);
}
