// The Info.plist of a kext: what its author says, and what its binary tells.

import { type KmodInfo, readKmodInfo } from "../../audit/kext/kmod-info.js";
import { kextVersion } from "../../audit/kext/version.js";
import { defaultSettings } from "../../audit/settings.js";
import type { KernelChoice } from "../../audit/symbols.js";
import { MH_KEXT_BUNDLE } from "../../macho/layout.js";
import { readMachO } from "../../macho/read.js";
import { InputError } from "../../support/diagnostic.js";
import { isPlistArray, isPlistDictionary, type PlistDictionary, type PlistValue } from "../../support/plist.js";
import { symbolReport } from "../audit-object-file.js";

/** When a kext is needed to start a Mac up; only such are loaded in safe boot. */
export const REQUIRED = ["Root", "Local-Root", "Network-Root", "Console", "Safe Boot"] as const;

export interface InfoPlistOptions {
  /** The author's own keys; OSBundleLibraries and IOKitPersonalities are joined with the others. */
  readonly given?: PlistDictionary | undefined;
  /** Entries for IOKitPersonalities. */
  readonly personalities?: PlistDictionary | undefined;
  /** The name of the binary in the bundle, where `given` has no other. */
  readonly executable: string;
  readonly identifier?: string | undefined;
  readonly version?: string | undefined;
  /** The oldest version that other kexts, linked against this one, can use. */
  readonly compatibleVersion?: string | undefined;
  readonly required?: (typeof REQUIRED)[number] | undefined;
  readonly kernel: KernelChoice;
}

/**
 * Makes the Info.plist of a kext. Identifier, version and the binary's name are what `options` say, or the
 * author's own keys, or else the binary's kmod_info; OSBundleLibraries has what its
 * undefined symbols call for. Variables of Xcode, as `$(PRODUCT_NAME)`, are replaced.
 *
 * @throws InputError where `binary` is no kext, or the keys are not what a kext's are.
 */
