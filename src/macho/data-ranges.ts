import { InputError } from "../support/diagnostic.js";
import { sectionRange } from "./code-section.js";
import type { Instruction } from "./code.js";
import type { Boundary } from "./function-boundaries.js";
import { MH_OBJECT } from "./layout.js";
import type { MachO, Section } from "./macho.js";

/** What in a code section is data, by the object's own account: its jump tables. */
export class DataRanges {
  readonly #ranges: readonly { readonly start: number; readonly end: number }[];

  constructor(object: MachO, section: Section, boundaries: readonly Boundary[]) {
    const { start, end } = sectionRange(section);
    // Addresses in an object, file offsets in an image.
    const base = object.fileType === MH_OBJECT ? 0 : start - section.fileOffset;
    this.#ranges = object.dataInCode
      .map((entry) => ({ start: base + entry.offset, end: base + entry.offset + entry.length }))
      .filter((range) => range.end > range.start && range.start >= start && range.start < end)
      .sort((a, b) => a.start - b.start)
      .map((range) => ({ start: range.start, end: endOfDecoding(range.end, section, boundaries) }));
  }

  includes(address: number): boolean {
    if (this.#ranges.length === 0) return false;
    const range = this.#ranges[this.#after(address) - 1];
    return range !== undefined && address < range.end;
  }

  /** The index of the first range that starts behind an address. */
  #after(address: number): number {
    let low = 0;
    for (let high = this.#ranges.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (this.#ranges[middle]!.start <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Throws InputError where the instructions of the function between `start` and `end`
   * run or jump into data: then it is code after all, and hidden from every check.
   */
  refuseFallingInto(instructions: readonly Instruction[], start: number, end: number): void {
    const first = this.#after(start - 1);
    if (first === this.#ranges.length || this.#ranges[first]!.start >= end) return;
    for (let at = first; at < this.#ranges.length; at += 1) {
      const range = this.#ranges[at]!;
      if (range.start >= end) break;
      let before = instructions.findLastIndex(({ address }) => address < range.start);
      while (instructions[before]?.operation.isNoOperation === true) before -= 1;
      const last = instructions[before];
      // A call there is of a function that does not return.
      if (last !== undefined && (last.operation.isCall || last.operation.endsFlow)) continue;
      throw hiddenCode(range.start);
    }
    for (const { operation, references } of instructions) {
      const destination = operation.isJump && references.length === 0 ? operation.operands.at(-1) : undefined;
      if (destination?.kind === "address" && this.includes(destination.address)) throw hiddenCode(destination.address);
    }
  }
}

function hiddenCode(address: number): InputError {
  return new InputError({
    severity: "error",
    code: "code-runs-into-data",
    message: `code runs into what the object calls data in code, at 0x${address.toString(16)}`,
    fix: "make the object again; if assembly of your own has a .data_region, jump around it",
  });
}

// A table stands last in its function; llvm-objdump may decode its end and the
// padding behind it as one instruction.
function endOfDecoding(end: number, section: Section, boundaries: readonly Boundary[]): number {
  let low = 0;
  for (let high = boundaries.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (boundaries[middle]!.address < end) low = middle + 1;
    else high = middle;
  }
  const next = boundaries[low]?.address ?? sectionRange(section).end;
  return next - end < 2 ** section.alignment ? next : end;
}
