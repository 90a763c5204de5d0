import type { Command } from "./command.js";
import { messageOptions } from "./message-options.js";
import type { Option } from "./options.js";

/** One of the commands, as the overview lists it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
}

/** What `kextir --help` prints. */
export function formatOverview(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `\
kextir makes the LLVM IR that rustc emits fit for a kernel and hands it to clang -mkernel.

Usage: kextir [COMMAND] …

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join("")}
kextir COMMAND --help explains a command. Without one, 'run' is meant.

Example:
  rustc --target x86_64-apple-darwin --emit=llvm-ir -o main.ll main.rs
  kextir main.ll -o main.kext.ll
  clang -target x86_64-apple-macosx10.15 -mkernel -O2 -c -x ir main.kext.ll -o main.o
`;
}

/** What `kextir COMMAND --help` prints. */
export function formatHelp({ usage, description, groups: own, examples }: Command): string {
  const groups = [...own, { title: "Messages", options: messageOptions }];
  const rows = groups.flatMap(({ options }) => Object.entries(options).map(([name, option]) => spell(name, option)));
  const width = Math.min(Math.max(...rows.map((row) => row.length)), WIDEST_SPELLING);
  const sections = groups.map(({ title, options }) => {
    const lines = Object.entries(options).map(([name, option]) => {
      const spelling = spell(name, option);
      const gap = spelling.length > width ? `\n${" ".repeat(width + 4)}` : " ".repeat(width - spelling.length + 2);
      return `  ${spelling}${gap}${wrap(option.help, width + 4)}\n`;
    });
    return `${title}:\n${lines.join("")}`;
  });
  const examplesText = examples.map(([commandLine, what]) => `  ${commandLine}\n      ${what}\n`).join("");
  return `Usage: kextir ${usage}\n\n${description.trimEnd()}\n\n${sections.join("\n")}\nExamples:\n${examplesText}`;
}

const WIDEST_SPELLING = 30;
const LINE_WIDTH = 100;

function spell(name: string, { short, value, isValueOptional, spelling }: Option): string {
  if (spelling !== undefined) return spelling;
  const equals = value === undefined ? "" : isValueOptional ? `[=${value}]` : `=${value}`;
  const long = `--${name}${equals}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function wrap(text: string, indent: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && indent + line.length + 1 + word.length > LINE_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}
