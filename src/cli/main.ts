// From the command line to an exit code.

import { existsSync } from "node:fs";
import { closest } from "../support/closest.js";
import { UsageError } from "../support/diagnostic.js";
import { commands, type ListedCommand } from "./commands.js";
import { ExitCode } from "./exit-code.js";
import { failed } from "./failure.js";
import { formatHelp, formatOverview } from "./help.js";
import { defaultMessageOptions, messageOptions } from "./message-options.js";
import { parseArguments, UnknownOption } from "./options.js";
import { writeOutputs } from "./output.js";
import { Reporter } from "./reporter.js";
import { expandResponseFiles } from "./response-file.js";
import { version } from "./version.js";

/** Does what the arguments (those after the program's name) say, and returns the exit code. Never throws. */
export async function main(given: readonly string[]): Promise<number> {
  let reporter = new Reporter({ ...defaultMessageOptions, json: given.includes("--json") });
  try {
    const { argv, files: responseFiles } = expandResponseFiles(given);
    if (argv.length === 1 && OVERVIEW.includes(argv[0]!)) return print(formatOverview(commands));
    const { listed, rest } = chooseCommand(argv);
    const command = await listed.load();
    const { common: messages, ...parsed } = parseArguments(rest, command.options, messageOptions);
    reporter = new Reporter(messages);
    const behind = rest === argv ? commandNamed(parsed.operands[0]) : undefined;
    if (behind !== undefined && !existsSync(behind.name)) throw (await import("./misplaced.js")).commandBehindOptions(behind.name, argv);
    if (messages.help) return print(formatHelp(command));
    if (messages.version) return print(`kextir ${version}\n`);
    const code = await command.run({ ...parsed, messages, reporter, commandLine: given, responseFiles });
    reporter.finish();
    return code;
  } catch (error) {
    return failed(error instanceof UnknownOption ? await (await import("./misplaced.js")).ownedOption(error, given, commands) : error, reporter);
  }
}

const OVERVIEW: readonly string[] = ["--help", "-h", "help"];

function print(text: string): number {
  writeOutputs([{ path: undefined, pieces: [Buffer.from(text)] }]);
  return ExitCode.Done;
}

/** The command that the first word names, `run` where it names none, and the arguments for it. */
function chooseCommand(argv: readonly string[]): { readonly listed: ListedCommand; readonly rest: readonly string[] } {
  const [first, second] = argv;
  const named = commandNamed(first);
  if (named !== undefined) return { listed: named, rest: argv.slice(1) };
  if (first === "help") {
    const explained = commandNamed(second);
    if (explained === undefined) throw unknownCommand(second ?? "");
    return { listed: explained, rest: ["--help"] };
  }
  // A bare word is taken for a file only where one of that name is there.
  if (first !== undefined && /^[a-z][a-z-]*$/.test(first) && !existsSync(first)) throw unknownCommand(first);
  return { listed: commands[0]!, rest: argv };
}

function commandNamed(word: string | undefined): ListedCommand | undefined {
  return commands.find(({ name }) => name === word);
}

function unknownCommand(word: string): UsageError {
  const near = closest(word, commands.map(({ name }) => name));
  return new UsageError(
    `unknown command '${word}'`,
    near === undefined ? `kextir --help lists the commands; a file of that name is given as ./${word}` : `did you mean '${near}'?`,
  );
}
