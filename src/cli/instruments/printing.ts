// Prints the module before and after passes, in the words of opt's options.

import type { Module } from "../../ir/module.js";
import type { PassInstrumentation } from "../../pass/pass-manager.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { isNameOf } from "./function-names.js";

export interface PrintingOptions {
  /** Names of passes, or all of them. */
  readonly before: readonly string[] | "all";
  readonly after: readonly string[] | "all";
  /** Print after each pass that changed something; `quiet`: say nothing of the others. */
  readonly changed: "verbose" | "quiet" | undefined;
  /** Only these functions, by symbol or Rust path, and the attribute groups they name; the whole module where none is named. */
  readonly functions: readonly string[];
}

export function printing(options: PrintingOptions, write: (bytes: Uint8Array) => void): PassInstrumentation {
  const { before, after, changed, functions } = options;
  const say = (words: string): void => write(heading(words));
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

/** The line above a dump, a comment of IR. */
export function heading(words: string): Buffer {
  return Buffer.from(`; *** IR Dump ${words} ***\n`);
}

/** The module's text, or that of some functions and of the attribute groups they name. */
export function* textOf(module: Module, functions: readonly string[]): Generator<Uint8Array> {
  if (functions.length === 0) {
    yield* module.print();
    return;
  }
  // What a pass does to a function is in its groups as often as in its own text.
  const groups = new Set<number>();
  for (const fn of module.functions()) {
    if (fn.symbol === undefined || !functions.some((name) => isNameOf(name, fn.symbol!))) continue;
    for (const group of fn.groups()) groups.add(group);
    yield Buffer.from(`${fn.text()}\n`, "latin1");
  }
  for (const number of groups) {
    const group = module.attributeGroup(number);
    if (group !== undefined) yield Buffer.from(`${group.text()}\n`, "latin1");
  }
}
