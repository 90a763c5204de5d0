// Keeps structs with 128-bit integers in the shape they were compiled for.
//
//   %S = type { i64, i128, i8, [7 x i8] }   =>   %S = type <{ i64, i128, i8, [7 x i8] }>
//
// To Rust 1.76 an i128 was aligned to 8 bytes on x86-64; LLVM 18 and later align it
// to 16 whatever the module's data layout says, so that such a struct would be read
// at wrong offsets, past its end. rustc writes padding out, so a packed struct has
// the old offsets under every LLVM.

import { LESS, OPEN_BRACE } from "../../asm/characters.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { parseStruct, parseType, type StructType, type Type } from "../../asm/types.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { TextEdit } from "../edited-text.js";
import type { Entity } from "../entity.js";
import type { Module } from "../module.js";

/** What packWideIntegers did. */
export interface PackedStructs {
  /** How many types, each place of an unnamed one counted. */
  readonly packed: number;
  /** About structs that packing would not keep. */
  readonly warnings: Diagnostic[];
}

/** Packs the structs of a module for x86-64 whose layout depends on the alignment of i128, given that it was 8. */
export function packWideIntegers(module: Module): PackedStructs {
  const suspects = module.entitiesIncluding("i128").filter(({ kind }) => HOLDS_TYPES.has(kind));
  if (suspects.length === 0) return { packed: 0, warnings: [] };

  const layouts = new Layouts(namedStructs(module));
  const warnings: Diagnostic[] = [];
  let packed = 0;
  const packedNames: string[] = [];
  for (const [name, { entity, type }] of layouts.named) {
    const fate = layouts.fate(type);
    if (fate === "keep") continue;
    packedNames.push(name);
    if (fate === "lost") warnings.push(warning(entity, entity.start, `'${name}'`));
  }

  const places = new Set([...suspects, ...packedNames.flatMap((name) => module.entitiesIncluding(name))]);
  for (const entity of places) {
    if (!HOLDS_TYPES.has(entity.kind)) continue;
    const edits: TextEdit[] = [];
    let isWarned = false;
    for (const { type, valueStart } of typesIn(entity)) {
      if (type.kind === "struct" && !type.packed) {
        const fate = layouts.fate(type);
        if (fate === "pack") {
          edits.push(...packing(type.start, type.stop));
          packed++;
        } else if (fate === "lost" && !isWarned && entity.kind !== EntityKind.Type && layouts.movesFields(type)) {
          isWarned = true;
          warnings.push(warning(entity, type.start, "a struct"));
        }
      }
      // A constant is written in the braces of its type.
      const whole = type.kind === "named" ? layouts.named.get(type.text)?.type : type;
      if (valueStart !== undefined && whole !== undefined && !whole.packed && layouts.fate(whole) === "pack") {
        const lexer = new Lexer(entity.bytes, valueStart, entity.stop);
        lexer.next();
        if (lexer.skipBracketed()) edits.push(...packing(valueStart, lexer.stop));
      }
    }
    entity.edit(edits.sort((a, b) => a.start - b.start || a.stop - b.stop));
  }
  return { packed, warnings };
}

const HOLDS_TYPES: ReadonlySet<EntityKind> = new Set([EntityKind.Type, EntityKind.GlobalValue, EntityKind.Declaration, EntityKind.Definition]);

function packing(start: number, stop: number): TextEdit[] {
  return [{ start, stop: start, text: "<" }, { start: stop, stop, text: ">" }];
}

function warning(entity: Entity, offset: number, what: string): Diagnostic {
  const span = entity.span(offset);
  return {
    severity: "warning", code: "i128-layout",
    message: `${what} holds an i128, which LLVM 18 and later lay out differently than the module was compiled for`,
    fix: "build it with Rust 1.77 or later, or compile it with clang 17 or older",
    ...(span && { span }),
  };
}

/** `%T = type { … }` by the name as it is written. */
function namedStructs(module: Module): Map<string, { entity: Entity; type: StructType }> {
  const named = new Map<string, { entity: Entity; type: StructType }>();
  for (const entity of module.entities(EntityKind.Type)) {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    lexer.next();
    const name = lexer.text();
    lexer.next();
    lexer.next();
    lexer.next();
    const type = parseType(lexer);
    if (type?.kind === "struct") named.set(name, { entity, type });
  }
  return named;
}

