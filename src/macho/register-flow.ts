import type { CodeFunction, Instruction } from "./code.js";
import type { InstructionSet } from "./instruction-set.js";
import { type RegisterState, unknown } from "./registers.js";
import { applyTransfers } from "./transfer.js";

/**
 * Called for each instruction of a function in order, with its index and what the
 * registers are known to hold before it. The state is only lent.
 */
export type InstructionVisitor = (instruction: Instruction, index: number, state: RegisterState) => void;

/**
 * Follows what registers hold through a function: the stack pointer's distance from
 * where it was at the entry, and addresses of data. Where paths disagree a register is
 * unknown.
 */
export class RegisterFlow {
  readonly #registerCount: number;
  /** What registers hold where a function begins. */
  readonly #atStart: RegisterState;
  readonly #state: RegisterState;
  /** What registers hold at the start of each block, one block after another. */
  #entries: Float64Array;

  constructor({ stackPointer, registerCount }: InstructionSet) {
    this.#registerCount = registerCount;
    this.#atStart = new Float64Array(registerCount).fill(unknown);
    this.#atStart[stackPointer] = 0;
    this.#state = new Float64Array(registerCount);
    this.#entries = new Float64Array(256 * registerCount);
  }

  visit({ instructions }: CodeFunction, visit: InstructionVisitor): void {
    const blocks = splitBlocks(instructions);
    this.#solve(instructions, blocks);
    for (let index = 0; index < blocks.length; index += 1) {
      const block = blocks[index]!;
      const state = this.#load(index);
      for (let at = block.first; at < block.end; at += 1) {
        const instruction = instructions[at]!;
        visit(instruction, at, state);
        applyTransfers(instruction.operation.transfers, instruction.references, state);
      }
    }
  }

  #solve(instructions: readonly Instruction[], blocks: readonly Block[]): void {
    if (blocks.length * this.#registerCount > this.#entries.length) this.#entries = new Float64Array(2 * blocks.length * this.#registerCount);
    const indirect = new Float64Array(this.#registerCount);
    let hasIndirect = false;
    const pending: number[] = [];
    const propagate = (): void => {
      for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
        const block = blocks[index]!;
        const state = this.#load(index);
        for (let at = block.first; at < block.end; at += 1) {
          const { operation, references } = instructions[at]!;
          applyTransfers(operation.transfers, references, state);
        }
        if (block.continues && index + 1 < blocks.length && this.#enter(blocks[index + 1]!, index + 1, state)) pending.push(index + 1);
        if (block.target >= 0 && this.#enter(blocks[block.target]!, block.target, state)) pending.push(block.target);
        if (!block.isIndirect) continue;
        if (hasIndirect) intersect(indirect, 0, state);
        else indirect.set(state);
        hasIndirect = true;
      }
    };
    for (let index = 0; index < blocks.length; index += 1) {
      const block = blocks[index]!;
      if (block.isReached) continue;
      // What no direct path reaches, a jump table does. Without one it is the function's
      // start, or a function of its own that has no symbol, or a landing pad, which
      // begins with no more known.
      this.#enter(block, index, index > 0 && hasIndirect ? indirect : this.#atStart);
      if (blocks.length === 1 && block.target < 0) return;
      pending.push(index);
      propagate();
    }
  }

  #load(index: number): RegisterState {
    const start = index * this.#registerCount;
    for (let register = 0; register < this.#registerCount; register += 1) this.#state[register] = this.#entries[start + register]!;
    return this.#state;
  }

  /** Whether that changes what is known at the block's start: entries only get less, so that this ends. */
  #enter(block: Block, index: number, state: RegisterState): boolean {
    if (block.isReached) return intersect(this.#entries, index * this.#registerCount, state);
    block.isReached = true;
    this.#entries.set(state, index * this.#registerCount);
    return true;
  }
}

interface Block {
  readonly first: number;
  /** The index after its last instruction. */
  readonly end: number;
  readonly continues: boolean;
  /** The index of the block that it jumps to; -1 for none in the function. */
  target: number;
  readonly isIndirect: boolean;
  isReached: boolean;
}

function splitBlocks(instructions: readonly Instruction[]): Block[] {
  const count = instructions.length;
  // By instruction: whether a block starts there.
  const starts = new Uint8Array(count + 1);
  // By instruction that jumps within the function: one and the index of that which it jumps to.
  const targets = new Int32Array(count);
  for (let index = 0; index < count; index += 1) {
    const { operation, references } = instructions[index]!;
    if (!operation.isJump && !operation.endsFlow) continue;
    starts[index + 1] = 1;
    // With a relocation the destination lies in another function.
    if (!operation.isJump || references.length > 0 || operation.destination === undefined) continue;
    const target = indexOf(instructions, operation.destination);
    if (target < 0) continue;
    starts[target] = 1;
    targets[index] = target + 1;
  }
  starts[count] = 1;
  const blocks: Block[] = [];
  // By instruction that starts a block: the index of that.
  const blockAt = new Int32Array(count);
  for (let first = 0; first < count; ) {
    let end = first + 1;
    while (starts[end] === 0) end += 1;
    const { operation, references } = instructions[end - 1]!;
    blockAt[first] = blocks.length;
    blocks.push({
      first,
      end,
      continues: !operation.endsFlow,
      target: -1,
      isIndirect: operation.isJump && operation.destination === undefined && references.length === 0,
      isReached: false,
    });
    first = end;
  }
  for (const block of blocks) {
    const target = targets[block.end - 1]!;
    if (target > 0) block.target = blockAt[target - 1]!;
  }
  return blocks;
}

/** The index of the instruction at an address; -1 for none. */
function indexOf(instructions: readonly Instruction[], address: number): number {
  let low = 0;
  for (let high = instructions.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (instructions[middle]!.address < address) low = middle + 1;
    else high = middle;
  }
  return instructions[low]?.address === address ? low : -1;
}

/** Leaves in `known`, from `start` on, what it and `state` agree on; whether that is less than before. */
function intersect(known: Float64Array, start: number, state: RegisterState): boolean {
  let isLess = false;
  for (let register = 0; register < state.length; register += 1) {
    const value = known[start + register]!;
    // Unknown is not equal to itself.
    if (value !== value || value === state[register]) continue;
    known[start + register] = unknown;
    isLess = true;
  }
  return isLess;
}
