import type { PassInstrumentation } from "../../pass/pass-manager.js";

/** Instruments as one. Where one of them skips a pass, those behind it do not hear of the pass. */
export function combine(instruments: readonly PassInstrumentation[]): PassInstrumentation {
  return {
    beforePass: (pass, module, index) => instruments.every((instrument) => instrument.beforePass?.(pass, module, index) !== false),
    afterPass: (result, module, index) => {
      for (const instrument of instruments) instrument.afterPass?.(result, module, index);
    },
  };
}
