import { PRIVATE } from "../kpi/list.js";
import type { KpiResolver } from "../kpi/resolve.js";
import type { KernelSymbols, SymbolProblem } from "../link/resolve.js";

/** What kernels have against a kext's symbols, by the lists of what they export. */
export function kernelSymbols(resolver: KpiResolver): KernelSymbols {
  return { judgeUndefined: (name) => judgeUndefined(name, resolver), judgeExport: (name) => judgeExport(name, resolver) };
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
