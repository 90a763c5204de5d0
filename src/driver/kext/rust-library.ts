// A static library of Rust's as a source of modules: those that are needed go through the passes, each
// reduced to what is needed of it.

import { type LibraryModule, modulesIn } from "../../bitcode/library.js";
import { linkerName, symbolOfLinkerName } from "../../asm/linker-name.js";
import type { Entity } from "../../ir/entity.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { Function } from "../../ir/function.js";
import { GlobalValue } from "../../ir/global-value.js";
import { Module } from "../../ir/module.js";
import { reachableEntities } from "../../ir/reachable.js";
import { readArchive } from "../../macho/archive.js";
import { readMachO } from "../../macho/read.js";

/** A module of which something is needed. */
export interface NeededModule {
  readonly name: string;
  readonly producer: string | undefined;
  /** As the library has it: passes are to be given a new one each time. */
  readonly text: Buffer;
  /** Symbols of the module, as in IR. */
  readonly roots: ReadonlySet<string>;
}

/** Turns bitcode into text. */
export type Disassembler = (module: LibraryModule) => Promise<Uint8Array>;

/** An object without its IR. */
export interface NativeObject {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class RustLibrary {
  readonly #disassemble: Disassembler;
  /** By the linker's names of what they define; the first of several counts, as for a linker. */
  readonly #definers = new Map<string, LibraryModule | NativeObject>();
  readonly #texts = new Map<LibraryModule, Promise<Buffer>>();
  readonly #roots = new Map<LibraryModule, Set<string>>();
  readonly #natives = new Set<NativeObject>();

  constructor(archive: Uint8Array, disassemble: Disassembler) {
    this.#disassemble = disassemble;
    for (const member of readArchive(archive)) {
      const modules = modulesIn(member);
      for (const module of modules) for (const symbol of module.defines) this.#define(linkerName(symbol, "_"), module);
      // Without its IR there is a build script's C, and rustc's few lines that lead to the allocator: the audit judges them.
      if (modules.length > 0 || !member.name.endsWith(".o")) continue;
      for (const symbol of readMachO(member.bytes).symbols) if (symbol.external && symbol.kind === "defined") this.#define(symbol.name, member);
    }
  }

  /**
   * Looks for symbols, by their linker's names, and for what is needed to define them. Gives the
   * modules of which more is needed than before, and the objects without IR that were not needed before.
   */
  async demand(symbols: Iterable<string>): Promise<{ readonly modules: readonly NeededModule[]; readonly natives: readonly NativeObject[] }> {
    const natives = new Set<NativeObject>();
    const grown = new Set<LibraryModule>();
    const waiting = new Set<LibraryModule>();
    const need = (symbol: string): void => {
      const definer = this.#definers.get(symbol);
      if (definer === undefined) return;
      if (!("bitcode" in definer)) {
        if (!this.#natives.has(definer)) natives.add(definer);
        return void this.#natives.add(definer);
      }
      const roots = this.#roots.get(definer) ?? new Set();
      const name = symbolOfLinkerName(symbol, "_");
      if (roots.has(name)) return;
      this.#roots.set(definer, roots.add(name));
      waiting.add(definer);
    };
    for (const symbol of symbols) need(symbol);
    for (const module of waiting) {
      waiting.delete(module);
      grown.add(module);
      for (const entity of reachableEntities(new Module(await this.#text(module)), this.#roots.get(module)!)) {
        const symbol = symbolDeclaredBy(entity);
        if (symbol !== undefined) need(linkerName(symbol, "_"));
      }
    }
    const modules = [...grown].map(async (module) => ({ name: module.name, producer: module.producer, text: await this.#text(module), roots: this.#roots.get(module)! }));
    return { modules: await Promise.all(modules), natives: [...natives] };
  }

  #text(module: LibraryModule): Promise<Buffer> {
    const known = this.#texts.get(module);
    if (known !== undefined) return known;
    const text = this.#disassemble(module).then((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    this.#texts.set(module, text);
    return text;
  }

  #define(symbol: string, definer: LibraryModule | NativeObject): void {
    if (!this.#definers.has(symbol)) this.#definers.set(symbol, definer);
  }
}

/** The symbol that a function or global only declares; intrinsics are nobody's to define. */
function symbolDeclaredBy(entity: Entity): string | undefined {
  const isDeclaration = entity instanceof GlobalValue ? entity.header()?.initializer === undefined : entity.kind === EntityKind.Declaration;
  if (!isDeclaration || !(entity instanceof GlobalValue || entity instanceof Function)) return undefined;
  return entity.symbol?.startsWith("llvm.") === true ? undefined : entity.symbol;
}
