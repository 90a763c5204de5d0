// What a function had to keep for its caller, and has not.

import type { BootFinding } from "./finding.js";
import type { LineOf } from "./transcript.js";

/** By the bits that test-kernel/kext.c reports. */
const KEPT = [
  "%rbx", "%rbp", "%r12", "%r13", "%r14", "%r15", "%cr0", "%cr3", "%cr4", "the register EFER", "%fs's base", "%gs's base", "the base that swapgs brings", "the flags NT or AC",
];

/** @param name the function's. */
export function brokenReturn({ off, backward, changed: bits }: LineOf<"broken-return">, name: string, during: string): BootFinding {
  const changed = KEPT.filter((_, bit) => (bits & (1n << BigInt(bit))) !== 0n);
  const faults = [
    ...(off === 1n ? ["with interrupts off"] : []),
    ...(backward === 1n ? ["with the direction flag set"] : []),
    ...(changed.length > 0 ? [`with other values in ${changed.join(", ")}`] : []),
  ];
  return {
    code: "broken-return", severity: "error", message: `comes back ${faults.join(", ")}`, during,
    function: name, offset: null, address: null, isReturn: false, instruction: null, backtrace: [],
    notes: ["its caller, the kernel, relies on what they were"], fix: "look at inline assembly, and at each way out behind ml_set_interrupts_enabled",
  };
}
