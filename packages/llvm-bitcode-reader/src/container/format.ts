import type { ByteWindow } from "./byte-window.js";

/** A kind of file that bitcode may be in. */
export interface ContainerFormat {
  readonly kind: "archive" | "elf" | "mach-o" | "universal" | "coff";
  /** Whether a file is of that kind, by its first bytes. */
  recognizes(window: ByteWindow): boolean;
  /**
   * The parts of it where bitcode may be: members, slices, certain sections.
   *
   * @throws BitcodeError where it is cut short or its sizes and places lead nowhere.
   */
  parts(window: ByteWindow): Iterable<ContainerPart>;
}

export interface ContainerPart {
  /** Of a member, a section or an architecture. */
  readonly name: string;
  readonly window: ByteWindow;
  /** Whether it is no bitcode but the command line that the bitcode beside it was compiled with. */
  readonly isCommandLine?: boolean;
}
