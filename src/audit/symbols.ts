// The symbols that an input needs and defines, and where the former come from.

import { darwinOfMacos } from "../kpi/darwin.js";
import { type KpiList } from "../kpi/list.js";
import { KpiResolver, type Resolution } from "../kpi/resolve.js";
import { PLATFORM_MACOS } from "../macho/layout.js";
import type { MachO } from "../macho/macho.js";
import { moduleTriple } from "../ir/target-line.js";
import type { AuditInput } from "./audit-input.js";
import { moduleSymbols } from "./module-symbols.js";

/** What kernels the audit is about. */
export interface KernelChoice {
  /** Full lists of what it exports; the built-in table answers where there is none. */
  readonly lists: readonly KpiList[];
  /** The major version of the oldest Darwin to run on; the one that the input is built for when absent. */
  readonly darwin?: number;
  /** Symbols that are defined beside the input, as by other members of an archive, so that nobody else has to. */
  readonly definedBeside?: ReadonlySet<string>;
}

/** A symbol that an input leaves undefined. */
export interface NeededSymbol {
  /** Raw, as in Mach-O: `_IOLog`. */
  readonly symbol: string;
  readonly isWeak: boolean;
  readonly resolution: Resolution;
}

/** The symbols of an input; undefined where it was not said which kernel they are for. */
export interface InputSymbols {
  readonly resolver: KpiResolver;
  /** By name. */
  readonly needed: readonly NeededSymbol[];
  /** What other objects see of it, by name. */
  readonly exported: readonly string[];
}

/** Finds the symbols of an input, once. */
export function symbolsOf(input: AuditInput): InputSymbols | undefined {
  if (input.kernel === undefined) return undefined;
  let symbols = known.get(input);
  if (symbols === undefined) known.set(input, (symbols = readSymbols(input, input.kernel)));
  return symbols;
}

const known = new WeakMap<AuditInput, InputSymbols>();

function readSymbols({ object, module }: AuditInput, { lists, darwin, definedBeside }: KernelChoice): InputSymbols {
  if (object !== undefined) {
    const resolver = new KpiResolver(lists, object.architecture, darwin ?? darwinOf(object));
    const undefinedOnes = object.symbols.filter(({ kind, name }) => kind === "undefined" && definedBeside?.has(name) !== true);
    const weak = new Set(undefinedOnes.filter(({ description }) => description & N_WEAK_REF).map(({ name }) => name));
    return {
      resolver,
      needed: resolved(undefinedOnes.map(({ name }) => name), weak, resolver),
      exported: object.symbols.filter(isExported).map(({ name }) => name).sort(),
    };
  }
  const triple = module && moduleTriple(module);
  const resolver = new KpiResolver(lists, triple?.architecture === "aarch64" ? "arm64" : "x86_64", darwin ?? darwinOfTriple(triple?.text ?? ""));
  const { needed, weak, exported } = module === undefined ? { needed: [], weak: [], exported: [] } : moduleSymbols(module);
  return { resolver, needed: resolved(needed, new Set(weak), resolver), exported };
}

function resolved(names: readonly string[], weak: ReadonlySet<string>, resolver: KpiResolver): NeededSymbol[] {
  return [...new Set(names)].sort().map((symbol) => ({ symbol, isWeak: weak.has(symbol), resolution: resolver.resolve(symbol) }));
}

/** `n_desc`: the reference may stay unresolved (mach-o/nlist.h). */
const N_WEAK_REF = 0x40;

/** The symbols that objects linked with this one find in it. */
export function definedFor(object: MachO): string[] {
  return object.symbols.filter(({ kind, external }) => external && kind !== "undefined").map(({ name }) => name);
}

function isExported({ kind, external, privateExternal }: MachO["symbols"][number]): boolean {
  return external && !privateExternal && (kind === "defined" || kind === "common" || kind === "absolute");
}

function darwinOf({ buildVersion }: MachO): number | undefined {
  if (buildVersion === undefined || buildVersion.platform !== PLATFORM_MACOS) return undefined;
  const [major, minor] = buildVersion.minimumOS;
  return major < 10 ? undefined : darwinOfMacos(major, minor);
}

/** The release in `x86_64-apple-macosx10.15.0` or `x86_64-apple-darwin19`. */
function darwinOfTriple(triple: string): number | undefined {
  const [, system, major, minor] = /-(macosx?|darwin)([0-9]+)(?:\.([0-9]+))?/.exec(triple) ?? [];
  if (major === undefined) return undefined;
  return system === "darwin" ? Number(major) : darwinOfMacos(Number(major), Number(minor ?? 0));
}
