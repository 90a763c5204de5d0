import { rules } from "../audit/rules.js";
import { type AuditSettings, defaultSettings, type RuleSettings } from "../audit/settings.js";
import { closest } from "../support/closest.js";
import { UsageError } from "../support/diagnostic.js";
import type { Config } from "./config-schema.js";

/** What a configuration says of the audit. Throws UsageError for a rule that does not exist. */
export function auditSettings({ audit }: Config): AuditSettings {
  const settings: Record<string, RuleSettings> = {};
  for (const [code, setting] of Object.entries(audit?.rules ?? {})) {
    if (!rules.some((rule) => rule.code === code)) throw unknownRule(code);
    settings[code] = typeof setting === "string" ? { severity: setting } : setting;
  }
  return { rules: settings, stack: { ...defaultSettings.stack, ...given(audit?.stack) } };
}

/** Without what is not given. */
function given<Limits extends object>(limits: Limits | undefined): { [Key in keyof Limits]?: Exclude<Limits[Key], undefined> } {
  return Object.fromEntries(Object.entries(limits ?? {}).filter(([, value]) => value !== undefined)) as { [Key in keyof Limits]?: Exclude<Limits[Key], undefined> };
}

function unknownRule(code: string): UsageError {
  const codes = rules.map((rule) => rule.code);
  const near = closest(code, codes);
  return new UsageError(`the configuration names an unknown audit rule, '${code}'`, near === undefined ? `known are ${codes.join(", ")}` : `did you mean '${near}'?`);
}
