import { linkerName } from "../../asm/linker-name.js";
import type { Entity } from "../entity.js";
import { entitiesWithEscapedNames } from "../escaped-names.js";
import { Function } from "../function.js";
import { GlobalValue } from "../global-value.js";
import type { Module, SymbolEntity } from "../module.js";
import { entitiesNaming } from "./naming-places.js";

/** Above so many names one look at everything is cheaper than a search for each. */
const MANY_NAMES = 12;

/**
 * Who declares a symbol and who may refer to it, asked by the linker's name: `@x`, `@"\78"`
 * and on Mach-O `@"\01_x"` are one. A few names are found by searching the bytes for
 * them, so that a large module is not read for their sake.
 */
export class SymbolTable {
  readonly #module: Module;
  readonly #prefix: string;
  readonly #isSearching: boolean;
  readonly #searched = new Map<string, readonly Entity[]>();
  #escaped: readonly Entity[] | undefined;
  #all: ReadonlyMap<string, readonly SymbolEntity[]> | undefined;

  /** `names` says of how many names the owners will be asked for. */
  constructor(module: Module, prefix: string, names: number) {
    this.#module = module;
    this.#prefix = prefix;
    this.#isSearching = names <= MANY_NAMES;
  }

  /** The functions and globals that the linker knows as `name`: one, or none, unless names are spelt in two ways. */
  owners(name: string): readonly SymbolEntity[] {
    if (!this.#isSearching || this.#all !== undefined) return this.all().get(name) ?? [];
    const owners: SymbolEntity[] = [];
    for (const entity of this.mentions(name)) {
      if (isSymbolEntity(entity) && entity.symbol !== undefined && linkerName(entity.symbol, this.#prefix) === name) owners.push(entity);
    }
    return owners;
  }

  /** All functions and globals that have names, by the linker's. */
  all(): ReadonlyMap<string, readonly SymbolEntity[]> {
    if (this.#all === undefined) {
      const all = new Map<string, SymbolEntity[]>();
      for (const entity of [...this.#module.globals(), ...this.#module.functions()]) {
        if (entity.symbol === undefined) continue;
        const name = linkerName(entity.symbol, this.#prefix);
        const owners = all.get(name);
        if (owners === undefined) all.set(name, [entity]);
        else owners.push(entity);
      }
      this.#all = all;
    }
    return this.#all;
  }

  /** The entities that may name one of `names`, each once, in their order. */
  referrers(names: readonly string[]): Entity[] {
    const found = names.length <= MANY_NAMES
      ? names.flatMap((name) => this.mentions(name))
      : entitiesNaming(this.#module, new Set(names), this.#prefix);
    return [...new Set(found)].sort((a, b) => a.index - b.index);
  }

  /** The entities where `name` may stand as a name of its own. */
  mentions(name: string): readonly Entity[] {
    let found = this.#searched.get(name);
    if (found === undefined) {
      this.#escaped ??= entitiesWithEscapedNames(this.#module);
      const needle = searchable(name, this.#prefix);
      const mentions = this.#module.entitiesIncluding(needle, (bytes, at) => mayBeWhole(bytes, at, at + needle.length));
      this.#searched.set(name, (found = [...new Set([...mentions, ...this.#escaped])]));
    }
    return found;
  }
}

function isSymbolEntity(entity: Entity): entity is SymbolEntity {
  return entity instanceof Function || entity instanceof GlobalValue;
}

/** The longest part of a name that is written as it is, wherever it is written. */
function searchable(name: string, prefix: string): string {
  const bare = name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
  const runs = bare.split(/[^ !#-[\]-~]+/).sort((a, b) => b.length - a.length);
  return runs[0] || "\\";
}

/**
 * Whether the name found at `[start, stop)` may be a whole one. Before it may stand the
 * prefix `_`, and an escape's digits; longer names that hold it are passed over.
 */
function mayBeWhole(bytes: Buffer, start: number, stop: number): boolean {
  if (continuesName(bytes[stop])) return false;
  const before = bytes[start - 1];
  if (!continuesName(before) || before === 0x5f) return true;
  return bytes[start - 3] === 0x5c && isHex(before) && isHex(bytes[start - 2]);
}

/** Letters, digits, `_` and `.`: what goes on a name in IR and in assembly alike. */
function continuesName(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x5f || byte === 0x2e);
}

function isHex(byte: number | undefined): boolean {
  return byte !== undefined && /[0-9a-fA-F]/.test(String.fromCharCode(byte));
}
