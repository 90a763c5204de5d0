import type { Module } from "../ir/module.js";
import type { AuditInput } from "./audit-input.js";
import { judge } from "./judge.js";
import type { ImageReport } from "./report.js";
import { inputRules } from "./rules.js";
import type { AuditSettings } from "./settings.js";
import { undefinedSymbols } from "./undefined-symbols.js";

/** Audits a module of IR before it becomes an object. */
export function auditModule(module: Module, settings: AuditSettings, others: Pick<AuditInput, "kernel" | "compiler"> = {}): ImageReport {
  const input = { ...others, module, settings };
  const definitions = [...module.definitions()].length;
  return { definitions, findings: inputRules.flatMap((rule) => judge(rule, rule.check(input), settings)), functions: [], undefined: undefinedSymbols(input) };
}
