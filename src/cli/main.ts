// From the command line to an exit code.

import { existsSync } from "node:fs";
import { closest } from "../support/closest.js";
import { UsageError } from "../support/diagnostic.js";
import type { Command } from "./command.js";
import { commands } from "./commands.js";
import { ExitCode } from "./exit-code.js";
import { failed } from "./failure.js";
import { formatHelp, formatOverview } from "./help.js";
import { defaultMessageOptions, messageOptions } from "./message-options.js";
import { parseArguments } from "./options.js";
import { writeOutputs } from "./output.js";
import { Reporter } from "./reporter.js";
import { expandResponseFiles } from "./response-file.js";
import { version } from "./version.js";

/** Does what the arguments (those after the program's name) say, and returns the exit code. Never throws. */
export async function main(given: readonly string[]): Promise<number> {
  let reporter = new Reporter({ ...defaultMessageOptions, json: given.includes("--json") });
  try {
    const { argv, files: responseFiles } = expandResponseFiles(given);
    const [word, ...others] = argv;
    if (argv.length === 1 && (word === "--help" || word === "-h" || word === "help")) return print(formatOverview(commands));
    const isHelp = word === "help" && isCommand(others[0]);
    const isNamed = isHelp || isCommand(word);
    if (!isNamed) refuseUnknownCommand(word);
    const command = await load((isHelp ? others[0] : isNamed ? word : undefined) ?? "run");
    const { common: messages, ...parsed } = parseArguments(isNamed ? others : argv, command.options, messageOptions);
    reporter = new Reporter(messages);
    if (messages.help || isHelp) return print(formatHelp(command));
    if (messages.version) return print(`kextir ${version}\n`);
    const code = await command.run({ ...parsed, messages, reporter, responseFiles });
    reporter.finish();
    return code;
  } catch (error) {
    return failed(error, reporter);
  }
}

function print(text: string): number {
  writeOutputs([{ path: undefined, pieces: [Buffer.from(text)] }]);
  return ExitCode.Done;
}

function isCommand(word: string | undefined): word is string {
  return commands.some(({ name }) => name === word);
}

function load(name: string): Promise<Command> {
  const command = commands.find((candidate) => candidate.name === name) ?? commands[0]!;
  return command.load();
}

// A bare word is taken for a file only where one of that name is there.
function refuseUnknownCommand(word: string | undefined): void {
  if (word === undefined || !/^[a-z][a-z-]*$/.test(word) || existsSync(word)) return;
  const near = closest(word, commands.map(({ name }) => name));
  throw new UsageError(
    `unknown command '${word}'`,
    near === undefined ? "kextir --help lists the commands; a file of that name is given as ./" + word : `did you mean '${near}'?`,
  );
}
