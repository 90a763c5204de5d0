// What to say where an option stands before its command, or belongs to another one.

import { existsSync } from "node:fs";
import { UsageError } from "../support/diagnostic.js";
import { shellQuote } from "../toolchain/shell-quote.js";
import type { ListedCommand } from "./commands.js";
import { hasOption, type UnknownOption } from "./options.js";

/** The error for an unknown option that says whose option it is; the same error where it is nobody's. */
export async function ownedOption(error: UnknownOption, argv: readonly string[], commands: readonly ListedCommand[]): Promise<UsageError> {
  const owners: string[] = [];
  for (const { name, load } of commands) if (hasOption(error.word, (await load()).options)) owners.push(name);
  if (owners.length === 0) return error;
  if (commands.some(({ name }) => name === argv[0])) return new UsageError(`unknown option '${error.word}' of '${argv[0]}'`, havingIt(owners));
  const behind = argv.find((word) => owners.includes(word) && !existsSync(word));
  if (behind !== undefined) return new UsageError(`'${error.word}' is an option of '${behind}', which stands first`, withCommandFirst(behind, argv));
  return new UsageError(error.message, `${havingIt(owners)}: ${withCommandFirst(owners[0]!, argv)}`);
}

/** The error for a command that stands behind options. */
export function commandBehindOptions(command: string, argv: readonly string[]): UsageError {
  return new UsageError(`the command, '${command}', stands first`, withCommandFirst(command, argv));
}

function havingIt(owners: readonly string[]): string {
  return owners.length === 1 ? `'${owners[0]}' has it` : `${owners.map((name) => `'${name}'`).join(" and ")} have it`;
}

function withCommandFirst(command: string, argv: readonly string[]): string {
  const at = argv.indexOf(command);
  return shellQuote(["kextir", command, ...argv.filter((_, index) => index !== at)]);
}
