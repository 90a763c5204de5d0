// Joins a disassembly with the object it was made from: functions of
// instructions, each with what its relocations refer to.

import { InputError } from "../support/diagnostic.js";
import { isCode, sectionRange } from "./code-section.js";
import type { DisassembledInstruction } from "./disassembly.js";
import type { InstructionSet } from "./instruction-set.js";
import type { MachO, MachOSymbol, Section } from "./macho.js";
import type { Operand } from "./operand.js";
import { readReferences, type Reference } from "./reference.js";

export interface Instruction extends DisassembledInstruction {
  readonly operands: readonly Operand[];
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
  readonly instructions: readonly Instruction[];
}

/**
 * The functions of `object`, in the order of their addresses. Ranges that the
 * object declares to be data in code, as jump tables, are left out.
 *
 * Throws InputError where `disassembly` does not cover the object's code: a check
 * that saw only a part of it would prove nothing.
 */
export function readFunctions(
  object: MachO,
  disassembly: readonly DisassembledInstruction[],
  instructionSet: InstructionSet,
): CodeFunction[] {
  const sorted = [...disassembly].sort((a, b) => a.address - b.address);
  const parseOperands = remember((text) => instructionSet.parseOperands(text));
  return object.sections.filter((section) => isCode(section) && section.size > 0n).flatMap((section) => {
    const { start, end } = sectionRange(section);
    const lines = sorted.filter(({ address }) => address >= start && address < end);
    const instructions = readInstructions(section, lines, parseOperands);
    const boundaries = functionBoundaries(object, section);
    checkCoverage(section, instructions, boundaries);
    return splitFunctions(object, section, instructions, boundaries);
  });
}

/** The symbol that an instruction calls, or jumps to as its last deed. */
export function calledSymbol({ mnemonic, references }: Instruction): MachOSymbol | undefined {
  if (!/^(?:notrack )?(?:call|j|bl?$)/.test(mnemonic)) return undefined;
  const target = references[0]?.target;
  return target?.kind === "symbol" ? target.symbol : undefined;
}

interface Boundary {
  readonly address: number;
  readonly name: string;
}

function functionBoundaries(object: MachO, section: Section): Boundary[] {
  const { start, end } = sectionRange(section);
  const symbols = object.symbols
    .filter((symbol) => symbol.kind === "defined" && symbol.section === section && !isAssemblerLabel(symbol))
    .map((symbol) => ({ address: Number(symbol.value), name: symbol.name, external: symbol.external }))
    .filter(({ address }) => address >= start && address < end)
    // Of two names for one address the external one is the better known.
    .sort((a, b) => a.address - b.address || Number(b.external) - Number(a.external));
  const boundaries: Boundary[] = symbols.filter(({ address }, index) => address !== symbols[index - 1]?.address);
  if (boundaries[0]?.address !== start) {
    boundaries.unshift({ address: start, name: `${section.segment},${section.name}+0x0` });
  }
  return boundaries;
}

// C names begin with an underscore in Mach-O; what begins with L or l is a label
// that the assembler was asked to keep, unless it stands for a private function.
function isAssemblerLabel({ name, external }: MachOSymbol): boolean {
  return !external && /^[Ll](?!_)/.test(name);
}

function checkCoverage(section: Section, instructions: readonly Instruction[], boundaries: readonly Boundary[]): void {
  const addresses = new Set(instructions.map(({ address }) => address));
  const missing = boundaries.find(({ address }) => !addresses.has(address));
  if (missing === undefined) return;
  throw new InputError({
    severity: "error",
    code: "disassembly-incomplete",
    message: `the disassembly has no instruction at the start of '${missing.name}', section ${section.segment},${section.name}`,
    fix: "give an llvm-objdump that is at least as new as the compiler",
  });
}

function readInstructions(
  section: Section,
  lines: readonly DisassembledInstruction[],
  parseOperands: (text: string) => readonly Operand[],
): Instruction[] {
  // A stable sort: an addend stays in front of the entry that it belongs to.
  const relocations = [...section.relocations].sort((a, b) => a.offset - b.offset);
  const { start, end } = sectionRange(section);
  let next = 0;
  return lines.map(({ address, mnemonic, operandText }, index) => {
    const limit = (lines[index + 1]?.address ?? end) - start;
    const first = next;
    while (next < relocations.length && (relocations[next]?.offset ?? limit) < limit) next += 1;
    return {
      address,
      mnemonic,
      operandText,
      operands: parseOperands(operandText),
      references: first === next ? noReferences : readReferences(section, relocations.slice(first, next)),
    };
  });
}

const noReferences: readonly Reference[] = [];

/** Calls `parse` once for each text: most operands occur many times. */
function remember<T>(parse: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = parse(text);
    results.set(text, result);
    return result;
  };
}

function splitFunctions(
  object: MachO,
  section: Section,
  instructions: readonly Instruction[],
  boundaries: readonly Boundary[],
): CodeFunction[] {
  const isData = dataTest(object, section, boundaries);
  let next = 0;
  return boundaries.map(({ address: start, name }, index) => {
    const end = boundaries[index + 1]?.address ?? sectionRange(section).end;
    const first = next;
    while (next < instructions.length && (instructions[next]?.address ?? end) < end) next += 1;
    return { name, section, start, end, instructions: instructions.slice(first, next).filter(({ address }) => !isData(address)) };
  });
}

/** Tells the addresses that hold data, by the object's own account. */
function dataTest(object: MachO, section: Section, boundaries: readonly Boundary[]): (address: number) => boolean {
  const data = new Set<number>();
  for (const { offset, length } of object.dataInCode) {
    for (let address = offset; address < offset + length; address += 1) data.add(address);
    // A table stands last in its function; llvm-objdump may decode its end and the
    // padding behind it as one instruction.
    const next = boundaries.find(({ address }) => address >= offset + length)?.address ?? sectionRange(section).end;
    if (next - offset - length >= 2 ** section.alignment) continue;
    for (let address = offset + length; address < next; address += 1) data.add(address);
  }
  return (address) => data.has(address);
}
