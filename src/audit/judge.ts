import { demangle } from "../support/demangle.js";
import type { Finding, Observation } from "./finding.js";
import type { Rule } from "./rule.js";
import { settingOf, type AuditSettings } from "./settings.js";

/** The observations of a rule as findings, without those that the configuration turns off. */
export function judge(rule: Rule, observations: Iterable<Observation>, settings: AuditSettings): Finding[] {
  const findings: Finding[] = [];
  for (const observation of observations) {
    const symbol = observation.function;
    const demangled = symbol === undefined ? undefined : demangle(symbol);
    const severity = settingOf(rule, settings, symbol, demangled, observation.severity);
    if (severity === "off") continue;
    findings.push({
      code: rule.code,
      ...(rule.fix === undefined ? {} : { fix: rule.fix }),
      ...observation,
      severity,
      ...(demangled === undefined ? {} : { demangled }),
    });
  }
  return findings;
}
