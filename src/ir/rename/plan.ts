// Decides which symbols get which names. All rules apply at once, to the names that the
// module came with, so `a=b;b=a` swaps two.

import { linkerName, symbolOfLinkerName } from "../../asm/linker-name.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import { GlobalValue } from "../global-value.js";
import type { SymbolEntity } from "../module.js";
import { type RenameRule, type SymbolKind, isReserved } from "./rule.js";
import type { SymbolTable } from "./symbol-table.js";

/** One symbol that gets another name. */
export interface Rename {
  readonly rule: RenameRule;
  /** The symbol, as LLVM knows it. */
  readonly source: string;
  readonly target: string;
  /** Its declarations and definitions; none for a symbol that only assembly, attributes or debug info name. */
  readonly owners: readonly SymbolEntity[];
}

export interface RenamePlan {
  /** By the linker's name of the source. */
  readonly renames: ReadonlyMap<string, Rename>;
  /** Rules whose symbol is already called what they say. */
  readonly idle: ReadonlySet<RenameRule>;
  readonly errors: readonly Diagnostic[];
}

/** What `rules` rename: a rule for one name goes before patterns, and an earlier pattern before a later one. */
export function planRenames(rules: readonly RenameRule[], table: SymbolTable, prefix: string): RenamePlan {
  const renames = new Map<string, Rename>();
  const idle = new Set<RenameRule>();
  const errors: Diagnostic[] = [];
  const add = (name: string, rename: Rename): void => {
    if (linkerName(rename.target, prefix) === name) idle.add(rename.rule);
    else if (!renames.has(name)) renames.set(name, rename);
  };
  for (const rule of rules) {
    if (typeof rule.source !== "string") continue;
    const name = linkerName(rule.source, prefix);
    const found = table.owners(name);
    const owners = found.filter((owner) => isOfKind(owner, rule.kind));
    if (found.length === 0 || owners.length > 0) add(name, { rule, source: rule.source, target: rule.target(rule.source), owners });
  }
  for (const rule of rules) {
    if (typeof rule.source === "string") continue;
    for (const [name, found] of table.all()) {
      const source = symbolOfLinkerName(name, prefix);
      const owners = found.filter((owner) => isOfKind(owner, rule.kind));
      if (owners.length === 0 || isReserved(source) || !rule.source.test(source)) continue;
      const target = rule.target(source);
      const reason = faultOf(target);
      if (reason === undefined) add(name, { rule, source, target, owners });
      else errors.push(misnamed(owners[0]!, rule, reason));
    }
  }
  return { renames, idle, errors };
}

function isOfKind(owner: SymbolEntity, kind: SymbolKind | undefined): boolean {
  if (kind === undefined) return true;
  if (!(owner instanceof GlobalValue)) return kind === "function";
  const form = owner.header()?.form;
  return kind === "variable" ? form === "global" || form === "constant" : form === kind;
}

function faultOf(target: string): string | undefined {
  if (target === "" || target === "\u0001") return "no name is left of it";
  if (target.includes("\0")) return "a name may hold no NUL";
  return isReserved(target) ? "names that begin with 'llvm.' have their meaning from LLVM" : undefined;
}

function misnamed(owner: SymbolEntity, { text }: RenameRule, reason: string): Diagnostic {
  const span = owner.span();
  return {
    severity: "error", code: "bad-new-name", message: `'${text}' cannot rename '${owner.printedName}': ${reason}`,
    ...(span && { span }), fix: "narrow the pattern",
  };
}
