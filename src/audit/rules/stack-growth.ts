// Finds what user-land code does before it uses new stack: ask a routine for
// more, compare with the thread's limit, or touch page after page so that the
// guard page is hit. A kernel has neither the routine nor the limit, and its
// stack is mapped.
//
//   callq ___morestack                         a call
//   cmpq  %gs:0x330, %rsp                      a check, by split stacks
//   subq  $0x1000, %rsp; movq $0, (%rsp); …    a probe
//   xorq  $0, (%rsp)                           a probe: it changes nothing
//
// A store of zero to (%rsp) is also how a variable is cleared. It counts as a
// probe right after the stack pointer was lowered, where it is lowered further or
// compared right after it: what else would clear a variable between the two?

import { calledSymbol } from "../../macho/code.js";
import type { Operation } from "../../macho/instruction-set.js";
import type { Operand } from "../../macho/operand.js";
import { type InstructionRule, nothing, seen } from "../rule.js";

const stackRoutines = new Set([
  "___morestack",
  "___morestack_addr",
  "___morestack_non_split",
  "___rust_probestack",
  "___probestack",
  "___chkstk",
  "___chkstk_darwin",
  "____chkstk_darwin",
  "___zig_probe_stack",
]);

const emptyUpdate = /^(?:lock )?(?:or|xor)[bwlq]$/;
const pageSize = 0x1000;

const fix = "run the pass strip-split-stack";

export const stackProbeCall: InstructionRule = {
  code: "stack-probe-call",
  severity: "error",
  title: "code calls a routine that grows or probes the stack",
  predicate: "calls a routine that grows or probes the stack",
  fix,
  looksAt: "instructions",
  concerns: ({ isCall, isJump }) => isCall || isJump,
  prepare: () => (instruction) => {
    const callee = calledSymbol(instruction)?.name;
    return callee !== undefined && stackRoutines.has(callee) ? [{ callee }] : nothing;
  },
};

export const stackProbe: InstructionRule = {
  code: "stack-probe",
  severity: "warning",
  title: "code touches stack only to have it mapped",
  predicate: "touches stack only to have it mapped",
  fix,
  looksAt: "instructions",
  concerns: (operation) => isEmptyUpdate(operation) || isClearing(operation),
  prepare:
    ({ instructions }) =>
    ({ operation }, index) =>
      isEmptyUpdate(operation) || isBetweenMoves(instructions[index - 1]?.operation, instructions[index + 1]?.operation) ? seen : nothing,
};

export const stackCheck: InstructionRule = {
  code: "stack-check",
  severity: "error",
  title: "code compares the stack pointer with a limit that the kernel does not keep",
  predicate: "compares the stack pointer with a limit that the kernel does not keep",
  fix,
  looksAt: "instructions",
  concerns: (operation) => usesThreadSegment(operation) && isStackCheck(operation),
  prepare: () => () => seen,
};

export const segmentRegister: InstructionRule = {
  code: "segment-register",
  severity: "error",
  title: "code uses %fs, %gs or a thread register",
  predicate: "uses %fs, %gs or a thread register, which are the kernel's own there",
  looksAt: "instructions",
  concerns: (operation) => (usesThreadSegment(operation) && !isStackCheck(operation)) || isThreadRegister(operation),
  prepare: () => () => seen,
};

function usesThreadSegment({ accesses }: Operation): boolean {
  return accesses.some(isInThreadSegment);
}

/** arm64: where programs keep the address of their thread's variables; and any move to a segment register. */
function isThreadRegister({ mnemonic, operandText }: Operation): boolean {
  if (/^m[rs][rs]$/.test(mnemonic)) return /\btpidr/i.test(operandText);
  return /^(?:mov[wlq]|push[wq]?|pop[wq]?)$/.test(mnemonic) ? /%[fg]s\b/.test(operandText) : /^(?:rd|wr)[fg]sbase|^swapgs$|^l[fg]s/.test(mnemonic);
}

function isInThreadSegment(operand: Operand): boolean {
  return operand.kind === "memory" && operand.inThreadSegment;
}

// The compiler puts the address it compares, where it is not %rsp itself, into %r10 or %r11.
function isStackCheck({ mnemonic, operandText }: Operation): boolean {
  return mnemonic.startsWith("cmp") && /%(?:[re]sp|r1[01]d?)$/.test(operandText);
}

function isEmptyUpdate({ mnemonic, operandText }: Operation): boolean {
  return emptyUpdate.test(mnemonic) && /^\$(?:0x)?0, .*\(%rsp\)$/.test(operandText);
}

function isClearing({ mnemonic, operandText }: Operation): boolean {
  return /^mov[bwlq]$/.test(mnemonic) && /^\$(?:0x)?0, \(%rsp\)$/.test(operandText);
}

function isBetweenMoves(before: Operation | undefined, after: Operation | undefined): boolean {
  const lowered = before?.mnemonic === "subq" ? /^\$(\w+), %rsp$/.exec(before.operandText)?.[1] : undefined;
  if (lowered === undefined || after === undefined) return false;
  if (/^(?:sub|cmp)q$/.test(after.mnemonic)) return after.operandText.endsWith("%rsp");
  // The last 8 bytes of a frame are reserved by a push.
  return after.mnemonic.startsWith("push") && Number(lowered) % pageSize === 0;
}
