import type { Reference } from "./reference.js";
import { dataValue, type Register, type RegisterState, unknown } from "./registers.js";

/** What an instruction does to a register. One that does more has several, done in order. */
export type Transfer =
  /** `to` becomes what `from` holds and `added` bytes. */
  | { readonly kind: "move"; readonly to: Register; readonly from: Register; readonly added: number }
  /** `to` becomes what a relocation of that type refers to; where there is none, what `otherwise` says. */
  | { readonly kind: "refer"; readonly to: Register; readonly typeName: string; readonly otherwise: Sum | undefined }
  /** What registers hold is no longer known. */
  | { readonly kind: "forget"; readonly registers: readonly Register[] }
  | { readonly kind: "forget-all" };

/** What a register holds, and a number of bytes. */
export interface Sum {
  readonly from: Register;
  readonly added: number;
}

/** Whether one of the transfers changes a register. */
export function writes(transfers: readonly Transfer[], register: Register): boolean {
  return transfers.some((transfer) => {
    if (transfer.kind === "forget") return transfer.registers.includes(register);
    return transfer.kind === "forget-all" || transfer.to === register;
  });
}

/** Changes `state` as an instruction does that has these transfers and references. */
export function applyTransfers(transfers: readonly Transfer[], references: readonly Reference[], state: RegisterState): void {
  for (let index = 0; index < transfers.length; index += 1) {
    const transfer = transfers[index]!;
    switch (transfer.kind) {
      case "move":
        state[transfer.to] = state[transfer.from]! + transfer.added;
        break;
      case "refer":
        state[transfer.to] = referredValue(transfer.typeName, references) ?? sum(transfer.otherwise, state);
        break;
      case "forget":
        for (const register of transfer.registers) state[register] = unknown;
        break;
      case "forget-all":
        state.fill(unknown);
        break;
    }
  }
}

function referredValue(typeName: string, references: readonly Reference[]): number | undefined {
  const [reference, second] = references;
  if (reference === undefined || second !== undefined || reference.typeName !== typeName) return undefined;
  return reference.address === undefined ? unknown : dataValue(reference.address);
}

function sum(otherwise: Sum | undefined, state: RegisterState): number {
  return otherwise === undefined ? unknown : state[otherwise.from]! + otherwise.added;
}
