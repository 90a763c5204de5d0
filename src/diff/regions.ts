// Cuts a module where passes changed it into regions: whole lines around each
// place. Between regions lies text that is the same at every step.

import { NEWLINE } from "../asm/characters.js";
import type { Fragment } from "./steps.js";

/** Text between regions, whole lines of the input. */
export interface Untouched {
  readonly kind: "untouched";
  readonly bytes: Buffer;
  readonly start: number;
  readonly stop: number;
}

/** Lines that some step changed. They begin where a line begins at every step, and end so. */
export interface Region {
  readonly kind: "region";
  /** Offset of its first byte in the input. */
  readonly start: number;
  readonly fragments: readonly Fragment[];
}

/** `all` is a module's text with everything that was ever in it. */
export function* regionsOf(all: Iterable<Fragment>): Generator<Untouched | Region> {
  let bytes: Buffer | undefined;
  // What was kept and not given out yet: input bytes [start, stop), from a line's beginning on.
  let start = 0;
  let stop = 0;
  let region: Fragment[] | undefined;
  let regionStart = 0;
  for (const fragment of all) {
    if (fragment.from > 0 || fragment.to !== Infinity) {
      if (region === undefined) {
        const lineStart = stop > start ? Math.max(start, bytes!.lastIndexOf(NEWLINE, stop - 1) + 1) : stop;
        if (lineStart > start) yield { kind: "untouched", bytes: bytes!, start, stop: lineStart };
        region = lineStart < stop ? [{ bytes: bytes!, start: lineStart, stop, from: 0, to: Infinity, entity: undefined }] : [];
        regionStart = lineStart;
      }
      region.push(fragment);
      // Input bytes that are gone count as passed.
      if (fragment.from === 0) start = stop = fragment.stop;
      continue;
    }
    bytes ??= fragment.bytes;
    if (region === undefined) {
      stop = fragment.stop;
      continue;
    }
    const newline = bytes.indexOf(NEWLINE, fragment.start);
    if (newline < 0 || newline >= fragment.stop) {
      region.push(fragment);
      start = stop = fragment.stop;
      continue;
    }
    region.push({ ...fragment, stop: newline + 1 });
    yield { kind: "region", start: regionStart, fragments: region };
    region = undefined;
    start = newline + 1;
    stop = fragment.stop;
  }
  if (region !== undefined) yield { kind: "region", start: regionStart, fragments: region };
  else if (stop > start) yield { kind: "untouched", bytes: bytes!, start, stop };
}
