// Gives symbols other names, wherever a module names them.
//
//   call i32 (ptr, ...) @printk(ptr @f)   =>   call i32 (ptr, ...) @IOLog(ptr @f)
//   declare i32 @printk(ptr, ...)         =>   declare i32 @IOLog(ptr, ...)
//
// A name stands in more places than the parser checks: comdats, string attributes,
// debug info, assembly, summaries. All follow; comments and string constants do not.
// Names compare as the linker sees them. A declaration gives way to what has the new
// name already; two definitions of one name are an error, and so is a result that is
// used where the new function returns nothing.
//
// All rules apply at once, to the names that the module came with. Rules that lead to
// their own sources, as `a=b;b=a` does, do something else when run again.
// Run after retarget, which puts Mach-O's underscores into assembly.

import * as z from "zod/mini";
import { EntityKind } from "../src/asm/entity-kind.js";
import { linkerName } from "../src/asm/linker-name.js";
import { assemblyDialect } from "../src/ir/assembly-dialect.js";
import type { Entity } from "../src/ir/entity.js";
import type { Module } from "../src/ir/module.js";
import { stripLogLevels } from "../src/ir/rename/log-levels.js";
import { applyMerges, planMerges } from "../src/ir/rename/merge.js";
import { type Rename, planRenames } from "../src/ir/rename/plan.js";
import { moduleAsmEdits, type ReferenceEdits, referenceEdits } from "../src/ir/rename/references.js";
import { findUsedResults } from "../src/ir/rename/results.js";
import { parseRenameRule, type RenameRule } from "../src/ir/rename/rule.js";
import { SymbolTable } from "../src/ir/rename/symbol-table.js";
import { definePass, type PassContext } from "../src/pass/pass.js";
import { closest } from "../src/support/closest.js";
import { UsageError } from "../src/support/diagnostic.js";

export const renameSymbols = definePass({
  name: "rename-symbols",
  summary: "rename symbols everywhere, printk to IOLog unless told otherwise",
  description: `\
Renames symbols in code, constants, aliases, comdats, string attributes, debug
info, module asm, inline asm and summaries. Each option NAME=NEW is a rule; without
rules printk becomes IOLog. NAME may be a pattern, /^k(.*)$/=IO\\1, and function:,
variable: or alias: before it limits it to symbols of that kind. All rules apply at
once: a rule for one name goes before patterns, an earlier pattern before a later.

Where the new name is taken, declarations give way; two definitions are an error, and
so is a result that is used although the new function returns nothing. Names that
begin with llvm. stay.

With strip-log-level the calls of renamed functions lose Linux's log levels (\\001
and one of 0-7, c, d) at the start of constant formats.

Before: call i32 (ptr, ...) @printk(ptr @f)
After:  call i32 (ptr, ...) @IOLog(ptr @f)`,
  options: z.catchall(
    z.object({
      "strip-log-level": z._default(z.boolean(), false).check(z.describe("take Linux's log levels off the formats of renamed functions")),
    }),
    z.string().check(z.describe("the new name of the symbol, or of all symbols that match the /pattern/")),
  ).check((payload) => {
    for (const [source, target] of rulePairs(payload.value)) {
      try {
        parseRenameRule(source, target);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        const message = error.fix === undefined ? error.message : `${error.message} (${error.fix})`;
        payload.issues.push({ code: "custom", input: target, message });
      }
    }
  }),

  run(module, options, context) {
    const pairs = rulePairs(options);
    const rules = (pairs.length === 0 ? DEFAULT_RULES : pairs).map(([source, target]) => parseRenameRule(source, target));
    const dialect = assemblyDialect(module);
    const hasPatterns = rules.some(({ source }) => typeof source !== "string");
    const table = new SymbolTable(module, dialect.prefix, hasPatterns ? Infinity : 2 * rules.length);

    const { renames, idle, errors } = planRenames(rules, table, dialect.prefix);
    const merges = planMerges(module, renames, table, dialect.prefix);
    const faults = [...errors, ...merges.diagnostics, ...findUsedResults(renames, merges.survivors, table, dialect.prefix)];
    for (const diagnostic of faults) context.report(diagnostic);
    if (faults.some(({ severity }) => severity === "error")) return;

    const names = new Map(renames);
    for (const respelt of merges.respelt) names.set(linkerName(respelt.source, dialect.prefix), respelt);
    const newNameOf = (symbol: string): Rename | undefined => names.get(linkerName(symbol, dialect.prefix));
    const referrers = table.referrers([...names.keys()]);

    if (options["strip-log-level"]) strip(module, referrers, (symbol) => renames.has(linkerName(symbol, dialect.prefix)), context);
    applyMerges(module, merges);
    context.count("declarations merged", merges.removals.length);

    const places = new Map<RenameRule, number>();
    const rename = (symbol: string): string | undefined => {
      const found = newNameOf(symbol);
      if (found === undefined || found.target === symbol) return undefined;
      places.set(found.rule, (places.get(found.rule) ?? 0) + 1);
      return found.target;
    };
    const isAsmMeant = referrers.some(({ kind }) => kind === EntityKind.ModuleAsm);
    const asm = isAsmMeant ? [...module.entities(EntityKind.ModuleAsm)] : [];
    const asmEdits = moduleAsmEdits(asm, dialect, rename);
    for (const [index, entity] of asm.entries()) record(entity, asmEdits[index]!, context);
    for (const entity of referrers) {
      if (entity.isRemoved || entity.kind === EntityKind.ModuleAsm) continue;
      record(entity, referenceEdits(entity, dialect, rename), context);
    }

    for (const rule of rules) {
      const renamed = [...renames.values()].filter((entry) => entry.rule === rule && entry.owners.length > 0).length;
      tell(rule, renamed, places.get(rule) ?? 0, idle.has(rule), pairs.length === 0, table, context);
    }
  },
});

