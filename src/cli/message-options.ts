import type { Options, OptionValues } from "./options.js";

/** How kextir talks; every command takes these. */
export const messageOptions = {
  verbose: { short: "v", help: "show remarks, too, and every diagnostic of a kind" },
  quiet: { short: "q", help: "show errors only" },
  json: { help: "diagnostics as JSON, one on a line; a report as one JSON document" },
  color: { value: "WHEN", choices: ["auto", "always", "never"], help: "colour diagnostics: auto (the default), always or never; NO_COLOR is heeded" },
  warn: { short: "W", value: "error", choices: ["error"], spelling: "-Werror", help: "warnings are errors" },
  strict: { help: "a rule, a name or a pass that met nothing it is for is an error" },
  help: { short: "h", help: "show this" },
  version: { help: "show kextir's version" },
} as const satisfies Options;

export type MessageOptions = OptionValues<typeof messageOptions>;

/** For what goes wrong before the options are known. */
export const defaultMessageOptions: MessageOptions = {
  verbose: false,
  quiet: false,
  json: false,
  color: undefined,
  warn: undefined,
  strict: false,
  help: false,
  version: false,
};
