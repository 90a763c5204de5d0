import { InputError } from "../support/diagnostic.js";

/**
 * A Mach-O file that is malformed, or of a kind that is not read. The message
 * ends with the place. The diagnostic has no span: spans are for text, and the
 * object is hardly ever the file that the user is working on.
 */
export class MachOError extends InputError {
  /** Bytes from the start of the file to what is wrong. */
  readonly offset: number;

  constructor(code: string, message: string, offset: number, fix?: string) {
    super({
      severity: "error",
      code,
      message: `${message} (at byte offset 0x${offset.toString(16)})`,
      ...(fix === undefined ? {} : { fix }),
    });
    this.offset = offset;
  }
}
