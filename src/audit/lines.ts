import type { Module } from "../ir/module.js";
import { LineIndex } from "../support/source-position.js";

/** The line, from 1, of an offset into a module's input. */
export function lineIn(module: Module, offset: number): number {
  let index = known.get(module);
  if (index === undefined) known.set(module, (index = new LineIndex(module.bytes)));
  return index.line(offset);
}

const known = new WeakMap<Module, LineIndex>();
