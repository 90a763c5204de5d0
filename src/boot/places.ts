// Which function an address is in: the kext's, or the test kernel's.

import { sectionRange } from "../macho/code-section.js";
import { type Boundary, functionBoundaries } from "../macho/function-boundaries.js";
import type { LoadedKext } from "./load-kext.js";
import type { KernelFunction, TestKernel } from "./test-kernel.js";

export interface Place {
  readonly of: "kext" | "kernel";
  /** As its symbol table has it; the kernel's as in C. */
  readonly function: string;
  /** Bytes from the function's start. */
  readonly offset: number;
  /** As in the file, in the kext; in memory, in the kernel. */
  readonly address: number;
  /** Of the function's start, counted likewise. */
  readonly functionAddress: number;
}

/** The instruction at a place, or the one before it; undefined where that is not known. */
export type InstructionAt = (place: Place, isBefore: boolean) => string | undefined;

export class Places {
  readonly #base: bigint;
  readonly #size: bigint;
  readonly #kext: readonly { readonly start: number; readonly end: number; readonly boundaries: readonly Boundary[] }[];
  readonly #kernel: readonly KernelFunction[];

  constructor({ object, base, size }: LoadedKext, { functions }: TestKernel) {
    this.#base = base;
    this.#size = size;
    this.#kext = object.sections.filter(({ segment }) => segment === "__TEXT").map((section) => ({ ...sectionRange(section), boundaries: functionBoundaries(object, section) }));
    this.#kernel = functions;
  }

  /** The place that a call comes back to. A call that never does may be a function's last instruction. */
  returnTo(address: bigint): Place | undefined {
    const call = this.at(address - 1n);
    return call && { ...call, offset: call.offset + 1, address: call.address + 1 };
  }

  /** The function that an address in the test kernel's memory lies in; undefined where it is in none. */
  at(address: bigint): Place | undefined {
    if (address >= this.#base && address < this.#base + this.#size) {
      const at = Number(address - this.#base);
      const found = this.#kext.find(({ start, end }) => at >= start && at < end)?.boundaries.findLast((one) => one.address <= at);
      return found && { of: "kext", function: found.name, offset: at - found.address, address: at, functionAddress: found.address };
    }
    const found = this.#kernel.find((one) => address >= one.address && address < one.address + (one.size || 1n));
    return found && { of: "kernel", function: found.name, offset: Number(address - found.address), address: Number(address), functionAddress: Number(found.address) };
  }
}

/** `_f+0x12`. */
export function formatPlace({ function: name, offset }: Pick<Place, "function" | "offset">): string {
  return offset === 0 ? name : `${name}+0x${offset.toString(16)}`;
}
