import { readFileSync } from "node:fs";
import { UsageError } from "../support/diagnostic.js";
import { isSystemError, reasonOf } from "./system-error.js";

/** The command line with what response files held in it. */
export interface ExpandedArguments {
  readonly argv: readonly string[];
  /** The files that were read, in order. */
  readonly files: readonly string[];
}

/**
 * Replaces each `@FILE` before `--` by the arguments that FILE holds, as LLVM's and
 * GNU's tools do: separated by white space, which quotes and backslashes protect.
 * A file may name others. What stands after `--` is another program's to read.
 */
export function expandResponseFiles(argv: readonly string[]): ExpandedArguments {
  if (!argv.some((word) => word.startsWith("@"))) return { argv, files: [] };
  const files: string[] = [];
  const terminator = argv.indexOf("--");
  const own = terminator < 0 ? argv : argv.slice(0, terminator);
  const expanded = own.flatMap((word) => expand(word, [], files));
  return { argv: terminator < 0 ? expanded : [...expanded, ...argv.slice(terminator)], files };
}

function expand(word: string, within: readonly string[], files: string[]): string[] {
  if (!word.startsWith("@") || word.length === 1) return [word];
  const file = word.slice(1);
  if (within.includes(file)) throw new UsageError(`response file '${file}' contains itself`);
  files.push(file);
  return splitWords(readText(file)).flatMap((inner) => expand(inner, [...within, file], files));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(
      `cannot read the response file '${file}': ${reasonOf(error)}`,
      `an input whose name begins with @ is given as './@${file}'`,
    );
  }
}

/** Words as GNU's buildargv splits them. */
function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\" && at + 1 < text.length) word = (word ?? "") + text[++at]!;
    else if (char === quote) quote = undefined;
    else if (quote === undefined && (char === "'" || char === '"')) {
      quote = char;
      word ??= "";
    } else if (quote === undefined && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}
