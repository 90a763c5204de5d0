// Prints the module before and after passes, in the words of opt's options.

import type { Module } from "../../ir/module.js";
import type { PassInstrumentation } from "../../pass/pass-manager.js";
import type { ConfiguredPass } from "../../pass/pass.js";

export interface PrintingOptions {
  /** Names of passes, or all of them. */
  readonly before: readonly string[] | "all";
  readonly after: readonly string[] | "all";
  /** Print after each pass that changed something; `quiet`: say nothing of the others. */
  readonly changed: "verbose" | "quiet" | undefined;
  /** Only these functions, by name; the whole module where none is named. */
  readonly functions: readonly string[];
}

export function printing(options: PrintingOptions, write: (bytes: Uint8Array) => void): PassInstrumentation {
  const { before, after, changed, functions } = options;
  const say = (words: string): void => write(Buffer.from(`; *** IR Dump ${words} ***\n`));
  const dump = (words: string, module: Module): void => {
    say(words);
    for (const piece of textOf(module, functions)) write(piece);
    write(Buffer.from("\n"));
  };
  const isWanted = (names: readonly string[] | "all", { pass }: ConfiguredPass): boolean => names === "all" || names.includes(pass.name);
  let last: Buffer | undefined;

  return {
    beforePass: (pass, module, index) => {
      if (changed === "verbose" && index === 0) dump("At Start", module);
      // Whether a function among many changed is seen only by comparing.
      if (changed !== undefined && functions.length > 0) last ??= Buffer.concat([...textOf(module, functions)]);
      if (isWanted(before, pass)) dump(`Before ${pass.text} on [module]`, module);
    },
    afterPass: (result, module) => {
      const words = `After ${result.pass.text} on [module]`;
      if (isWanted(after, result.pass)) dump(words, module);
      if (changed === undefined) return;
      const text = functions.length > 0 && result.changed ? Buffer.concat([...textOf(module, functions)]) : undefined;
      const isChanged = result.changed && (text === undefined || last === undefined || !text.equals(last));
      last = text ?? last;
      if (isChanged) dump(words, module);
      else if (changed === "verbose") say(`${words} omitted because no change`);
    },
  };
}

function* textOf(module: Module, functions: readonly string[]): Generator<Uint8Array> {
  if (functions.length === 0) {
    yield* module.print();
    return;
  }
  for (const fn of module.functions()) {
    if (fn.symbol !== undefined && functions.includes(fn.symbol)) yield Buffer.from(`${fn.text()}\n`, "latin1");
  }
}
