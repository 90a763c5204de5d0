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
import { type RegisterState, stackOffset } from "../../macho/registers.js";
import { type InstructionRule, nothing, seen } from "../rule.js";

const fix = "run the pass noredzone, and look whether assembly of your own does it";

export const redZoneAccess: InstructionRule = {
  code: "red-zone-access",
  severity: "error",
  title: "code uses memory below the stack pointer",
  predicate: "uses memory below the stack pointer, which an interrupt overwrites",
  fix,
  looksAt: "instructions",
  concerns: ({ accesses }) => accesses.some(({ base }) => base !== undefined),
  prepare(fn, { instructionSet }) {
    const reserves = reservesStack(fn);
    return ({ operation }, _index, state) => {
      for (const operand of operation.accesses) {
        // `[sp, #-16]!` lowers the stack pointer to where it stores.
        if (operand.preIndexed && operand.base === instructionSet.stackPointer) continue;
        // Where the function has variables of its own, an index can lead back to them.
        if (operand.isIndexed && reserves) continue;
        if (isBelow(operand, state, instructionSet)) return seen;
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
  concerns: ({ computedAddress }) => computedAddress !== undefined,
  prepare(fn, { instructionSet }) {
    if (reservesStack(fn)) return () => nothing;
    return ({ operation: { computedAddress } }, _index, state) => {
      if (computedAddress === undefined || computedAddress.destination === instructionSet.stackPointer) return nothing;
      return isBelow(computedAddress, state, instructionSet) ? seen : nothing;
    };
  },
};

function reservesStack({ instructions }: CodeFunction): boolean {
  return instructions.some(({ operation }) => operation.allocatesStack);
}

/** Whether base and displacement are known to lie below the stack pointer. */
function isBelow({ base, displacement }: Pick<MemoryOperand, "base" | "displacement">, state: RegisterState, { stackPointer }: InstructionSet): boolean {
  if (base === undefined) return false;
  // Also where it is not known where the stack pointer is.
  if (base === stackPointer) return displacement < 0;
  return stackOffset(state, base) + displacement < stackOffset(state, stackPointer);
}
