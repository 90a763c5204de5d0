import type { Operation } from "./instruction-set.js";

// A register of the floating-point and vector file, SVE's among them, alone or
// with its arrangement, as in `v0.16b`.
const floatingPointRegister = /(?:^|[\s{[,-])(?:[vqdshbz](?:[12]?\d|3[01])|p(?:\d|1[0-5]))(?:\.\w+)?(?=$|[\s,}\]/[-])/;

/** Whether an instruction uses vector registers, SVE's predicates, or FPCR and FPSR, which control them. */
export function isArm64FloatingPoint({ mnemonic, operandText }: Pick<Operation, "mnemonic" | "operandText">): boolean {
  if (mnemonic === "mrs" || mnemonic === "msr") return /\bfp[cs]r\b/i.test(operandText);
  return floatingPointRegister.test(operandText);
}