/** The struct and named types written in an entity, and where a constant of theirs that follows begins. */
function* typesIn(entity: Entity): Generator<{ type: StructType | { kind: "named"; text: string }; valueStart: number | undefined }> {
  const { bytes, stop } = entity;
  const lexer = new Lexer(bytes, entity.start, stop);
  let isAfterLess = false;
  for (; lexer.next() !== Token.End; isAfterLess = lexer.at(LESS)) {
    if (lexer.kind === Token.Local) {
      yield { type: { kind: "named", text: lexer.text() }, valueStart: lexer.peek() === OPEN_BRACE ? lexer.nextStart() : undefined };
    } else if (lexer.at(OPEN_BRACE)) {
      const ahead = new Lexer(bytes, lexer.start, stop);
      ahead.next();
      const type = parseStruct(ahead, isAfterLess);
      if (type !== undefined) yield { type, valueStart: ahead.peek() === OPEN_BRACE ? ahead.nextStart() : undefined };
    }
  }
}

interface Layout {
  readonly size: number;
  readonly align: number;
}

interface StructLayout extends Layout {
  readonly offsets: readonly number[];
}

/** What becomes of a struct: its layout is the same under both alignments, packing keeps it, or nothing does. */
type Fate = "keep" | "pack" | "lost";

/** Layouts on x86-64 as LLVM 17 computes them, and as LLVM 18 does. */
class Layouts {
  readonly named: ReadonlyMap<string, { readonly entity: Entity; readonly type: StructType }>;

  constructor(named: ReadonlyMap<string, { readonly entity: Entity; readonly type: StructType }>) {
    this.named = named;
  }

  fate(struct: StructType): Fate {
    const old = this.#struct(struct, struct.packed, false);
    if (old === undefined || sameLayout(old, this.#struct(struct, struct.packed, true))) return "keep";
    return sameLayout(old, this.#struct(struct, true, true)) ? "pack" : "lost";
  }

  /** Whether LLVM 18 puts a field elsewhere, and not only makes the struct longer. */
  movesFields(struct: StructType): boolean {
    const old = this.#struct(struct, struct.packed, false);
    const now = this.#struct(struct, struct.packed, true);
    return old !== undefined && now !== undefined && old.offsets.some((offset, index) => offset !== now.offsets[index]);
  }

  #struct(struct: StructType, packed: boolean, isNew: boolean): StructLayout | undefined {
    const offsets: number[] = [];
    let size = 0;
    let align = 1;
    for (const field of struct.fields) {
      const layout = this.#layout(field, isNew);
      if (layout === undefined) return undefined;
      const fieldAlign = packed ? 1 : layout.align;
      size = roundUp(size, fieldAlign);
      offsets.push(size);
      size += layout.size;
      align = Math.max(align, fieldAlign);
    }
    return { offsets, size: roundUp(size, align), align };
  }

  #layout(type: Type, isNew: boolean): Layout | undefined {
    switch (type.kind) {
      case "integer": return integerLayout(type.bits, isNew);
      case "float": return FLOATS[type.word];
      case "pointer": return { size: 8, align: 8 };
      case "named": {
        const found = this.named.get(type.text);
        return found === undefined ? undefined : this.#layout(found.type, isNew);
      }
      case "array": {
        const element = this.#layout(type.element, isNew);
        return element && { size: element.size * type.count, align: element.align };
      }
      case "vector": {
        const element = this.#layout(type.element, isNew);
        const size = element && 2 ** Math.ceil(Math.log2(Math.max(1, element.size * type.count)));
        return size === undefined ? undefined : { size, align: size };
      }
      case "struct": return this.#struct(type, type.packed || (isNew && this.fate(type) === "pack"), isNew);
      case "other": return undefined;
    }
  }
}

const FLOATS: Readonly<Record<string, Layout>> = {
  half: { size: 2, align: 2 }, bfloat: { size: 2, align: 2 }, float: { size: 4, align: 4 },
  double: { size: 8, align: 8 }, x86_fp80: { size: 16, align: 16 }, fp128: { size: 16, align: 16 },
};

/** Integers are aligned as the next larger one that the data layout names, at most the largest. */
function integerLayout(bits: number, isNew: boolean): Layout {
  const size = Math.ceil(bits / 8);
  const natural = 2 ** Math.ceil(Math.log2(Math.max(1, size)));
  const align = Math.min(natural, isNew ? 16 : 8);
  return { size: roundUp(size, align), align };
}

function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

function sameLayout(a: StructLayout, b: StructLayout | undefined): boolean {
  return b !== undefined && a.size === b.size && a.offsets.every((offset, index) => offset === b.offsets[index]);
}
