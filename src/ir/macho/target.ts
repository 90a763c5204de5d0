import { EntityKind } from "../../asm/entity-kind.js";
import { encodeQuoted } from "../../asm/names.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { Entity } from "../entity.js";
import type { Module } from "../module.js";
import { type TargetLine, targetLine } from "../target-line.js";
import { parseTriple, type Triple } from "../triple.js";
import { foreignPart, machODataLayout, manglingOf } from "./data-layout.js";

/** The macOS triple of the kernel extensions that run on an architecture, for a module that names none itself. */
const DEFAULT_TRIPLES: Readonly<Partial<Record<Triple["architecture"], string>>> = {
  x86_64: "x86_64-apple-macosx10.15",
  aarch64: "arm64-apple-macosx11.0.0",
};

const WINDOWS = /-(?:windows|win32|mingw|cygwin|uefi)/;

/** What a module is made for, and what it is to be made for. */
export interface Retargeting {
  readonly target: Triple;
  /** Whether the module was made for a Mach-O target already; its assembly text is Mach-O's then. */
  readonly wasMachO: boolean;
  /** The module's data layout as it was; undefined when it names none. */
  readonly ownLayout: string | undefined;
  readonly tripleLine: TargetLine | undefined;
  readonly layoutLine: TargetLine | undefined;
}

/**
 * Where the module is to go: to `wanted`, or without it where it is going already if
 * that is Mach-O, else to macOS on its own architecture. A module without triple is
 * taken for x86-64. An error diagnostic when its code is made for another machine.
 */
export function planRetargeting(module: Module, wanted: string | undefined): Retargeting | Diagnostic {
  const tripleLine = targetLine(module, "triple");
  const layoutLine = targetLine(module, "datalayout");
  const own = tripleLine === undefined || tripleLine.value === "" ? undefined : parseTriple(tripleLine.value);
  const ownLayout = layoutLine === undefined || layoutLine.value === "" ? undefined : layoutLine.value;
  const foreign = ownLayout !== undefined && !own?.isMachO ? foreignPart(ownLayout) : undefined;
  if (foreign !== undefined) {
    return error(layoutLine, "other-architecture", `the module's data layout is another machine's: '${foreign}' is in it`, "build for x86_64 or aarch64");
  }

  if (own !== undefined && WINDOWS.test(own.text)) {
    return error(tripleLine, "other-abi", `the module is made for '${own.text}', whose calls pass arguments in other registers than macOS's`, "build for a System V target, such as x86_64-unknown-none");
  }

  const fallback = own?.isMachO ? own.text : DEFAULT_TRIPLES[own?.architecture ?? "x86_64"];
  const text = wanted ?? fallback;
  if (text === undefined) {
    return error(tripleLine, "other-architecture", `the module is made for '${own!.text}', where no kernel extension runs`, "build for x86_64 or aarch64");
  }
  const target = parseTriple(text);
  if (own !== undefined && own.architecture !== target.architecture) {
    return error(tripleLine, "other-architecture", `the module is made for '${own.text}'; its code does not fit '${text}'`, "build the crate for that architecture");
  }
  const wasMachO = own === undefined ? ownLayout === undefined || ["o", undefined].includes(manglingOf(ownLayout)) : own.isMachO;
  return { target, wasMachO, ownLayout, tripleLine, layoutLine };
}

/** Writes triple and data layout, and returns how many lines changed. A Mach-O module without layout stays so. */
export function writeTarget(module: Module, { target, wasMachO, ownLayout, tripleLine, layoutLine }: Retargeting): number {
  const layout = machODataLayout(target.architecture, ownLayout);
  const isComplete = tripleLine !== undefined && wasMachO && layoutLine === undefined;
  let changed = 0;
  let anchor: Entity | undefined = [...module.entities(EntityKind.SourceFilename)].at(-1);
  if (layout !== undefined && !isComplete && ownLayout !== layout) {
    anchor = setLine(module, layoutLine, anchor, "datalayout", layout);
    changed++;
  }
  if (tripleLine?.value !== target.text) {
    setLine(module, tripleLine, layoutLine?.entity ?? anchor, "triple", target.text);
    changed++;
  }
  return changed;
}

/** These lines come before all others but the name of the source. */
function setLine(module: Module, line: TargetLine | undefined, anchor: Entity | undefined, property: string, value: string): Entity {
  const quoted = `"${encodeQuoted(value)}"`;
  if (line !== undefined) {
    line.entity.edit([{ start: line.start, stop: line.stop, text: quoted }]);
    return line.entity;
  }
  const text = `target ${property} = ${quoted}`;
  return anchor === undefined ? module.insertFirst(EntityKind.Target, text) : module.insertAfter(anchor, EntityKind.Target, text);
}

function error(line: TargetLine | undefined, code: string, message: string, fix: string): Diagnostic {
  const span = line?.entity.span(line.start, line.stop);
  return { severity: "error", code, message, fix, ...(span && { span }) };
}
