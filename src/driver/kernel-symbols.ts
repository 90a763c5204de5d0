import { PRIVATE } from "../kpi/list.js";
import type { KpiResolver } from "../kpi/resolve.js";
import type { Link } from "../link/link.js";
import { type KernelSymbols, type SymbolProblem, undefinedSymbols } from "../link/symbol-errors.js";
import type { Diagnostic } from "../support/diagnostic.js";

/** What kernels have against a kext's symbols, by the lists of what they export. */
export function kernelSymbols(resolver: KpiResolver): KernelSymbols {
  return { judgeUndefined: (name) => judgeUndefined(name, resolver), judgeExport: (name) => judgeExport(name, resolver) };
}

/**
 * Warns of a linked kext's undefined symbols that the built-in table does not have, which is
 * not complete. It has no C++ at all: of that nothing is said.
 */
export function unknownSymbols({ table, symbols }: Link, resolver: KpiResolver): Diagnostic[] {
  const isUnknown = (name: string): boolean => !name.startsWith("__Z") && resolver.resolve(name).kind === "not-in-table";
  return undefinedSymbols(table, symbols.undefined, isUnknown).map(({ name, referrers }) => ({
    severity: "warning", code: "unknown-symbol",
    message: `'${name}' is defined by no input, and is not in the built-in table of what kernels export`,
    notes: referrers,
    fix: "check the spelling; whether the kernel exports it, full lists say (--kpi)",
  }));
}

function judgeUndefined(name: string, resolver: KpiResolver): SymbolProblem | undefined {
  const resolution = resolver.resolve(name);
  switch (resolution.kind) {
    case "exported":
      if (resolution.bundle !== PRIVATE) return undefined;
      return { reason: `it is in ${PRIVATE}, which only Apple's kexts may use`, fix: "find a function of a public KPI that does the same" };
    case "foreign":
      if (resolution.origin === "other-kext") return undefined;
      return { reason: `the kernel does not export it: it is ${resolution.cause}`, fix: resolution.cure };
    case "missing":
      return { reason: "no list of the kernel's exports has it", fix: "check the spelling, define it, or give the list of the kext that exports it as another --kpi" };
    case "other-release":
    case "not-in-table":
      return undefined;
  }
}

function judgeExport(name: string, resolver: KpiResolver): SymbolProblem | undefined {
  const bundle = resolver.exporter(name);
  if (bundle === undefined) return undefined;
  return { reason: `${bundle} exports that name too, and the kernel refuses a name that is defined more than once`, fix: "give it another name" };
}
