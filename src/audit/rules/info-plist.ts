// Judges a kext's Info.plist by itself and against the binary.

import { isPlistDictionary, type PlistDictionary, type PlistValue } from "../../support/plist.js";
import type { Bundle } from "../audit-input.js";
import type { Observation } from "../finding.js";
import { readKmodInfo } from "../kext/kmod-info.js";
import { kextVersion } from "../kext/version.js";
import type { InputRule } from "../rule.js";
import { kextOf } from "./kext-header.js";

export const infoPlist: InputRule = {
  code: "info-plist",
  severity: "error",
  title: "a kext's Info.plist is not as the kernel takes it, or does not fit its binary",
  looksAt: "input",
  *check({ object, bundle }) {
    if (bundle === undefined) return;
    yield* identity(bundle);
    yield* libraries(bundle.infoPlist);
    const kext = kextOf(object);
    const info = kext === undefined ? "" : readKmodInfo(kext);
    if (typeof info === "string") return;
    // The kernel writes the plist's over them.
    for (const [key, value] of [["CFBundleIdentifier", info.name], ["CFBundleVersion", info.version]] as const) {
      const stated = bundle.infoPlist[key];
      if (typeof stated === "string" && value !== undefined && stated !== value) yield { severity: "warning", message: `${key} is '${stated}' in Info.plist and '${value}' in kmod_info` };
    }
  },
};

function* identity({ infoPlist: plist, executable }: Bundle): Iterable<Observation> {
  const identifier = plist["CFBundleIdentifier"];
  if (typeof identifier !== "string" || identifier === "") yield { message: "Info.plist has no CFBundleIdentifier" };
  else if (Buffer.byteLength(identifier) >= LONGEST) yield { message: `CFBundleIdentifier '${identifier}' has ${LONGEST} bytes or more` };
  yield* versions(plist);
  const named = plist["CFBundleExecutable"];
  if (typeof named !== "string") yield { message: "Info.plist has no CFBundleExecutable" };
  else if (named !== executable) yield { message: `CFBundleExecutable is '${named}', and the binary is '${executable}'` };
  const type = plist["CFBundlePackageType"];
  if (type !== "KEXT") yield { severity: "warning", message: `CFBundlePackageType is ${type === undefined ? "not there" : `'${String(type)}'`}, not 'KEXT'` };
}

const LONGEST = 64;

function* versions(plist: PlistDictionary): Iterable<Observation> {
  const own = readVersion(plist["CFBundleVersion"]);
  if (own === undefined) yield { message: `CFBundleVersion ${shown(plist["CFBundleVersion"])} is none that the kernel understands`, fix: "as 1.0.0 or 1.2.3b4" };
  if (!Object.hasOwn(plist, "OSBundleCompatibleVersion")) return;
  const compatible = readVersion(plist["OSBundleCompatibleVersion"]);
  if (compatible === undefined) yield { message: `OSBundleCompatibleVersion ${shown(plist["OSBundleCompatibleVersion"])} is none that the kernel understands` };
  else if (own !== undefined && compatible > own) yield { message: "OSBundleCompatibleVersion is newer than CFBundleVersion" };
}

function* libraries(plist: PlistDictionary): Iterable<Observation> {
  // Keys of OS may be given for one architecture alone.
  const keys = Object.keys(plist).filter((key) => /^OSBundleLibraries(?:_(?:x86_64|arm64e?|i386))?$/.test(key));
  if (keys.length === 0) yield { message: "Info.plist has no OSBundleLibraries; a kext with code needs them" };
  for (const key of keys) {
    const dictionary = plist[key];
    if (!isPlistDictionary(dictionary)) yield { message: `${key} is no dictionary of identifiers and versions` };
    else yield* entries(key, dictionary, plist["CFBundleIdentifier"]);
  }
}

function* entries(key: string, dictionary: PlistDictionary, identifier: PlistValue | undefined): Iterable<Observation> {
  if (Object.keys(dictionary).length === 0) yield { message: `${key} is empty; a kext with code needs libraries` };
  if (Object.keys(dictionary).length > 0 && !Object.keys(dictionary).some((id) => id.startsWith("com.apple.kpi."))) yield { severity: "warning", message: `${key} names none of the kernel's com.apple.kpi.…` };
  for (const [id, version] of Object.entries(dictionary)) {
    if (/^com\.apple\.kernel(?:\.|$)/.test(id) && !key.endsWith("_i386")) yield { message: `${key} names ${id}, which 64-bit kexts may not use`, fix: "name com.apple.kpi.… instead" };
    if (id === "com.apple.kpi.private" && !String(identifier).startsWith("com.apple.")) yield { message: `${key} names com.apple.kpi.private, which is for Apple's own kexts` };
    if (id === identifier) yield { message: `${key} names the kext itself` };
    if (readVersion(version) === undefined) yield { message: `${key} has ${id} at version ${shown(version)}, which is none that the kernel understands` };
  }
}

function readVersion(value: PlistValue | undefined): number | undefined {
  return typeof value === "string" ? kextVersion(value) : undefined;
}

function shown(value: PlistValue | undefined): string {
  return value === undefined ? "(not there)" : typeof value === "string" ? `'${value}'` : "(no text)";
}
