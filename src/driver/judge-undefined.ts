import { PRIVATE } from "../kpi/list.js";
import type { KpiResolver } from "../kpi/resolve.js";
import type { UndefinedProblem } from "../link/resolve.js";

/**
 * What is wrong with a kext's asking the kernel for a symbol; undefined where the kernel
 * or another kext has it, or may have it for all that is known here.
 */
export function judgeUndefined(symbol: string, resolver: KpiResolver): UndefinedProblem | undefined {
  const resolution = resolver.resolve(symbol);
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
