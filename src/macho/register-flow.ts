import type { CodeFunction, Instruction } from "./code.js";
import type { Flow, InstructionSet } from "./instruction-set.js";
import { intersection, type Registers, type Value } from "./registers.js";

/**
 * Visits each instruction of `fn` in order, with what the registers are known to
 * hold before it on every path that leads there. Where paths disagree, or where
 * no path is known to lead, as to a landing pad, the register is unknown.
 */
export function visitInstructions(
  fn: CodeFunction,
  instructionSet: InstructionSet,
  visit: (instruction: Instruction, index: number, registers: ReadonlyMap<string, Value>) => void,
): void {
  const blocks = splitBlocks(fn, instructionSet);
  solve(blocks, instructionSet);
  let index = 0;
  for (const { instructions, entry } of blocks) {
    const registers: Registers = new Map(entry);
    for (const instruction of instructions) {
      visit(instruction, index++, registers);
      instructionSet.apply(instruction, registers);
    }
  }
}

interface Block {
  readonly instructions: readonly Instruction[];
  readonly flow: Flow;
  /** Undefined while no path is known to lead here. */
  entry: ReadonlyMap<string, Value> | undefined;
}

function splitBlocks({ instructions }: CodeFunction, instructionSet: InstructionSet): Block[] {
  const flows = instructions.map((instruction) => instructionSet.flow(instruction));
  const targets = new Set(flows.map(({ target }) => target));
  const blocks: Block[] = [];
  let first = 0;
  for (const [index, flow] of flows.entries()) {
    const next = instructions[index + 1];
    const ends = next === undefined || !flow.continues || flow.target !== undefined || targets.has(next.address);
    if (!ends) continue;
    blocks.push({ instructions: instructions.slice(first, index + 1), flow, entry: undefined });
    first = index + 1;
  }
  return blocks;
}

function solve(blocks: readonly Block[], instructionSet: InstructionSet): void {
  const byAddress = new Map(blocks.map((block, index) => [block.instructions[0]?.address, index]));
  const pending = blocks.length > 0 ? [0] : [];
  const enter = (index: number | undefined, registers: ReadonlyMap<string, Value>): void => {
    const block = index === undefined ? undefined : blocks[index];
    if (block === undefined || index === undefined) return;
    const merged = block.entry === undefined ? new Map(registers) : intersection(block.entry, registers);
    // Entries only shrink, so that this ends.
    if (merged.size === block.entry?.size) return;
    block.entry = merged;
    pending.push(index);
  };
  const propagate = (): Registers | undefined => {
    let atIndirect: Registers | undefined;
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      const block = blocks[index];
      if (block === undefined) continue;
      const registers: Registers = new Map(block.entry);
      for (const instruction of block.instructions) instructionSet.apply(instruction, registers);
      const { continues, target, indirect } = block.flow;
      if (continues) enter(index + 1, registers);
      if (target !== undefined) enter(byAddress.get(target), registers);
      if (indirect === true) atIndirect = atIndirect === undefined ? registers : intersection(atIndirect, registers);
    }
    return atIndirect;
  };

  const first = blocks[0];
  if (first === undefined) return;
  first.entry = new Map<string, Value>([[instructionSet.stackPointer, { kind: "stack", offset: 0 }]]);
  const atIndirect = propagate();
  // What no direct path reaches, a jump table does.
  if (atIndirect === undefined) return;
  for (const [index, block] of blocks.entries()) {
    if (block.entry !== undefined) continue;
    enter(index, atIndirect);
    propagate();
  }
}
