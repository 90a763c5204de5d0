import type { Module } from "../../ir/module.js";
import type { PassResult } from "../../pass/pass-manager.js";
import { InputError } from "../../support/diagnostic.js";
import { verifyModule } from "../../toolchain/verify.js";
import { searchPlaces } from "../environment.js";

/**
 * Has llvm-as read the module before the first pass, and after each that changed it.
 * Throws InputError, naming the pass, for a module that it refuses.
 */
export async function verifyEach(module: Module, result?: PassResult): Promise<void> {
  if (result !== undefined && !result.changed) return;
  const refusal = await verifyModule([...module.print()], searchPlaces());
  if (refusal === undefined) return;
  const what = result === undefined ? "the input is invalid" : `pass '${result.pass.pass.name}' made the module invalid`;
  throw new InputError({ ...refusal, message: `${what}: ${refusal.message}` });
}
