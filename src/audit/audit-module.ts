import type { Module } from "../ir/module.js";
import { judge } from "./judge.js";
import type { ImageReport } from "./report.js";
import { inputRules } from "./rules.js";
import type { AuditSettings } from "./settings.js";
import type { KernelChoice } from "./symbols.js";
import { undefinedSymbols } from "./undefined-symbols.js";

/** Audits a module of IR before it becomes an object. */
export function auditModule(module: Module, settings: AuditSettings, kernel?: KernelChoice): ImageReport {
  const input = { module, settings, ...(kernel && { kernel }) };
  return { findings: inputRules.flatMap((rule) => judge(rule, rule.check(input), settings)), functions: [], undefined: undefinedSymbols(input) };
}
