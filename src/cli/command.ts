import type { MessageOptions } from "./message-options.js";
import type { Options, OptionValues } from "./options.js";
import type { Reporter } from "./reporter.js";

/** What a command is given. */
export interface Invocation<Table extends Options> {
  readonly options: OptionValues<Table>;
  readonly messages: MessageOptions;
  /** What is no option, `-` included. */
  readonly operands: readonly string[];
  /** What stands after `--`. */
  readonly rest: readonly string[];
  readonly reporter: Reporter;
  /** The arguments as they were given to the program. */
  readonly commandLine: readonly string[];
  /** The response files that the arguments came from. */
  readonly responseFiles: readonly string[];
}

/** A heading in help, and the options under it. */
export interface OptionGroup {
  readonly title: string;
  readonly options: Options;
}

/** One of the words that may follow `kextir`. */
export interface Command<Table extends Options = Options> {
  /** The command line, after `kextir`. */
  readonly usage: string;
  /** Paragraphs for help. */
  readonly description: string;
  /** Its options, but for those that every command takes. */
  readonly options: Table;
  /** The same options under headings, in the order of help. */
  readonly groups: readonly OptionGroup[];
  /** Command lines to copy, each with what it does. */
  readonly examples: readonly (readonly [commandLine: string, what: string])[];
  /** Does the work and returns the exit code. */
  run(invocation: Invocation<Table>): Promise<number>;
}

/** Defines a command; `run` sees the options that its table names. */
export function defineCommand<Table extends Options>(command: Command<Table>): Command<Table> {
  return command;
}
