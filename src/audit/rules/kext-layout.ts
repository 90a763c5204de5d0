// Judges where a kext's segments and sections lie: kxld puts each segment at the load
// address and its own, makes __TEXT executable and nothing else, and allocates the sum
// of their sizes.

import { isCode } from "../../macho/code-section.js";
import { S_CSTRING_LITERALS } from "../../macho/layout.js";
import type { MachO, Section, Segment } from "../../macho/macho.js";
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
    yield* fileOrder(kext);
    yield* protections(kext);
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
    if (size % page !== 0n) yield { message: `segment ${name} takes 0x${size.toString(16)} bytes, not whole pages` };
    end = address + ((size + page - 1n) / page) * page;
  }
  if (end >= largest) yield { message: `the kext takes 0x${end.toString(16)} bytes, and kernel collections hold no more than 0x${largest.toString(16)} of one` };
}

const largest = 1n << 30n;

function* fileOrder({ segments }: MachO): Iterable<Observation> {
  let end = 0;
  for (const { name, fileOffset, fileSize } of segments) {
    if (fileSize > 0 && fileOffset < end) yield { message: `segment ${name} begins at byte offset 0x${fileOffset.toString(16)}, and the one before it ends at 0x${end.toString(16)}` };
    end = Math.max(end, fileOffset + fileSize);
  }
}

const READ = 1;
const WRITE = 2;
const EXECUTE = 4;

/** kxld goes by names alone; what these fields say is read by the builder of kernel collections, and by people. */
function* protections({ segments, architecture }: MachO): Iterable<Observation> {
  for (const { name, initialProtection: initial, maximumProtection: maximum, flags } of segments) {
    const usual = name === "__LINKEDIT" ? READ : name === "__TEXT" ? READ | EXECUTE : READ | WRITE;
    if ((initial & WRITE) !== 0 && (initial & EXECUTE) !== 0) yield { message: `segment ${name} is writable and executable` };
    else if ((initial | maximum) >>> 0 > (READ | WRITE | EXECUTE) || (initial & ~maximum) !== 0) yield { message: `segment ${name} has protection 0x${initial.toString(16)} of at most 0x${maximum.toString(16)}, which is none` };
    else if (architecture === "x86_64" && initial !== usual) yield { severity: "warning", message: `segment ${name} has protection ${initial}; linkers of kexts write ${usual}` };
    if (flags !== 0) yield { severity: "warning", message: `segment ${name} has flags 0x${flags.toString(16)}; linkers of kexts write none` };
  }
}

function* sectionPlaces(kext: MachO): Iterable<Observation> {
  const mostAligned = kext.architecture === "x86_64" ? 12 : 14;
  const executable = kext.architecture === "x86_64" ? ["__TEXT"] : ["__TEXT", "__TEXT_EXEC"];
  for (const segment of kext.segments) {
    for (const section of segment.sections) {
      const name = `${section.segment},${section.name}`;
      if (section.segment !== segment.name) yield { message: `section ${name} stands in segment ${segment.name}` };
      if (section.alignment > mostAligned) yield { message: `section ${name} is aligned to 2^${section.alignment} bytes, more than a page` };
      else if (section.address % (1n << BigInt(section.alignment)) !== 0n) yield { message: `section ${name} begins at 0x${section.address.toString(16)}, against its alignment of 2^${section.alignment}` };
      yield* filePlace(section, segment);
      if (section.relocations.length > 0) yield { message: `section ${name} has relocations of its own; a kext's are in LC_DYSYMTAB's tables` };
      if (isCode(section) && !executable.includes(segment.name)) yield { message: `section ${name} holds code, and only ${executable.join(" and ")} are executable` };
    }
    yield* zeroOrder(segment);
  }
}

/** A segment is mapped as it is in the file: what a section holds is where its address says. */
function* filePlace(section: Section, segment: Segment): Iterable<Observation> {
  const { contents, fileOffset, size, address } = section;
  const name = `${section.segment},${section.name}`;
  if (contents === undefined) {
    if (fileOffset !== 0) yield { message: `section ${name} has no bytes in the file, and says that they are at 0x${fileOffset.toString(16)}` };
    return;
  }
  if (size === 0n) return;
  const expected = segment.fileOffset + Number(address - segment.address);
  if (fileOffset !== expected) yield { message: `section ${name} says it is at byte offset 0x${fileOffset.toString(16)}, and its address puts it at 0x${expected.toString(16)}` };
  if (section.type === S_CSTRING_LITERALS && contents.at(-1) !== 0) yield { message: `section ${name} is for C strings, and the last has no NUL at its end` };
}

function* zeroOrder({ sections, name }: Segment): Iterable<Observation> {
  const firstZero = sections.findIndex(({ contents }) => contents === undefined);
  const after = firstZero < 0 ? undefined : sections.slice(firstZero).find(({ contents, size }) => contents !== undefined && size > 0n);
  if (after !== undefined) yield { message: `section ${after.segment},${after.name} has bytes in the file and stands behind one without, in segment ${name}` };
}
