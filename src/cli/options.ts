// Options as data: what the parser reads and what help prints is one table.

import { closest } from "../support/closest.js";
import { UsageError } from "../support/diagnostic.js";

/** One option; without `value` it is a flag. */
export interface Option {
  /** One letter, for `-o`. */
  readonly short?: string;
  /** What stands for its value in help, as FILE. */
  readonly value?: string;
  /** A value is given with `=` or not at all; without one it is the empty text. */
  readonly isValueOptional?: true;
  /** May be given more than once, and gathers its values; of other options the last one counts. */
  readonly isRepeated?: true;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  /** How help spells it, where that is not `-s, --long=VALUE`. */
  readonly spelling?: string;
  readonly help: string;
}

/** Options by long name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

/** What was given: flags as booleans, values as text, repeated options as lists. */
export type OptionValues<Table extends Options> = { readonly [Name in keyof Table]: OptionValue<Table[Name]> };

type OptionValue<Of extends Option> = Option extends Of
  ? boolean | string | undefined | readonly string[]
  : Of extends { value: string; isRepeated: true }
    ? readonly string[]
    : Of extends { value: string }
      ? (Of extends { choices: readonly (infer Choice)[] } ? Choice : string) | undefined
      : boolean;

export interface Arguments<Table extends Options, Common extends Options> {
  readonly options: OptionValues<Table>;
  readonly common: OptionValues<Common>;
  /** What is no option, `-` included. */
  readonly operands: readonly string[];
  /** What stands after `--`. */
  readonly rest: readonly string[];
}

/** An option that a command does not have. */
export class UnknownOption extends UsageError {
  /** As it was given. */
  readonly word: string;

  constructor(word: string, fix: string) {
    super(`unknown option '${word.replace(/=.*$/s, "")}'`, fix);
    this.word = word;
  }
}

/** Whether an option, as it was given, would be one of these. */
export function hasOption(word: string, table: Options): boolean {
  if (word.startsWith("--")) return Object.hasOwn(table, word.slice(2).replace(/=.*$/s, ""));
  return Object.values(table).some(({ short, choices }) => short === word[1] && (word.length === 2 || choices === undefined || choices.includes(word.slice(2))));
}

/**
 * Reads `argv` by the options of a command and those common to all. Throws UsageError
 * for an option that is in neither table and a value that is wrong.
 */
export function parseArguments<Table extends Options, Common extends Options>(
  argv: readonly string[],
  own: Table,
  common: Common,
): Arguments<Table, Common> {
  const table: Options = { ...own, ...common };
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  let at = 0;
  for (; at < argv.length && argv[at] !== "--"; at++) {
    const word = argv[at]!;
    if (word === "-" || !word.startsWith("-")) {
      operands.push(word);
      continue;
    }
    for (const { name, spelling, value: inline } of word.startsWith("--") ? [splitLong(word, table)] : splitShort(word, table)) {
      const option = table[name]!;
      const next = inline === undefined && takesNext(option) ? argv[++at] : undefined;
      const value = checkedValue(spelling, option, inline, next);
      const values = given.get(name);
      if (values === undefined) given.set(name, [value]);
      else values.push(value);
    }
  }
  return { options: gather(given, own), common: gather(given, common), operands, rest: argv.slice(at + 1) };
}

/** An option as it was written. */
interface WrittenOption {
  readonly name: string;
  /** `--passes` or `-o`. */
  readonly spelling: string;
  /** What stands behind `=`, or behind the letter; undefined for nothing. */
  readonly value: string | undefined;
}

function splitLong(word: string, table: Options): WrittenOption {
  const equals = word.indexOf("=");
  const spelling = equals < 0 ? word : word.slice(0, equals);
  const name = spelling.slice(2);
  if (!Object.hasOwn(table, name)) throw unknownOption(word, name, table);
  return { name, spelling, value: equals < 0 ? undefined : word.slice(equals + 1) };
}

/** `-gv` is `-g -v`, and `-O2` is `-O` with a value. */
function splitShort(word: string, table: Options): WrittenOption[] {
  refuseSingleDash(word, table);
  const written: WrittenOption[] = [];
  for (let at = 1; at < word.length; at++) {
    const letter = word[at];
    const [name, option] = Object.entries(table).find(([, { short }]) => short === letter) ?? [];
    if (name === undefined || option === undefined) throw unknownOption(word, undefined, table);
    const hasValue = option.value !== undefined && at + 1 < word.length;
    written.push({ name, spelling: `-${letter}`, value: hasValue ? word.slice(at + 1) : undefined });
    if (hasValue) break;
  }
  return written;
}

function takesNext(option: Option): boolean {
  return option.value !== undefined && !option.isValueOptional;
}

/** The value of an option, given with it or as the next word; the empty text for none. */
function checkedValue(spelling: string, option: Option, inline: string | undefined, next: string | undefined): string {
  if (option.value === undefined) {
    if (inline !== undefined) throw new UsageError(`${spelling} takes no value`, `write ${spelling} alone`);
    return "";
  }
  const value = inline ?? next;
  if (value === undefined) {
    if (option.isValueOptional) return "";
    throw new UsageError(`${spelling} needs a value`, `write ${spelling}${spelling.startsWith("--") ? "=" : " "}${option.value}`);
  }
  if (inline === undefined && value.length > 1 && value.startsWith("-")) {
    throw new UsageError(`${spelling} needs a value, and '${value}' looks like an option`, `write ${example(spelling, value)} if it is the value`);
  }
  if (option.choices !== undefined && !option.choices.includes(value)) {
    throw new UsageError(`${spelling}: '${value}' is not one of ${option.choices.join(", ")}`, option.help);
  }
  return value;
}

function example(spelling: string, value: string): string {
  return `${spelling}${spelling.startsWith("--") ? "=" : ""}${value}`;
}

// LLVM's tools read `-passes=x` as `--passes=x`; here `-passes` would be seven short options.
function refuseSingleDash(word: string, table: Options): void {
  const name = /^-([a-z][a-z-]+)(?:=|$)/.exec(word)?.[1];
  if (name !== undefined && Object.hasOwn(table, name)) {
    throw new UsageError(`unknown option '${word}'`, `long options have two dashes: '-${word}'`);
  }
}

function unknownOption(word: string, name: string | undefined, table: Options): UnknownOption {
  if (name === undefined) return new UnknownOption(word, "a file of that name is given as ./NAME; --help lists the options");
  const near = closest(name, Object.keys(table));
  return new UnknownOption(word, near === undefined ? "--help lists the options" : `did you mean '--${near}'?`);
}

function gather<Table extends Options>(given: ReadonlyMap<string, readonly string[]>, table: Table): OptionValues<Table> {
  const options: Record<string, boolean | string | undefined | readonly string[]> = {};
  for (const [name, option] of Object.entries(table)) {
    const values = given.get(name);
    if (option.value === undefined) options[name] = values !== undefined;
    else if (option.isRepeated) options[name] = values ?? [];
    else options[name] = values?.at(-1);
  }
  return options as OptionValues<Table>;
}
