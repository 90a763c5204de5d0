// Joins symbols that end up with one name. A module may hold one declaration or
// definition of a name, so all but one of those that agree go.

import { callingConvention } from "../../asm/function-header.js";
import { functionType, typeText } from "../../asm/function-type.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { linkerName } from "../../asm/linker-name.js";
import { symbolName } from "../../asm/names.js";
import { latin1 } from "../../support/latin1.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import { positionOf } from "../../support/source-position.js";
import { Function } from "../function.js";
import type { Module, SymbolEntity } from "../module.js";
import { hasOpaquePointers } from "../opaque-pointers.js";
import { dropUseListOrders } from "../use-list-order.js";
import type { Rename } from "./plan.js";
import type { SymbolTable } from "./symbol-table.js";

/** What becomes of symbols that have, or are to have, one name. */
export interface MergePlan {
  /** Who has each new name in the end, by the linker's name. */
  readonly survivors: ReadonlyMap<string, SymbolEntity>;
  /** Declarations that make room for a survivor. */
  readonly removals: readonly SymbolEntity[];
  /** The symbols that become one with another. */
  readonly joined: ReadonlySet<string | undefined>;
  /** Symbols that keep their linker's name and have to be spelt like the new one: `@"\01_x"` as `@x`. */
  readonly respelt: readonly Rename[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes out the declarations that `plan` removes, and use-list orders that do not fit the joined uses. */
export function applyMerges(module: Module, { removals, joined }: MergePlan): void {
  if (removals.length === 0) return;
  dropUseListOrders(module, (bytes, start, stop) => {
    const lexer = new Lexer(bytes, start, stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind === Token.Global && joined.has(symbolName(bytes, lexer.start, lexer.stop))) return true;
    }
    return false;
  });
  for (const declaration of removals) declaration.remove();
}

/** How `renames` and what has the new names already get along. */
export function planMerges(module: Module, renames: ReadonlyMap<string, Rename>, table: SymbolTable, prefix: string): MergePlan {
  const survivors = new Map<string, SymbolEntity>();
  const removals: SymbolEntity[] = [];
  const joined = new Set<string | undefined>();
  const respelt: Rename[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [name, group] of groupByTarget(renames.values(), prefix)) {
    if (diagnostics.length >= ENOUGH) break;
    const { rule, target } = group[0]!;
    const staying = renames.has(name) ? [] : table.owners(name);
    const owners = [...staying, ...group.flatMap((rename) => rename.owners)];
    const survivor = owners.find(isDefined) ?? owners[0];
    if (survivor === undefined) continue;
    survivors.set(name, survivor);
    const others = owners.filter((owner) => owner !== survivor);
    removals.push(...others);
    if (others.length > 0) for (const { symbol } of owners) joined.add(symbol);
    if (staying.some(({ symbol }) => symbol !== target)) respelt.push({ rule, source: target, target, owners: staying });
    for (const other of others.slice(0, ENOUGH)) diagnostics.push(...compare(module, other, survivor, target));
  }
  return { survivors, removals, joined, respelt, diagnostics };
}

/** So many messages tell what is wrong with a rule; more would bury it. */
const ENOUGH = 20;

function groupByTarget(renames: Iterable<Rename>, prefix: string): Map<string, Rename[]> {
  const groups = new Map<string, Rename[]>();
  for (const rename of renames) {
    const name = linkerName(rename.target, prefix);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [rename]);
    else group.push(rename);
  }
  return groups;
}

/** What speaks against `other` giving way to `survivor`, at most one thing. */
function compare(module: Module, other: SymbolEntity, survivor: SymbolEntity, target: string): Diagnostic[] {
  const say = (severity: "error" | "warning", code: string, reason: string, fix: string): Diagnostic[] => {
    const span = other.span();
    const message = `${place(other)} and ${place(survivor)} would both be '${target}': ${reason}`;
    return [{ severity, code, message, ...(span && { span }), fix }];
  };
  if (isDefined(other)) return say("error", "rename-clash", "both are defined", "rename or remove one of them");
  if (isFunction(other) !== isFunction(survivor)) return say("error", "rename-clash", "one is a function, the other a variable", "choose another name");

  const [convention, survivingConvention] = [conventionOf(other), conventionOf(survivor)];
  if (convention !== survivingConvention) {
    return say("error", "signature-clash", `calling convention ${convention} is not ${survivingConvention}`, "declare both alike");
  }
  const [type, surviving] = [typeOf(other), typeOf(survivor)];
  if (type.addressSpace !== surviving.addressSpace) return say("error", "type-clash", "they lie in different address spaces", "declare both alike");
  if (type.text !== surviving.text && !hasOpaquePointers(module)) {
    return say("error", "type-clash", `type ${type.text} is not ${surviving.text}`, "declare both alike");
  }
  if (isLocal(survivor)) return say("warning", "local-target", "the second is local to this module, and now serves what the first was declared for", "give it external linkage, or another name");
  if (type.parameters !== surviving.parameters) {
    return say("warning", "parameters-differ", `parameters ${type.parameters} are not ${surviving.parameters}; calls pass what they passed before`, "declare both alike");
  }
  return [];
}

function isDefined(entity: SymbolEntity): boolean {
  if (entity instanceof Function) return entity.isDefinition;
  const header = entity.header();
  return header === undefined || header.initializer !== undefined;
}

/** An alias or ifunc may stand for a function. */
function isFunction(entity: SymbolEntity): boolean {
  if (entity instanceof Function) return true;
  const header = entity.header();
  return (header?.form === "alias" || header?.form === "ifunc") && latin1(entity.bytes, header.type.start, header.type.stop).endsWith(")");
}

function isLocal(entity: SymbolEntity): boolean {
  return entity.header()?.qualifiers.some(({ word }) => word === "private" || word === "internal") ?? false;
}

function conventionOf(entity: SymbolEntity): string {
  const header = entity instanceof Function ? entity.header() : undefined;
  return header === undefined ? "ccc" : callingConvention(header);
}

interface DeclaredType {
  readonly text: string;
  /** Of a function. */
  readonly parameters: string;
  readonly addressSpace: string;
}

function typeOf(entity: SymbolEntity): DeclaredType {
  const { bytes } = entity;
  if (entity instanceof Function) {
    const header = entity.header();
    if (header === undefined) return { text: "", parameters: "", addressSpace: "" };
    const { returns, parameters } = functionType(bytes, header);
    const list = `(${parameters.join(", ")})`;
    return { text: `${returns} ${list}`, parameters: list, addressSpace: "" };
  }
  const header = entity.header();
  if (header === undefined) return { text: "", parameters: "", addressSpace: "" };
  const text = typeText(bytes, header.type);
  const space = header.qualifiers.find(({ word }) => word === "addrspace");
  return {
    text,
    parameters: /\(.*\)$/.exec(text)?.[0] ?? "",
    addressSpace: space === undefined ? "" : latin1(bytes, space.start, space.stop),
  };
}

/** `'@f' (line 3)`. */
function place(entity: SymbolEntity): string {
  const span = entity.span();
  return span === undefined ? `'${entity.printedName}'` : `'${entity.printedName}' (line ${positionOf(entity.module.bytes, span.start).line})`;
}
