import type { Operation } from "./instruction-set.js";

// A register of the floating-point and vector file, SVE's among them, alone or
// with its arrangement, as in `v0.16b`; SME's array and table.
const floatingPointRegister = /(?:^|[\s{[,-])(?:[vqdshbz](?:[12]?\d|3[01])|pn?(?:\d|1[0-5])|za(?:\d+[hv]?)?|zt0)(?:\.\w+)?(?=$|[\s,}\]/[-])/;

// What turns SME on and off, clears none of its array, and sets the first-fault register;
// and products of bfloat16, which llvm-objdump writes without operands for Mach-O.
const namesNoRegister = /^(?:smstart|smstop|zero|setffr|bfmlal[bt])$/;

/** Whether an instruction uses vector registers, SVE's predicates, SME's array, or the registers that control them. */
export function isArm64FloatingPoint({ mnemonic, operandText }: Pick<Operation, "mnemonic" | "operandText">): boolean {
  if (mnemonic === "mrs" || mnemonic === "msr") return /\b(?:fp[csm]r\b|svcr)/i.test(operandText);
  return namesNoRegister.test(mnemonic) || floatingPointRegister.test(operandText);
}
