// The options that say what is in a kext's bundle, for the commands that make one.

import { basename } from "node:path";
import { type InfoPlistOptions, REQUIRED } from "../driver/kext/info-plist.js";
import { UsageError } from "../support/diagnostic.js";
import { isPlistDictionary, parsePlist, type PlistDictionary } from "../support/plist.js";
import { readInput } from "./input.js";
import type { Options, OptionValues } from "./options.js";

export const bundleOptions = {
  "info-plist": { value: "FILE", help: "keys of your own, which go before those that are made; Xcode's variables are replaced" },
  personalities: { value: "FILE", help: "a property list with entries for IOKitPersonalities, by their names" },
  identifier: { value: "ID", help: "the CFBundleIdentifier (default: the name in kmod_info)" },
  "bundle-version": { value: "VERSION", help: "the CFBundleVersion, as 1.2.3 or 1.2.3b4 (default: the version in kmod_info)" },
  "compatible-version": { value: "VERSION", help: "the OSBundleCompatibleVersion, with which other kexts may link against this one" },
  required: { value: "WHEN", choices: REQUIRED, help: "the OSBundleRequired: when the kext is needed to start up, as Root; only such are loaded in safe boot" },
} as const satisfies Options;

/** What the options say, but for the kernel. Throws UsageError for an output that is no kext's name, InputError for a list that cannot be read. */
export function bundleChoice(options: OptionValues<typeof bundleOptions>, output: string): Omit<InfoPlistOptions, "kernel"> {
  const name = basename(output);
  if (!/^[^.].*\.kext$/.test(name)) throw new UsageError(`-o ${output}: a kernel extension's folder is named NAME.kext`, `-o ${proposedName(output)}`);
  return {
    executable: name.slice(0, -".kext".length),
    given: dictionaryFile(options["info-plist"]),
    personalities: dictionaryFile(options.personalities),
    identifier: options.identifier,
    version: options["bundle-version"],
    compatibleVersion: options["compatible-version"],
    required: options.required,
  };
}

/** What was probably meant: another ending, or a folder to put it into. */
function proposedName(output: string): string {
  const stem = output.replace(/(?:\.[a-z]+)?\/*$/, "");
  return `${/(?:^|\/)[-.]*$/.test(stem) ? stem.replace(/[-.]*$/, "NAME") : stem}.kext`;
}

function dictionaryFile(path: string | undefined): PlistDictionary | undefined {
  if (path === undefined) return undefined;
  const plist = parsePlist(readInput(path).bytes.toString("utf8"), path);
  if (isPlistDictionary(plist)) return plist;
  throw new UsageError(`'${path}' holds no dictionary`, "a property list's outermost element is to be <dict>");
}
