// Finds uses of the memory below the stack pointer. The System V ABI lets a
// function that calls nothing keep its variables there; in a kernel an interrupt
// overwrites them.
//
//   movl %eax, -4(%rsp)                        an access
//   pushq %rbp; movq %rsp, %rbp
//   movl %eax, -8(%rbp)                        an access: nothing was reserved
//   leaq -72(%rsp), %rax                       an address, in a function that
//                                              reserves nothing
//   movl %eax, -1(%rsp,%rcx)                   an access, in a function that
//                                              reserves nothing; elsewhere the
//                                              index may start at one
//
// An address counts as below where its distance from the stack pointer is known
// to be negative on every path to the instruction. After the stack pointer was
// aligned, or moved by a number computed at run time, that is known of addresses
// based on the stack pointer itself only. Prefetches and no-ops touch nothing.

import type { CodeFunction } from "../../macho/code.js";
import type { InstructionSet } from "../../macho/instruction-set.js";
import type { MemoryOperand } from "../../macho/operand.js";
import type { Value } from "../../macho/registers.js";
import { type InstructionRule, nothing, seen } from "../rule.js";

const fix = "run the pass noredzone, and look whether assembly of your own does it";

export const redZoneAccess: InstructionRule = {
  code: "red-zone-access",
  severity: "error",
  title: "code uses memory below the stack pointer",
  predicate: "uses memory below the stack pointer, which an interrupt overwrites",
  fix,
  looksAt: "instructions",
  prepare(fn, { instructionSet }) {
    const reserves = reservesStack(fn, instructionSet);
    return (instruction, _index, registers) => {
      for (const operand of instructionSet.accesses(instruction)) {
        // Where the function has variables of its own, an index can lead back to them.
        if (operand.preIndexed || (operand.index !== undefined && reserves)) continue;
        if (isBelow(operand, registers, instructionSet)) return seen;
      }
      return nothing;
    };
  },
};

export const redZoneAddress: InstructionRule = {
  code: "red-zone-address",
  severity: "error",
  title: "code takes the address of memory below the stack pointer",
  predicate: "takes the address of memory below the stack pointer, which an interrupt overwrites",
  fix,
  looksAt: "instructions",
  prepare(fn, { instructionSet }) {
    if (reservesStack(fn, instructionSet)) return () => nothing;
    return (instruction, _index, registers) => {
      const computed = instructionSet.computedAddress(instruction);
      if (computed === undefined || computed.destination === instructionSet.stackPointer) return nothing;
      return isBelow(computed, registers, instructionSet) ? seen : nothing;
    };
  },
};

function reservesStack({ instructions }: CodeFunction, instructionSet: InstructionSet): boolean {
  return instructions.some((instruction) => instructionSet.allocatesStack(instruction));
}

/** Whether base and displacement are known to lie below the stack pointer. */
function isBelow(
  { base, displacement }: Pick<MemoryOperand, "base" | "displacement">,
  registers: ReadonlyMap<string, Value>,
  { stackPointer }: InstructionSet,
): boolean {
  if (base === undefined) return false;
  if (base === stackPointer) return displacement < 0;
  const value = registers.get(base);
  const stack = registers.get(stackPointer);
  return value?.kind === "stack" && stack?.kind === "stack" && value.offset + displacement < stack.offset;
}
