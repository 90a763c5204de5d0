// Walks over the code of a module once and asks the rows of the table.

import { callAt, type CallSite } from "../../src/asm/calls.js";
import { EntityKind } from "../../src/asm/entity-kind.js";
import { calledReturnType } from "../../src/asm/function-type.js";
import { Found, KeywordFinder } from "../../src/asm/keyword-finder.js";
import { AttributeGroup } from "../../src/ir/attribute-group.js";
import type { Entity } from "../../src/ir/entity.js";
import { Function } from "../../src/ir/function.js";
import type { Module } from "../../src/ir/module.js";
import type { PassContext } from "../../src/pass/pass.js";
import { attributes } from "./attributes.js";
import { constants } from "./constants.js";
import { ASSIGN_ROW, DECLARE_VALUE_ROW, rewriteRecord } from "./debug-records.js";
import { instructions } from "./instructions.js";
import { intrinsics } from "./intrinsics.js";
import { NUMBERING_ROW, renumberGlobals, renumberValues } from "./numbering.js";
import { operandsOf } from "./operands.js";
import type { CodeRow, IntrinsicRow, Row, Tally } from "./row.js";
import { Site } from "./site.js";

const CALLS = ["call", "invoke", "callbr"];

export const UNDECLARED_ROW: Row = { construct: "calls of intrinsics that are not declared", since: 19, instead: "declared" };

const KINDS = [EntityKind.Type, EntityKind.GlobalValue, EntityKind.Declaration, EntityKind.Definition, EntityKind.AttributeGroup];

/** Rewrites types, globals, functions and attribute groups for LLVM `to`. */
export function downgradeCode(module: Module, to: number, report: PassContext["report"]): Tally {
  return new CodeWalk(module, to, report).walk();
}

class CodeWalk {
  readonly #module: Module;
  readonly #site: Site;
  readonly #finder: KeywordFinder;
  /** For each word of the finder's dictionary; none for those that begin a call. */
  readonly #rows: readonly (readonly CodeRow[])[];
  readonly #intrinsics = new Map<string, readonly IntrinsicRow[]>();
  readonly #tally: Tally = new Map();
  readonly #records = new Set<string>();
  /** The intrinsics that are declared; undefined where they need not be. */
  readonly #declared: Set<string> | undefined;
  /** Declarations to add. */
  readonly #undeclared: string[] = [];
  /** A call to be rewritten once the walk is past it, so that its operands are rewritten before. */
  #pending: { readonly stop: number; readonly rewrite: () => void } | undefined;

  constructor(module: Module, to: number, report: PassContext["report"]) {
    this.#module = module;
    this.#site = new Site(module, to, report);
    const rowsOf = new Map<string, CodeRow[]>(CALLS.map((word) => [word, []]));
    for (const row of [...attributes, ...instructions, ...constants]) {
      if (row.since <= to) continue;
      for (const word of row.words) rowsOf.set(word, [...(rowsOf.get(word) ?? []), row]);
    }
    this.#finder = new KeywordFinder([...rowsOf.keys()]);
    this.#rows = [...rowsOf.values()];
    if (to >= UNDECLARED_ROW.since) return;
    this.#declared = new Set();
    for (const { symbol } of module.declarations()) if (symbol?.startsWith("llvm.")) this.#declared.add(symbol);
  }

