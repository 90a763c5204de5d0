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
  readonly stack: StackLimits;
}

/** Bytes: what is more than that is a warning, or an error. */
export interface StackLimits {
  /** Of one function. */
  readonly frameWarning: number;
  readonly frameError: number;
  /** Of a function that the kernel calls, with all that it calls. */
  readonly depthWarning: number;
  readonly depthError: number;
}

/** A kernel stack has 16 KiB, and whoever calls a kext has used some of it. */
export const defaultSettings: AuditSettings = {
  rules: {},
  stack: { frameWarning: 0x800, frameError: 0x1000, depthWarning: 0x2000, depthError: 0x4000 },
};

/**
 * What a finding of `rule` is, in the function of that symbol and path where it is in
 * one; `own` is what it weighs by itself, where that is not what the rule says.
 */
export function settingOf(rule: Rule, { rules }: AuditSettings, symbol?: string, path?: string, own = rule.severity): RuleSetting {
  const settings = Object.hasOwn(rules, rule.code) ? rules[rule.code] : undefined;
  if (settings === undefined) return own;
  for (const name of [symbol, path]) {
    if (name !== undefined && settings.functions !== undefined && Object.hasOwn(settings.functions, name)) return settings.functions[name]!;
  }
  return settings.severity ?? own;
}
