// Judges `kmod_info`, by which the kernel starts and stops a kext.

import type { MachO } from "../../macho/macho.js";
import type { Observation } from "../finding.js";
import { type KmodInfo, kmodInfoSize, readKmodInfo, startOffset, stopOffset } from "../kext/kmod-info.js";
import { kextVersion } from "../kext/version.js";
import type { InputRule } from "../rule.js";
import { kextOf } from "./kext-header.js";

export const kmodInfo: InputRule = {
  code: "kmod-info",
  severity: "error",
  title: "a kext's kmod_info is missing or not as the kernel takes it",
  fix: "define it with KMOD_EXPLICIT_DECL, or let kextir link write it",
  looksAt: "input",
  *check({ object }) {
    const kext = kextOf(object);
    if (kext === undefined) return;
    const info = readKmodInfo(kext);
    if (typeof info === "string") yield { message: info, symbol: "_kmod_info" };
    else yield* judge(kext, info);
  },
};

function* judge(kext: MachO, info: KmodInfo): Iterable<Observation> {
  const about = { symbol: "_kmod_info", address: info.address };
  const { section, name, version } = info;
  if (!section.segment.startsWith("__DATA") || section.segment === "__DATA_CONST") yield { ...about, message: `_kmod_info is in section ${section.segment},${section.name}; the kernel writes to it` };
  if (info.address % 4 !== 0) yield { ...about, message: `_kmod_info is at 0x${info.address.toString(16)}, not at a multiple of 4` };
  if (info.infoVersion !== 1) yield { ...about, message: `kmod_info's own version is ${info.infoVersion}, not 1` };
  if (name === undefined) yield { ...about, message: "kmod_info's name has no NUL within its 64 bytes" };
  else if (name === "") yield { ...about, message: "kmod_info has no name" };
  if (version === undefined) yield { ...about, message: "kmod_info's version has no NUL within its 64 bytes" };
  else if (kextVersion(version) === undefined) yield { ...about, message: `kmod_info's version '${version}' is none that the kernel understands` };
  yield* judgePointer(kext, info, "start", startOffset, info.start);
  yield* judgePointer(kext, info, "stop", stopOffset, info.stop);
}

function* judgePointer(kext: MachO, info: KmodInfo, what: string, offset: number, pointer: number): Iterable<Observation> {
  const field = info.address + offset;
  const about = { symbol: "_kmod_info", address: field };
  // With chained fixups the field holds a link of the chain, not the address.
  if (kext.localRelocations.length === 0 && kext.architecture === "arm64") return;
  if (!kext.localRelocations.some((relocation) => relocation.offset === field)) {
    yield { ...about, message: `kmod_info's ${what} pointer has no local relocation: it would not be moved with the kext` };
  }
  const isInText = kext.segments.some(({ name, address, size }) => /^__TEXT(?:_EXEC)?$/.test(name) && pointer >= Number(address) && pointer < Number(address + size));
  if (!isInText || pointer < kmodInfoSize) yield { ...about, message: `kmod_info's ${what} pointer, 0x${pointer.toString(16)}, does not point into __TEXT` };
}