  walk(): Tally {
    for (const kind of KINDS) for (const entity of this.#module.entities(kind)) this.#entity(entity);
    if (this.#site.to < NUMBERING_ROW.since && renumberGlobals(this.#module)) this.#count(NUMBERING_ROW);
    this.#declarations();
    return this.#tally;
  }

  #entity(entity: Entity): void {
    const site = this.#site;
    const finder = this.#finder;
    site.enter(entity);
    finder.reset(site.bytes, site.first, site.last);
    for (let found; (found = finder.next()) !== Found.End; finder.position = site.next) {
      if (this.#pending !== undefined && finder.start >= this.#pending.stop) this.#finishCall();
      site.start = finder.start;
      site.stop = site.next = finder.stop;
      if (found >= CALLS.length) this.#word(this.#rows[found]!);
      else if (found >= 0) site.call = finder.start;
      else if (found === Found.Intrinsic) this.#intrinsic();
      else this.#record();
    }
    this.#finishCall();
    site.leave();
    if (finder.hasJump && site.to < NUMBERING_ROW.since && entity instanceof Function && renumberValues(entity)) this.#count(NUMBERING_ROW);
    if (entity instanceof AttributeGroup && entity.attributes.length === 0) this.#removeEmpty(entity);
  }

  #word(rows: readonly CodeRow[]): void {
    for (const row of rows) {
      if (!row.rewrite(this.#site)) continue;
      this.#count(row);
      return;
    }
  }

  #intrinsic(): void {
    const site = this.#site;
    if (site.call < 0) return;
    const name = site.text(site.start + 1, site.stop);
    const rows = this.#rowsOf(name);
    const isDeclared = this.#declared === undefined || this.#declared.has(name);
    if (rows.length === 0 && isDeclared) return;
    const call = callAt(site.bytes, site.first, site.call, site.last);
    if (call?.callee.start !== site.start) return;
    this.#pending = {
      stop: call.stop,
      rewrite: () => {
        if (!isDeclared) this.#declare(name, call);
        for (const row of rows) {
          if (!row.rewriteCall(site, call)) continue;
          this.#count(row);
          return;
        }
      },
    };
  }

  /** From LLVM 19 on intrinsics need no declaration. */
  #declare(name: string, call: CallSite): void {
    const site = this.#site;
    const parameters = operandsOf(site, call)?.map(({ type }) => type);
    if (parameters === undefined) return;
    this.#declared!.add(name);
    this.#undeclared.push(`declare ${calledReturnType(site.bytes, call.type)} @${name}(${parameters.join(", ")})`);
    this.#count(UNDECLARED_ROW);
  }

  #finishCall(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.rewrite();
  }

  #record(): void {
    const site = this.#site;
    const name = site.text(site.start + 1, site.stop);
    const row = rewriteRecord(site);
    if (row === undefined) return;
    this.#count(row);
    if (row !== DECLARE_VALUE_ROW) this.#records.add(row === ASSIGN_ROW ? "dbg_value" : name);
  }

  #rowsOf(name: string): readonly IntrinsicRow[] {
    let rows = this.#intrinsics.get(name);
    if (rows === undefined) {
      const { to } = this.#site;
      rows = intrinsics.filter(({ since, names }) => since > to && names.some((base) => name === base || name.startsWith(`${base}.`)));
      this.#intrinsics.set(name, rows);
    }
    return rows;
  }

  /** Declarations of intrinsics that are called another way now, or not at all; those that are new. */
  #declarations(): void {
    const declared = new Set([...this.#module.declarations()].map(({ symbol }) => symbol));
    for (const record of this.#records) {
      const name = `llvm.dbg.${record.slice("dbg_".length)}`;
      const parameters = Array<string>(DEBUG_PARAMETERS[name] ?? 3).fill("metadata").join(", ");
      if (!declared.has(name)) this.#undeclared.push(`declare void @${name}(${parameters})`);
    }
    let last: Entity | undefined;
    for (const fn of this.#module.functions()) if (last === undefined || fn.index > last.index) last = fn;
    for (const declaration of this.#undeclared) this.#module.insertAfter(last, EntityKind.Declaration, `\n${declaration}`);
    for (const fn of this.#module.declarations()) {
      const [row] = fn.symbol?.startsWith("llvm.") ? this.#rowsOf(fn.symbol) : [];
      if (row === undefined) continue;
      if (row.rewriteDeclaration === undefined) fn.remove();
      else fn.edit(row.rewriteDeclaration(fn));
    }
  }

  /** A group written empty is accepted by no parser, references to one that is not there by all. */
  #removeEmpty(group: AttributeGroup): void {
    for (const other of this.#module.attributeGroups()) if (other.number === group.number) other.remove();
  }

  #count(row: Row): void {
    this.#tally.set(row, (this.#tally.get(row) ?? 0) + 1);
  }
}

const DEBUG_PARAMETERS: Readonly<Record<string, number>> = { "llvm.dbg.assign": 6, "llvm.dbg.label": 1, "llvm.dbg.declare": 3, "llvm.dbg.value": 3 };
