import { BitcodeError } from "llvm-bitcode-reader";
import { InputError } from "../support/diagnostic.js";

/**
 * Gives what `read` gives. Reading bitcode may end wherever a part of it is first asked for, so all
 * that asks has to be in here.
 *
 * @throws InputError in place of a BitcodeError.
 */
export function readingBitcode<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BitcodeError)) throw error;
    throw new InputError({
      severity: "error",
      code: "malformed-bitcode",
      message: `malformed bitcode: ${error.message}`,
      fix: "the file may be cut short: make it again with the compiler that wrote it",
    });
  }
}
