// Joins a disassembly with the object it was made from: functions of
// instructions, each with what its relocations refer to.

import { InputError } from "../support/diagnostic.js";
import { isCode, sectionRange } from "./code-section.js";
import { DataRanges } from "./data-ranges.js";
import { DisassemblyReader } from "./disassembly.js";
import { type Boundary, functionBoundaries } from "./function-boundaries.js";
import type { InstructionSet, Operation } from "./instruction-set.js";
import type { MachO, MachOSymbol, Relocation, Section } from "./macho.js";
import { type MarkedOperation, OperationCache } from "./operation-cache.js";
import { readReferences, type Reference } from "./reference.js";

export interface Instruction {
  /** As in the object, sections being laid out one after another there. */
  readonly address: number;
  readonly operation: MarkedOperation;
  /** What its relocations refer to. */
  readonly references: readonly Reference[];
}

export interface CodeFunction {
  /** The symbol's name, or the section and the offset in it, as `__TEXT,__text+0x20`, where code has no symbol. */
  readonly name: string;
  readonly section: Section;
  /** Address of the first instruction. */
  readonly start: number;
  /** Address after the last one. */
  readonly end: number;
  /** Without what the object declares to be data in code, as jump tables. */
  readonly instructions: readonly Instruction[];
}

/**
 * Reads the functions of an object off the text that llvm-objdump, given
 * `objdumpArguments(object)`, writes of it, and gives each to `visit` as soon as it is
 * whole: section by section, by ascending address.
 *
 * `write` and `end` throw InputError where the text does not cover the object's code: a
 * check that saw only a part of it would prove nothing.
 */
export class CodeReader {
  readonly #object: MachO;
  readonly #longestInstruction: number;
  readonly #visit: (fn: CodeFunction) => void;
  readonly #operations: OperationCache;
  readonly #reader: DisassemblyReader;
  /** The sections that are still to come, code or not. */
  readonly #pending: Section[];
  #current: SectionReader | undefined;

  /** @param mark what `visit` wants to know of an operation whenever it occurs. */
  constructor(object: MachO, instructionSet: InstructionSet, mark: (operation: Operation) => number, visit: (fn: CodeFunction) => void) {
    this.#object = object;
    this.#longestInstruction = instructionSet.longestInstruction;
    this.#visit = visit;
    this.#operations = new OperationCache(instructionSet, mark);
    this.#pending = object.sections.filter(({ size, contents }) => size > 0n && contents !== undefined);
    this.#reader = new DisassemblyReader({
      section: (name) => this.#beginSection(name),
      instruction: (address, bytes, start, stop, hash) => this.#current?.add(address, this.#operations.get(bytes, start, stop, hash)),
    });
  }

  write(chunk: Uint8Array): void {
    this.#reader.write(chunk);
  }

  end(): void {
    this.#reader.end();
    this.#current?.end();
    const missed = this.#pending.find(isCode);
    if (missed !== undefined) throw incomplete(`has nothing of section ${missed.segment},${missed.name}`);
  }

  #beginSection(name: string): void {
    this.#current?.end();
    const index = this.#pending.findIndex((section) => `${section.segment},${section.name}` === name);
    const section = this.#pending[index];
    if (section === undefined) throw incomplete(`shows a section '${name}' that the object does not have`);
    this.#pending.splice(index, 1);
    this.#current = isCode(section) ? new SectionReader(this.#object, section, this.#longestInstruction, this.#visit) : undefined;
  }
}

/** The symbol that an instruction calls, or jumps to as its last deed. */
export function calledSymbol({ operation, references }: Instruction): MachOSymbol | undefined {
  if (references.length === 0 || !(operation.isCall || operation.isJump)) return undefined;
  const target = references[0]?.target;
  return target?.kind === "symbol" ? target.symbol : undefined;
}

/** An instruction as llvm-objdump writes it, with single spaces. */
export function formatInstruction({ mnemonic, operandText }: Pick<Operation, "mnemonic" | "operandText">): string {
  return `${mnemonic} ${operandText}`.trimEnd();
}

class SectionReader {
  readonly #section: Section;
  readonly #start: number;
  readonly #end: number;
  readonly #longestInstruction: number;
  readonly #visit: (fn: CodeFunction) => void;
  readonly #boundaries: readonly Boundary[];
  readonly #data: DataRanges;
  readonly #relocations: readonly Relocation[];
  /** The next entry of `#relocations`. */
  #relocation = 0;
  /** The next entry of `#boundaries`. */
  #boundary = 0;
  /** Of the instruction before, which may have relocations up to the next one's start. */
  #last: MarkedOperation | undefined;
  /** Its address; before the first the section's start. */
  #lastAddress: number;
  #instructions: Instruction[] = [];

