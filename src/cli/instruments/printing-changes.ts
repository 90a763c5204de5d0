// Prints what each pass changed as a unified diff: opt's --print-changed=diff.

import { titleOf } from "../../diff/hunk-title.js";
import { PipelineDiff } from "../../diff/pipeline-diff.js";
import { attributeLines } from "../../diff/stat.js";
import { printUnified } from "../../diff/unified.js";
import type { PassInstrumentation } from "../../pass/pass-manager.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { heading, textOf } from "./printing.js";

export interface ChangePrintingOptions {
  /** The passes that are to run. */
  readonly passes: readonly ConfiguredPass[];
  /** Only what belongs to these functions, by symbol or Rust path; everything where none is named. */
  readonly functions: readonly string[];
  /** Say nothing of passes that changed nothing, nor what the module was at the start. */
  readonly isQuiet: boolean;
  readonly color: boolean;
}

export function printingChanges({ passes, functions, isQuiet, color }: ChangePrintingOptions, write: (bytes: Uint8Array) => void): PassInstrumentation {
  const signatures = passes.map(({ signature }) => signature);
  const symbols = functions.length === 0 || functions.includes("*") ? undefined : functions;
  return {
    beforePass: (_pass, module, index) => {
      if (isQuiet || index > 0) return;
      write(heading("At Start"));
      for (const piece of textOf(module, functions)) write(piece);
      write(Buffer.from("\n"));
    },
    afterPass: ({ pass, changed }, module) => {
      const words = `After ${pass.text} on [module]`;
      let isShown = false;
      if (changed) {
        const difference = new PipelineDiff(module, signatures, { pass: pass.signature, symbols });
        for (const piece of printUnified(difference.segments(), {
          names: ["module", "module"],
          labels: [`before ${pass.signature}`, `after ${pass.signature}`],
          remarks: attributeLines(difference.attributes(), MOST_NAMES),
          title: titleOf,
          color,
        })) {
          if (!isShown) write(heading(words));
          isShown = true;
          write(piece);
        }
      }
      if (isShown) write(Buffer.from("\n"));
      else if (!isQuiet) write(heading(`${words} omitted because no change`));
    },
  };
}

const MOST_NAMES = 8;
