// Judges where a kext's segments and sections lie: kxld puts each segment at the load
// address and its own, makes __TEXT executable and nothing else, and allocates the sum
// of their sizes.

import { isCode } from "../../macho/code-section.js";
import type { MachO, Segment } from "../../macho/macho.js";
import type { Observation } from "../finding.js";
import type { InputRule } from "../rule.js";
import { kextOf } from "./kext-header.js";

export const kextLayout: InputRule = {
  code: "kext-layout",
  severity: "error",
  title: "a kext's segments or sections do not lie where the kernel's linker takes them",
  fix: "link with kextir link, or with ld -kext",
  looksAt: "input",
  *check({ object }) {
    const kext = kextOf(object);
    if (kext === undefined) return;
    yield* segmentOrder(kext);
    yield* sectionPlaces(kext);
  },
};

function* segmentOrder(kext: MachO): Iterable<Observation> {
  const page = kext.architecture === "x86_64" ? 0x1000n : 0x4000n;
  const segments = kext.segments.filter(({ size }) => size > 0n);
  const [first] = segments;
  if (first?.name !== "__TEXT") yield { message: `the first segment is ${first?.name ?? "missing"}, not __TEXT` };
  else if (first.address !== 0n || first.fileOffset !== 0) yield { message: `__TEXT begins at address 0x${first.address.toString(16)} and byte offset ${first.fileOffset}, not at 0 and 0` };
  if (segments.at(-1)?.name !== "__LINKEDIT") yield { message: "the last segment is not __LINKEDIT; the kernel's linker crashes where there is none" };
  let end = first?.address ?? 0n;
  for (const { name, address, size } of segments) {
    if (address % page !== 0n) yield { message: `segment ${name} begins at 0x${address.toString(16)}, not at a page` };
    if (address !== end) yield { message: `segment ${name} begins at 0x${address.toString(16)}, and the one before it ends at 0x${end.toString(16)}: there must be no gap` };
    end = address + ((size + page - 1n) / page) * page;
  }
  if (end >= largest) yield { message: `the kext takes 0x${end.toString(16)} bytes, and kernel collections hold no more than 0x${largest.toString(16)} of one` };
}

const largest = 1n << 30n;

function* sectionPlaces(kext: MachO): Iterable<Observation> {
  const mostAligned = kext.architecture === "x86_64" ? 12 : 14;
  const executable = kext.architecture === "x86_64" ? ["__TEXT"] : ["__TEXT", "__TEXT_EXEC"];
  for (const segment of kext.segments) {
    for (const section of segment.sections) {
      const name = `${section.segment},${section.name}`;
      if (section.segment !== segment.name) yield { message: `section ${name} stands in segment ${segment.name}` };
      if (section.alignment > mostAligned) yield { message: `section ${name} is aligned to 2^${section.alignment} bytes, more than a page` };
      else if (section.address % (1n << BigInt(section.alignment)) !== 0n) yield { message: `section ${name} begins at 0x${section.address.toString(16)}, against its alignment of 2^${section.alignment}` };
      if (section.relocations.length > 0) yield { message: `section ${name} has relocations of its own; a kext's are in LC_DYSYMTAB's tables` };
      if (isCode(section) && !executable.includes(segment.name)) yield { message: `section ${name} holds code, and only ${executable.join(" and ")} are executable` };
    }
    yield* zeroOrder(segment);
  }
}

function* zeroOrder({ sections, name }: Segment): Iterable<Observation> {
  const firstZero = sections.findIndex(({ contents }) => contents === undefined);
  const after = firstZero < 0 ? undefined : sections.slice(firstZero).find(({ contents, size }) => contents !== undefined && size > 0n);
  if (after !== undefined) yield { message: `section ${after.segment},${after.name} has bytes in the file and stands behind one without, in segment ${name}` };
}