const DEFAULT_RULES: readonly (readonly [string, string])[] = [["printk", "IOLog"]];

/** The options that are rules. */
function rulePairs(options: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  return Object.entries(options).flatMap(([key, value]) => (key !== "strip-log-level" && typeof value === "string" ? [[key, value] as const] : []));
}

function strip(module: Module, callers: readonly Entity[], isLogger: (symbol: string) => boolean, context: PassContext): void {
  const { stripped, copied, unfollowed, diagnostics } = stripLogLevels(module, callers, isLogger);
  for (const diagnostic of diagnostics) context.report(diagnostic);
  context.count("formats stripped of a log level", stripped);
  context.count("formats copied for it", copied);
  if (stripped === 0) context.report({ severity: "remark", code: "no-log-level", message: "no constant format of a renamed function begins with a log level" });
  if (unfollowed > 0) {
    context.report({ severity: "remark", code: "format-not-constant", message: `${unfollowed} calls of renamed functions have a format that is no constant, which may have a log level` });
  }
}

function record(entity: Entity, { edits, places, kept }: ReferenceEdits, context: PassContext): void {
  for (const { key, symbol, start } of kept) {
    const span = entity.span(start);
    context.report({
      severity: "warning", code: "attribute-kept", message: `"${key}" still says '${symbol}': no code generator knows the new name there`,
      ...(span && { span }), fix: "remove the attribute, or leave that symbol its name",
    });
  }
  entity.edit(edits);
  for (const place of places) context.count(`names renamed in ${place}`);
}

/** Says what became of a rule; nothing else would show that a name is misspelt. */
function tell(rule: RenameRule, renamed: number, places: number, isIdle: boolean, isDefault: boolean, table: SymbolTable, context: PassContext): void {
  const { text, source } = rule;
  if (renamed > 0 || places > 0) {
    context.count("symbols renamed", renamed);
    context.report({ severity: "remark", code: "renamed", message: `'${text}' renamed ${renamed} symbols in ${places} places` });
    return;
  }
  if (isIdle) {
    context.report({ severity: "remark", code: "same-name", message: `'${text}' changes no name` });
    return;
  }
  const what = rule.kind ?? "symbol";
  const message = typeof source === "string" ? `no ${what} '${source}' to rename` : `no ${what} that '${text}' would rename`;
  // Modules without printk are common, and nobody asked for it by name.
  const severity = isDefault ? "remark" : "warning";
  context.report({ severity, code: "no-such-symbol", message, ...(!isDefault && { fix: remedy(rule, table) }) });
}

function remedy({ source, kind }: RenameRule, table: SymbolTable): string {
  if (typeof source !== "string") return "check the pattern; it is compared with mangled names";
  const candidates: string[] = [];
  for (const [{ symbol } = {}] of table.all().values()) {
    if (symbol === source) return `it is of another kind; leave out '${kind}:'`;
    if (symbol !== undefined && Math.abs(symbol.length - source.length) <= Math.max(2, source.length / 3)) candidates.push(symbol);
  }
  const near = closest(source, candidates);
  return near === undefined ? "check the spelling; mangled names are meant" : `did you mean '${near}'?`;
}
