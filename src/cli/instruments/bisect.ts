import type { PassInstrumentation } from "../../pass/pass-manager.js";

/** Runs the first `limit` passes, and all for -1, and says of each whether it runs, as opt's -opt-bisect-limit does. */
export function bisect(limit: number, write: (text: string) => void): PassInstrumentation {
  return {
    beforePass: ({ pass }, _module, index) => {
      const runs = limit < 0 || index < limit;
      write(`BISECT: ${runs ? "running" : "NOT running"} pass (${index + 1}) ${pass.name} on [module]\n`);
      return runs;
    },
  };
}
