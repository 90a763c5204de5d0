// Prints the module before and after passes, in the words of opt's options.

import type { Module } from "../../ir/module.js";
import type { PassInstrumentation } from "../../pass/pass-manager.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { closest } from "../../support/closest.js";
import { demangle } from "../../support/demangle.js";
import type { Diagnostic } from "../../support/diagnostic.js";

export interface PrintingOptions {
  /** Names of passes, or all of them. */
  readonly before: readonly string[] | "all";
  readonly after: readonly string[] | "all";
  /** Print after each pass that changed something; `quiet`: say nothing of the others. */
  readonly changed: "verbose" | "quiet" | undefined;
  /** Only these functions, by symbol or Rust path, and the attribute groups they name; the whole module where none is named. */
  readonly functions: readonly string[];
}

export function printing(options: PrintingOptions, write: (bytes: Uint8Array) => void, report: (diagnostic: Diagnostic) => void): PassInstrumentation {
  const { before, after, changed, functions } = options;
  const say = (words: string): void => write(Buffer.from(`; *** IR Dump ${words} ***\n`));
  const dump = (words: string, module: Module): void => {
    say(words);
    for (const piece of textOf(module, functions)) write(piece);
    write(Buffer.from("\n"));
  };
  const isWanted = (names: readonly string[] | "all", { pass }: ConfiguredPass): boolean => names === "all" || names.includes(pass.name);
  let last: Buffer | undefined;
  let isFirst = true;

  return {
    beforePass: (pass, module, index) => {
      if (isFirst) for (const name of functions) if (!isThere(module, name)) report(noSuchFunction(module, name));
      isFirst = false;
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

/** By symbol, by Rust path, or all by `*`, as opt has it. */
function isNameOf(name: string, symbol: string): boolean {
  return name === symbol || name === "*" || name === demangle(symbol);
}

function isThere(module: Module, name: string): boolean {
  if (module.symbol(name) !== undefined) return true;
  for (const { symbol } of module.functions()) if (symbol !== undefined && isNameOf(name, symbol)) return true;
  return false;
}

function noSuchFunction(module: Module, name: string): Diagnostic {
  const symbols = [...module.functions()].flatMap(({ symbol }) => (symbol === undefined ? [] : [symbol]));
  const near = closest(name, [...symbols, ...symbols.map((symbol) => demangle(symbol))]);
  return {
    severity: "warning",
    code: "no-such-function",
    message: `--filter-print-funcs: no function '${name}' in the input`,
    fix: near === undefined ? "'kextir inspect --symbols' lists them" : `did you mean '${near}'?`,
  };
}