export function makeInfoPlist(binary: Uint8Array, options: InfoPlistOptions): PlistDictionary {
  const { given = {} } = options;
  checkTexts(given);
  const executable = statedIn(given, "CFBundleExecutable") ?? options.executable;
  const info = kmodInfoOf(binary);
  const identifier = options.identifier ?? statedIn(given, "CFBundleIdentifier") ?? info.name ?? "";
  const version = options.version ?? statedIn(given, "CFBundleVersion") ?? info.version ?? "";
  const own = resolveVariables(given, {
    EXECUTABLE_NAME: executable, PRODUCT_NAME: options.executable, PRODUCT_BUNDLE_IDENTIFIER: identifier, CURRENT_PROJECT_VERSION: version, MARKETING_VERSION: version,
  });
  const personalities = { ...dictionaryIn(own, "IOKitPersonalities"), ...options.personalities };
  const libraries = symbolReport(binary, defaultSettings, options.kernel).libraries;
  const plist: PlistDictionary = {
    CFBundleDevelopmentRegion: "en",
    CFBundleInfoDictionaryVersion: "6.0",
    CFBundleName: executable,
    CFBundleShortVersionString: version,
    CFBundlePackageType: "KEXT",
    CFBundleSignature: "????",
    ...own,
    CFBundleExecutable: executable,
    CFBundleIdentifier: identifier,
    CFBundleVersion: version,
    OSBundleLibraries: { ...libraries, ...dictionaryIn(own, "OSBundleLibraries") },
    // It goes before the plain one.
    ...(Object.hasOwn(own, FOR_THIS) && { [FOR_THIS]: { ...libraries, ...dictionaryIn(own, FOR_THIS) } }),
    ...(options.compatibleVersion !== undefined && { OSBundleCompatibleVersion: options.compatibleVersion }),
    ...(options.required !== undefined && { OSBundleRequired: options.required }),
    ...(Object.keys(personalities).length > 0 && { IOKitPersonalities: completePersonalities(personalities, identifier) }),
  };
  checkVersions(plist);
  checkChoices(plist);
  return Object.fromEntries(Object.entries(plist).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function kmodInfoOf(binary: Uint8Array): KmodInfo {
  const kext = readMachO(binary);
  const info = kext.fileType === MH_KEXT_BUNDLE ? readKmodInfo(kext) : "it is a Mach-O file of another kind";
  if (typeof info !== "string") return info;
  throw new InputError({ severity: "error", code: "not-a-kext", message: `this is no kext's binary: ${info}`, fix: "make one with kextir link" });
}

const FOR_THIS = "OSBundleLibraries_x86_64";

/** A key's text; undefined where a variable stands in it. */
function statedIn(plist: PlistDictionary, key: string): string | undefined {
  const value = plist[key];
  return typeof value === "string" && !VARIABLE.test(value) ? value : undefined;
}

/** As Xcode writes them: `$(NAME)`, `${NAME}`, and with a rule for the text, `$(NAME:rfc1034identifier)`. */
const VARIABLE = /\$(?:\((\w+)(?::\w+)*\)|\{(\w+)(?::\w+)*\})/;

function resolveVariables(plist: PlistDictionary, variables: Readonly<Record<string, string>>): PlistDictionary {
  const resolveText = (text: string): string =>
    text.replace(new RegExp(VARIABLE, "g"), (whole, round?: string, curly?: string) => {
      const value = variables[round ?? curly ?? ""];
      if (value !== undefined) return value;
      throw badPlist(`the variable '${whole}' in Info.plist is set by Xcode alone`, "write its value instead");
    });
  const resolve = (value: PlistValue): PlistValue => {
    if (typeof value === "string") return resolveText(value);
    if (isPlistArray(value)) return value.map(resolve);
    return isPlistDictionary(value) ? resolveIn(value) : value;
  };
  const resolveIn = (dictionary: PlistDictionary): PlistDictionary =>
    Object.fromEntries(Object.entries(dictionary).map(([key, value]) => [resolveText(key), resolve(value)]));
  return resolveIn(plist);
}

function dictionaryIn(plist: PlistDictionary, key: string): PlistDictionary {
  const value = plist[key] ?? {};
  if (isPlistDictionary(value)) return value;
  throw badPlist(`${key} in Info.plist is no dictionary`);
}

/** A driver is found by the class of what it drives, and started by its own; which kext it is in, is known. */
function completePersonalities(personalities: PlistDictionary, identifier: string): PlistDictionary {
  return Object.fromEntries(
    Object.entries(personalities).map(([name, personality]) => {
      if (!isPlistDictionary(personality)) throw badPlist(`the personality '${name}' is no dictionary`);
      for (const key of ["IOClass", "IOProviderClass"]) {
        if (typeof personality[key] !== "string") throw badPlist(`the personality '${name}' has no ${key}`, "IOKit needs IOClass, the driver's class, and IOProviderClass, that of what it drives");
      }
      return [name, { CFBundleIdentifier: identifier, ...personality }];
    }),
  );
}

/** What is to be text must not give way to something made, unnoticed. */
function checkTexts(plist: PlistDictionary): void {
  for (const key of ["CFBundleExecutable", "CFBundleIdentifier", "CFBundlePackageType", "CFBundleShortVersionString", "CFBundleVersion", "OSBundleCompatibleVersion", "OSBundleRequired"]) {
    const value = plist[key];
    if (value !== undefined && typeof value !== "string") throw badPlist(`${key} in Info.plist is no <string>`);
  }
}

function checkChoices({ CFBundleExecutable: executable, CFBundlePackageType: type, OSBundleRequired: required }: PlistDictionary): void {
  if (!/^[^/]+$/.test(String(executable)) || executable === "." || executable === "..") throw badPlist(`CFBundleExecutable '${String(executable)}' is no file's name`, "it is the name of the binary in Contents/MacOS");
  if (type !== "KEXT") throw badPlist(`CFBundlePackageType is '${String(type)}' in Info.plist, and KEXT for a kext`, "leave it out");
  if (required !== undefined && !REQUIRED.some((one) => one === required)) throw badPlist(`OSBundleRequired '${String(required)}' is none that the kernel knows`, `one of ${REQUIRED.join(", ")}`);
}

/** By the grammar of the kernel, which would not say where it is wrong. */
function checkVersions(plist: PlistDictionary): void {
  for (const key of ["CFBundleVersion", "OSBundleCompatibleVersion"]) {
    const value = plist[key];
    if (value === undefined || (typeof value === "string" && kextVersion(value) !== undefined)) continue;
    throw badPlist(`${key} '${String(value)}' is no version that the kernel understands`, "as 1.0.0 or 1.2.3b4: numbers of at most four digits, then d, a, b, f or fc with a level up to 255");
  }
}

function badPlist(message: string, fix?: string): InputError {
  return new InputError({ severity: "error", code: "bad-info-plist", message, ...(fix !== undefined && { fix }) });
}
