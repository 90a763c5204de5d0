// What a kext's folder is to hold, judged before it is written.

import type { AuditReport } from "../../audit/report.js";
import type { AuditSettings } from "../../audit/settings.js";
import type { Module } from "../../ir/module.js";
import { type PlistDictionary, printPlist } from "../../support/plist.js";
import type { SearchPlaces } from "../../toolchain/find.js";
import { auditBinary } from "../audit-object-file.js";
import { type InfoPlistOptions, makeInfoPlist } from "./info-plist.js";

/** The files of `NAME.kext`. */
export interface KextFiles {
  /** The binary's name, under `Contents/MacOS`. */
  readonly executable: string;
  readonly binary: Uint8Array;
  /** The text of `Contents/Info.plist`. */
  readonly infoPlist: string;
  readonly keys: PlistDictionary;
}

/** Puts a kext's binary and an Info.plist together. Throws as `makeInfoPlist` does. */
export function makeKextFiles(binary: Uint8Array, options: InfoPlistOptions): KextFiles {
  const keys = makeInfoPlist(binary, options);
  return { executable: keys["CFBundleExecutable"] as string, binary, infoPlist: printPlist(keys), keys };
}

/** What is known of a kext beyond its files. */
export interface KextOrigin {
  /** What most of it was made of. */
  readonly module?: Module | undefined;
  /** A Mach-O file with its debug info. */
  readonly debugSymbols?: Uint8Array | undefined;
}

/** Audits a kext as a whole: the binary, its Info.plist, and what it needs of the kernel. Throws as `auditBinary` does. */
export function auditKext(files: KextFiles, { kernel }: InfoPlistOptions, settings: AuditSettings, places: SearchPlaces, { module, debugSymbols }: KextOrigin = {}): Promise<AuditReport> {
  return auditBinary(files.binary, settings, places, { kernel, ...(module && { module }), bundle: { infoPlist: files.keys, executable: files.executable, debugSymbols } });
}
