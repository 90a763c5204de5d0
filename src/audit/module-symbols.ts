import type { Function } from "../ir/function.js";
import type { GlobalValue } from "../ir/global-value.js";
import type { Module } from "../ir/module.js";

/** Symbols of a module under the names that its object will have. */
export interface ModuleSymbols {
  readonly needed: readonly string[];
  /** Those of `needed` that may stay unresolved. */
  readonly weak: readonly string[];
  readonly exported: readonly string[];
}

/** What a module declares and defines; what LLVM replaces (`llvm.…`) apart. */
export function moduleSymbols(module: Module): ModuleSymbols {
  const needed: string[] = [];
  const weak: string[] = [];
  const exported: string[] = [];
  const add = (entity: Function | GlobalValue, words: readonly string[], isDefined: boolean): void => {
    const { symbol } = entity;
    if (symbol === undefined || symbol.startsWith("llvm.")) return;
    const name = symbol.startsWith("\x01") ? symbol.slice(1) : `_${symbol}`;
    if (isDefined && !words.includes("available_externally")) {
      if (!words.some((word) => HIDDEN.has(word))) exported.push(name);
      return;
    }
    needed.push(name);
    if (words.includes("extern_weak")) weak.push(name);
  };
  for (const fn of module.functions()) add(fn, (fn.header()?.qualifiers ?? []).map(({ word }) => word), fn.isDefinition);
  for (const global of module.globals()) {
    const header = global.header();
    add(global, (header?.qualifiers ?? []).map(({ word }) => word), header?.initializer !== undefined);
  }
  return { needed, weak, exported: exported.sort() };
}

const HIDDEN: ReadonlySet<string> = new Set(["private", "internal", "hidden"]);
