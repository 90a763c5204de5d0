import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Module } from "../../ir/module.js";
import type { PassInstrumentation } from "../../pass/pass-manager.js";
import { InputError } from "../../support/diagnostic.js";
import { writeOutputs } from "../output.js";
import { isSystemError, reasonOf } from "../system-error.js";

/**
 * Leaves the module in `folder`, which is made if need be: `00-input.ll`, then after
 * each pass, whether it changed something or not, as `01-strip-split-stack.ll` and so
 * on. `count` passes are to run. Throws InputError where that cannot be written.
 */
export function dumping(folder: string, count: number): PassInstrumentation {
  const width = Math.max(2, String(count).length);
  const dump = (number: number, name: string, module: Module): void =>
    writeOutputs([{ path: join(folder, `${String(number).padStart(width, "0")}-${name}.ll`), pieces: module.print() }]);
  let isFirst = true;
  return {
    beforePass: (_pass, module) => {
      if (!isFirst) return;
      isFirst = false;
      makeFolder(folder);
      dump(0, "input", module);
    },
    afterPass: ({ pass }, module, index) => dump(index + 1, pass.pass.name, module),
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new InputError({ severity: "error", code: "cannot-write", message: `cannot make the folder '${folder}': ${reasonOf(error)}` });
  }
}
