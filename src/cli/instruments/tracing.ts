import type { PassInstrumentation } from "../../pass/pass-manager.js";

/** Says which pass runs, as opt's -debug-pass-manager does. */
export function trace(write: (text: string) => void): PassInstrumentation {
  return { beforePass: ({ text }) => write(`Running pass: ${text} on [module]\n`) };
}
