import type { CodeFunction, Instruction } from "./code.js";
import type { InstructionSet, Operation } from "./instruction-set.js";
import type { Register } from "./registers.js";

/** What stack a function uses, in bytes. */
export interface Frame {
  /**
   * Between the stack pointer at the entry and where the prologue leaves it: what
   * clang's -fstack-usage says. What is pushed for a call on top is not in it.
   */
  readonly size: number;
  /** The most that it uses, without what it calls; as far as that is known where the stack pointer is moved at run time. */
  readonly deepest: number;
  /** Whether it moves the stack pointer by a number that is computed at run time. */
  readonly isDynamic: boolean;
}

/**
 * Measures the frame of a function.
 *
 * @param levels for each of its instructions, where the stack pointer is before it:
 *   bytes from where it was at the entry, NaN where that is not known.
 */
export function measureFrame({ instructions }: CodeFunction, levels: Float64Array, { stackPointer }: InstructionSet): Frame {
  const prologue = measurePrologue(instructions, stackPointer);
  const epilogue = epilogueLevel(instructions, levels, stackPointer);
  const size = epilogue === undefined ? prologue.size : Math.min(prologue.size, 0 - epilogue);
  let lowest = 0 - prologue.size;
  let isDynamic = false;
  for (let index = 0; index < instructions.length; index += 1) {
    const level = levels[index]!;
    if (level < lowest) lowest = level;
    const { operation } = instructions[index]!;
    if (operation.movesStack) isDynamic ||= movesByNumber(operation, stackPointer);
  }
  return { size, deepest: 0 - lowest + prologue.slack, isDynamic };
}

interface Prologue {
  readonly size: number;
  /** What realigning the stack pointer can add. */
  readonly slack: number;
}

/** The first instructions in a row that lower the stack pointer, with those among them that save registers. */
function measurePrologue(instructions: readonly Instruction[], stackPointer: Register): Prologue {
  let at = instructions.findIndex(({ operation }, index) => operation.movesStack && loweredBy(operation, stackPointer) > 0 && !isTakenBack(instructions, index, stackPointer));
  if (at < 0) return { size: 0, slack: 0 };
  let size = 0;
  let slack = 0;
  // arm64: what leads to `and sp, x9, #0xffffffffffffffc0` is computed in another register.
  let computed: Register | undefined;
  let computedSize = 0;
  for (; at < instructions.length; at += 1) {
    const { operation } = instructions[at]!;
    const lowered = loweredBy(operation, stackPointer);
    const alignment = alignmentOf(operation);
    if (lowered > 0 && isTakenBack(instructions, at, stackPointer)) break;
    if (lowered > 0) size += lowered;
    else if (alignment > 0) {
      slack += alignment - 1;
      size += computedSize;
      computedSize = 0;
    } else if (lowersCopy(operation, stackPointer, computed)) {
      computedSize -= operation.computedAddress!.displacement;
      computed = operation.computedAddress!.destination;
    } else if (!operation.isFrameSetup) break;
  }
  return { size, slack };
}

/**
 * Where the stack pointer is before the instructions that give the frame back; the
 * lowest, for a function may return before its prologue, too.
 */
function epilogueLevel(instructions: readonly Instruction[], levels: Float64Array, stackPointer: Register): number | undefined {
  let lowest: number | undefined;
  for (let end = instructions.length - 1; end >= 0; end -= 1) {
    if (!leaves(instructions[end]!)) continue;
    let first = end;
    while (first > 0 && givesBack(instructions[first - 1]!.operation, stackPointer)) first -= 1;
    const level = levels[first]!;
    // At 0 it is a way that needs no frame, or one on which other instructions stand
    // between the epilogue and the return.
    if (level < (lowest ?? 0)) lowest = level;
  }
  return lowest;
}

/** Whether an instruction returns, or jumps to another function as the last deed. */
function leaves({ operation, references }: Instruction): boolean {
  return operation.isReturn || (operation.isJump && operation.endsFlow && references.length > 0);
}

function givesBack(operation: Operation, stackPointer: Register): boolean {
  return operation.isFrameTeardown || loweredBy(operation, stackPointer) < 0;
}

/** By how many bytes an instruction lowers the stack pointer. */
function loweredBy({ transfers }: Operation, stackPointer: Register): number {
  let lowered = 0;
  for (const transfer of transfers) {
    if (transfer.kind === "move" && transfer.to === stackPointer && transfer.from === stackPointer) lowered -= transfer.added;
    if (transfer.kind === "refer" && transfer.to === stackPointer && transfer.otherwise?.from === stackPointer) lowered -= transfer.otherwise.added;
  }
  return lowered;
}

/** `pushq $1; popq %rsi`: a short way to write a number into a register. */
function isTakenBack(instructions: readonly Instruction[], index: number, stackPointer: Register): boolean {
  const next = instructions[index + 1]?.operation;
  return next !== undefined && loweredBy(next, stackPointer) === 0 - loweredBy(instructions[index]!.operation, stackPointer);
}

/** The alignment that an instruction gives the stack pointer; 0 for none. */
function alignmentOf({ mnemonic, operandText }: Operation): number {
  const mask = /^\$(-(?:0x)?[0-9a-f]+), %[re]sp$/.exec(operandText)?.[1] ?? /^sp, x\d+, #(0xf+[0-9a-f]+)$/.exec(operandText)?.[1];
  if (mask === undefined || !mnemonic.startsWith("and")) return 0;
  return mask.startsWith("-") ? Number(mask.slice(1)) : Number(BigInt.asUintN(64, -BigInt(mask)));
}

/** `sub x9, sp, #0x2, lsl #12` or, `copy` being x9, `sub x9, x9, #0x60`. */
function lowersCopy({ computedAddress }: Operation, stackPointer: Register, copy: Register | undefined): boolean {
  if (computedAddress === undefined || computedAddress.displacement >= 0 || computedAddress.destination === stackPointer) return false;
  return computedAddress.base === (copy ?? stackPointer);
}

/** Whether an instruction moves the stack pointer to where only the run of the program can tell. */
function movesByNumber(operation: Operation, stackPointer: Register): boolean {
  if (alignmentOf(operation) > 0) return false;
  return operation.transfers.some((transfer) => {
    if (transfer.kind === "forget") return transfer.registers.includes(stackPointer);
    return transfer.kind === "move" && transfer.to === stackPointer && transfer.from !== stackPointer && !operation.isFrameTeardown;
  });
}
