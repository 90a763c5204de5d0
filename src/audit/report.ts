import type { Origin } from "../kpi/foreign.js";
import type { BundleLibraries } from "../kpi/libraries.js";
import type { AuditedFunction } from "./audited-function.js";
import type { Finding } from "./finding.js";
import { stackDepths, type Unbounded } from "./stack-depth.js";

/** What an audit found, and what it looked at to find it. */
export interface AuditReport {
  readonly verdict: Verdict;
  /** In the order of images and addresses. */
  readonly findings: readonly Finding[];
  readonly functions: readonly ReportedFunction[];
  readonly undefined: readonly UndefinedSymbol[];
  /** The OSBundleLibraries that follow from the symbols; absent where they were not looked at. */
  readonly libraries?: BundleLibraries;
  readonly counts: AuditCounts;
}

/** `unfit`: there are errors; `warnings`: there are warnings; `clean`: there is neither. */
export type Verdict = "clean" | "warnings" | "unfit";

export interface ReportedFunction extends Omit<AuditedFunction, "calls" | "isDynamic"> {
  /** Bytes of stack that it and what it calls use, as far as they are bounded. */
  readonly depth: number;
  /** Whether nothing in its image calls it. */
  readonly isEntry: boolean;
  /** Why `depth` is no bound; absent where it is one. */
  readonly unbounded?: { readonly cause: Unbounded["cause"]; readonly function: string };
  /** As in a finding. */
  readonly image?: string;
}

/** A symbol that the input needs and does not define. */
export interface UndefinedSymbol {
  /** Raw. */
  readonly symbol: string;
  /** The bundle that exports it. */
  readonly bundle?: string;
  /** In C, where the built-in table has it. */
  readonly declaration?: string;
  /** What it is part of where the kernel does not export it. */
  readonly origin?: Origin;
  /** Why it is not resolved. */
  readonly cause?: string;
  /** What to do about it. */
  readonly cure?: string;
  /** As in a finding. */
  readonly image?: string;
}

/** The proof: how much was looked at. */
export interface AuditCounts {
  readonly images: number;
  readonly functions: number;
  readonly instructions: number;
  readonly errors: number;
  readonly warnings: number;
  readonly remarks: number;
}

/** What an audit of one image gives. */
export interface ImageReport extends Pick<AuditReport, "findings" | "functions" | "undefined"> {
  /** How many functions a module defines, of which there is no code yet to list. */
  readonly definitions?: number;
}

/** The functions of an image, by ascending address, as a report lists them. */
export function reportFunctions(functions: readonly AuditedFunction[]): ReportedFunction[] {
  const depths = stackDepths(functions);
  return functions.map((fn) => {
    const { calls: _calls, isDynamic: _isDynamic, ...facts } = fn;
    const { depth, isEntry, unbounded } = depths.get(fn)!;
    return { ...facts, depth, isEntry, ...(unbounded === undefined ? {} : { unbounded: { cause: unbounded.cause, function: unbounded.in.name } }) };
  });
}

/** One image of an input, and its name where the input holds several. */
export interface NamedReport {
  readonly image: string | undefined;
  readonly report: ImageReport;
}

/** What was found in all images of an input. */
export function joinReports(images: readonly NamedReport[], libraries?: BundleLibraries): AuditReport {
  const all = <Key extends "findings" | "functions" | "undefined">(key: Key): ImageReport[Key][number][] =>
    images.flatMap(({ image, report }) => report[key].map((entry) => (image === undefined ? entry : { ...entry, image })));
  const findings = all("findings") as Finding[];
  const functions = all("functions") as ReportedFunction[];
  const count = (severity: Finding["severity"]): number => findings.filter((finding) => finding.severity === severity).length;
  const counts = {
    images: images.length,
    functions: functions.length + images.reduce((sum, { report }) => sum + (report.definitions ?? 0), 0),
    instructions: functions.reduce((sum, { instructions }) => sum + instructions, 0),
    errors: count("error"),
    warnings: count("warning"),
    remarks: count("remark"),
  };
  const verdict = counts.errors > 0 ? "unfit" : counts.warnings > 0 ? "warnings" : "clean";
  return { verdict, findings, functions, undefined: all("undefined") as UndefinedSymbol[], ...(libraries && { libraries }), counts };
}
