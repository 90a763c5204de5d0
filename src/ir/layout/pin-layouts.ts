// Writes the types of a module so that clang lays them out as the module was compiled
// for, although its data layout is another.
//
//   %S = type { i64, i128, i8, [7 x i8] }   =>   %S = type <{ i64, i128, i8, [7 x i8] }>
//   getelementptr { i8, i128 }, ptr %p, i32 0, i32 1
//     =>   getelementptr <{ i8, [7 x i8], i128 }>, ptr %p, i32 0, i32 2
//
// Where rustc wrote the padding out, the struct is only packed, wherever it is written.
// Where padding was implied, it is put in: in named types, wherever a type only serves to
// compute an address or a size, and in values that are loaded and stored as a whole. Other
// values of an unnamed struct stay what they are: they are in registers, and functions
// elsewhere may return them.

import { EntityKind } from "../../asm/entity-kind.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { Entity } from "../entity.js";
import { GlobalValue } from "../global-value.js";
import type { Module } from "../module.js";
import type { DataLayout } from "./data-layout.js";
import { Pinning } from "./pinning.js";
import { TypeLayouts } from "./type-layouts.js";
import { typeUses } from "./type-uses.js";
import { isSpeltOut, namedTypes, typeAt, ValuesInMemory } from "./wide-types.js";

/** What pinLayouts did. */
export interface PinnedLayouts {
  /** How many places of struct types were packed, and into how many of them padding was put. */
  readonly packed: number;
  readonly padded: number;
  /** How many alignments were written out that followed from the type. */
  readonly aligned: number;
  /** Errors about types that cannot be kept. */
  readonly refusals: readonly Diagnostic[];
}

/** Keeps the layouts that types have under `own` for a compiler that has `target`. */
export function pinLayouts(module: Module, own: DataLayout, target: DataLayout): PinnedLayouts {
  const differs = (bytes: Buffer, at: number): boolean => {
    const bits = integerWidth(bytes, at);
    return bits !== undefined && own.integerAlign(bits) !== target.integerAlign(bits);
  };
  const suspects = module.entitiesIncluding("i", differs).filter(holdsTypes);
  if (suspects.length === 0) return { packed: 0, padded: 0, aligned: 0, refusals: [] };

  const named = namedTypes(module);
  const layouts = new TypeLayouts(named, own, target);
  const names = new Set([...named].filter(([, type]) => layouts.depends(type)).map(([name]) => name));
  const entities = [...new Set([...suspects, ...[...names].flatMap((name) => module.entitiesIncluding(name).filter(holdsTypes))])];
  const values = new ValuesInMemory(layouts);
  for (const entity of entities) noteValues(entity, layouts, names, values);
  const pinning = new Pinning(layouts, names, values);
  for (const entity of entities) pinning.pin(entity);
  return pinning;
}

function holdsTypes({ kind }: Entity): boolean {
  return kind === EntityKind.Type || kind === EntityKind.GlobalValue || kind === EntityKind.Declaration || kind === EntityKind.Definition;
}

/** The width of the integer type `iN` at `at`; undefined when none stands there. */
function integerWidth(bytes: Buffer, at: number): number | undefined {
  let bits = 0;
  let stop = at + 1;
  for (let digit; (digit = bytes[stop]! - 0x30) >= 0 && digit <= 9; stop++) bits = bits * 10 + digit;
  return stop === at + 1 ? undefined : bits;
}

function noteValues(entity: Entity, layouts: TypeLayouts, names: ReadonlySet<string>, values: ValuesInMemory): void {
  if (entity instanceof GlobalValue) {
    const header = entity.header();
    const type = header !== undefined && isSpeltOut(entity, header.initializer) ? typeAt(entity, header.type.start) : undefined;
    if (type !== undefined && layouts.moves(type, true)) values.add(type);
  } else if (entity.kind === EntityKind.Definition) {
    for (const { role, type } of typeUses(entity.bytes, entity.start, entity.stop, (name) => names.has(name))) {
      if (role === "memory" && layouts.moves(type, false)) values.add(type);
    }
  }
}
