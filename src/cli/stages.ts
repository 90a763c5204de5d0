import type { Reporter } from "./reporter.js";
import { isTerminal } from "./terminal.js";

/** Shows the stages of a build as they are done. */
export interface Stages {
  /** Does a stage's work, which says in a few words what came of it. */
  stage<Result>(name: string, work: (say: (detail: string) => void) => Promise<Result>): Promise<Result>;
  /** Takes away what says that a stage is at work, for other words to stand there. */
  clear(): void;
}

/** A line for each stage with its time, on a terminal and with `isVerbose`; else nothing. */
export function showStages(reporter: Reporter, { isVerbose, isQuiet }: { readonly isVerbose: boolean; readonly isQuiet: boolean }): Stages {
  const isChanging = isTerminal(2);
  if (isQuiet || !(isVerbose || isChanging)) return { stage: (_name, work) => work(() => {}), clear: () => {} };
  const clear = (): void => {
    if (isChanging) reporter.write(CLEAR_LINE);
  };
  return {
    clear,
    async stage(name, work) {
      const start = process.hrtime.bigint();
      let detail = "";
      // Shown while it lasts, and then in the same place with what came of it.
      if (isChanging) reporter.write(`${name} …`);
      try {
        return await work((text) => (detail = text));
      } finally {
        const seconds = Number(process.hrtime.bigint() - start) / 1e9;
        clear();
        reporter.write(`${name.padEnd(8)}${seconds.toFixed(2).padStart(7)} s  ${detail}\n`);
      }
    },
  };
}

const CLEAR_LINE = "\r\x1b[K";