  constructor(object: MachO, section: Section, longestInstruction: number, visit: (fn: CodeFunction) => void) {
    this.#section = section;
    ({ start: this.#start, end: this.#end } = sectionRange(section));
    this.#lastAddress = this.#start;
    this.#longestInstruction = longestInstruction;
    this.#visit = visit;
    this.#boundaries = functionBoundaries(object, section);
    this.#data = new DataRanges(object, section, this.#boundaries);
    // A stable sort: an addend stays in front of the entry that it belongs to.
    this.#relocations = [...relocationsOf(object, section)].sort((a, b) => a.offset - b.offset);
  }

  add(address: number, operation: MarkedOperation): void {
    this.#finishInstruction(address);
    const boundary = this.#boundaries[this.#boundary];
    if (boundary !== undefined && address >= boundary.address) {
      if (address !== boundary.address) throw incomplete(`has no instruction at the start of '${boundary.name}', section ${this.#name}`);
      this.#finishFunction();
      this.#boundary += 1;
    }
    this.#last = operation;
    this.#lastAddress = address;
  }

  end(): void {
    this.#finishInstruction(this.#end);
    const boundary = this.#boundaries[this.#boundary];
    if (boundary !== undefined) throw incomplete(`has no instruction at the start of '${boundary.name}', section ${this.#name}`);
    this.#finishFunction();
  }

  get #name(): string {
    return `${this.#section.segment},${this.#section.name}`;
  }

  #finishInstruction(next: number): void {
    const operation = this.#last;
    const address = this.#lastAddress;
    const length = next - address;
    if (length < (operation === undefined ? 0 : 1) || length > (operation === undefined ? 0 : this.#longestInstruction) || next > this.#end) {
      const boundary = this.#boundaries[this.#boundary];
      if (boundary !== undefined && boundary.address < next) throw incomplete(`has no instruction at the start of '${boundary.name}', section ${this.#name}`);
      throw incomplete(`jumps from 0x${address.toString(16)} to 0x${next.toString(16)} in section ${this.#name}`);
    }
    if (operation === undefined) return;
    const references = this.#referencesBefore(next - this.#start, operation, next);
    if (!this.#data.includes(address)) this.#instructions.push({ address, operation, references });
  }

  #referencesBefore(limit: number, { ripDisplacement }: Operation, next: number): readonly Reference[] {
    const first = this.#relocation;
    while (this.#relocation < this.#relocations.length && this.#relocations[this.#relocation]!.offset < limit) this.#relocation += 1;
    if (first < this.#relocation) return readReferences(this.#section, this.#relocations.slice(first, this.#relocation));
    // What lies at a distance that no linking changes has no relocation.
    return ripDisplacement === undefined ? noReferences : [{ typeName: "X86_64_RELOC_SIGNED", target: { kind: "absolute" }, address: next + ripDisplacement }];
  }

  /** Gives away the function that ends here. */
  #finishFunction(): void {
    const boundary = this.#boundaries[this.#boundary - 1];
    if (boundary === undefined) return;
    const end = this.#boundaries[this.#boundary]?.address ?? this.#end;
    const instructions = this.#instructions;
    this.#instructions = [];
    this.#data.refuseFallingInto(instructions, boundary.address, end);
    this.#visit({ name: boundary.name, section: this.#section, start: boundary.address, end, instructions });
  }
}

/** A linked image has its relocations in one table, by address. */
function relocationsOf(object: MachO, section: Section): readonly Relocation[] {
  if (object.externalRelocations.length === 0) return section.relocations;
  const { start, end } = sectionRange(section);
  const external = object.externalRelocations.filter(({ offset }) => offset >= start && offset < end);
  return [...section.relocations, ...external.map((relocation) => ({ ...relocation, offset: relocation.offset - start }))];
}

const noReferences: readonly Reference[] = [];

function incomplete(what: string): InputError {
  return new InputError({
    severity: "error",
    code: "disassembly-incomplete",
    message: `the disassembly ${what}`,
    fix: "give an llvm-objdump that is at least as new as the compiler",
  });
}
