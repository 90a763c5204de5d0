import type { FindingSeverity, Rule } from "./rule.js";

/** What a rule's findings are to be. */
export type RuleSetting = FindingSeverity | "off";

export interface RuleSettings {
  /** For all functions; the rule's own severity when absent. */
  readonly severity?: RuleSetting | undefined;
  /** For functions by symbol or demangled path, before what is said for all. */
  readonly functions?: Readonly<Record<string, RuleSetting>> | undefined;
}

/** What the configuration says of rules. */
export interface AuditSettings {
  /** By the rule's code. */
  readonly rules: Readonly<Record<string, RuleSettings>>;
}

export const defaultSettings: AuditSettings = { rules: {} };

/** What a finding of `rule` is, in the function of that symbol and path where it is in one. */
export function settingOf(rule: Rule, { rules }: AuditSettings, symbol?: string, path?: string): RuleSetting {
  const settings = Object.hasOwn(rules, rule.code) ? rules[rule.code] : undefined;
  if (settings === undefined) return rule.severity;
  for (const name of [symbol, path]) {
    if (name !== undefined && settings.functions !== undefined && Object.hasOwn(settings.functions, name)) return settings.functions[name]!;
  }
  return settings.severity ?? rule.severity;
}
