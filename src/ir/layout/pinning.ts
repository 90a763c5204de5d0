import { COMMA, OPEN_BRACE } from "../../asm/characters.js";
import type { TextRange } from "../../asm/clauses.js";
import { skipTypedConstant } from "../../asm/constants.js";
import { EntityKind } from "../../asm/entity-kind.js";
import type { FunctionHeader } from "../../asm/function-header.js";
import type { GlobalHeader } from "../../asm/global-header.js";
import { Lexer, Token } from "../../asm/lexer.js";
import type { StructType, Type } from "../../asm/types.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { Entity } from "../entity.js";
import { Function } from "../function.js";
import { GlobalValue } from "../global-value.js";
import { inOrder, type Insertion, pinConstant, pinnedIndex, pinStruct, structsIn } from "./struct-edits.js";
import type { TypeLayouts } from "./type-layouts.js";
import { type TypeUse, typeUses } from "./type-uses.js";
import { definedType, isSpeltOut, nameOf, typeAt, type ValuesInMemory } from "./wide-types.js";

/** Writes a module's types so that they keep their layout, an entity at a time; counts what it did. */
export class Pinning {
  packed = 0;
  padded = 0;
  aligned = 0;
  readonly refusals: Diagnostic[] = [];

  readonly #layouts: TypeLayouts;
  /** Of the named types that depend on what differs. */
  readonly #names: ReadonlySet<string>;
  readonly #values: ValuesInMemory;
  readonly #refused = new Set<string>();

  constructor(layouts: TypeLayouts, names: ReadonlySet<string>, values: ValuesInMemory) {
    this.#layouts = layouts;
    this.#names = names;
    this.#values = values;
  }

  pin(entity: Entity): void {
    entity.edit(inOrder([...this.#edits(entity)]));
  }

  *#edits(entity: Entity): Generator<Insertion> {
    let { start } = entity;
    if (entity.kind === EntityKind.Type) {
      const type = definedType(entity);
      if (type?.kind === "struct" && this.#layouts.fate(type).kind === "lost") this.#refuse(entity, entity, nameOf(entity), "layout");
      if (type !== undefined) yield* this.#structs(type, true);
      return;
    }
    if (entity instanceof GlobalValue) {
      const header = entity.header();
      if (header === undefined) return;
      yield* this.#global(entity, header);
      start = header.type.stop;
    } else if (entity instanceof Function) this.#checkSignature(entity);
    for (const use of typeUses(entity.bytes, start, entity.stop, (name) => this.#names.has(name))) yield* this.#use(entity, use);
  }

  *#global(entity: GlobalValue, { form, type: range, initializer, align }: GlobalHeader): Generator<Insertion> {
    const type = typeAt(entity, range.start);
    if (type === undefined || (form !== "global" && form !== "constant")) return;
    yield* this.#use(entity, { role: isSpeltOut(entity, initializer) ? "memory" : "address", type, range });
    const what = initializer === undefined ? "access" : "variable"; // of one elsewhere no more is known than of any address
    if (align === undefined) yield* this.#alignment(type, { at: initializer?.stop ?? range.stop, what });
  }

  *#use(entity: Entity, { role, type, range, indices, unaligned }: TypeUse): Generator<Insertion> {
    const layouts = this.#layouts;
    if (role === "address" && layouts.depends(type) && layouts.own(type)?.size !== layouts.pinned(type)?.size) {
      this.#refuse(entity, range, textOf(entity, range), "layout");
    }
    yield* this.#structs(type, role === "address");
    if (!layouts.depends(type)) return;
    if (indices !== undefined) yield* this.#renumber(entity, type, indices, role === "address");
    if (role !== "address") yield* this.#constant(entity, type, range.stop);
    if (unaligned !== undefined) yield* this.#alignment(type, unaligned);
  }

  *#structs(type: Type, isAddress: boolean): Generator<Insertion> {
    for (const { struct, behindPointer } of structsIn(type)) {
      if (!isAddress && !behindPointer && !this.#isValuePinned(struct)) continue;
      const fate = this.#layouts.fate(struct);
      if (fate.kind === "packed" || fate.kind === "padded") this.packed++;
      if (fate.kind === "padded") this.padded++;
      yield* pinStruct(struct, fate);
    }
  }

  #isValuePinned(struct: StructType): boolean {
    return this.#layouts.isPure(struct) || this.#values.has(struct);
  }

  /** Fields have moved up where padding was put before them. */
  *#renumber(entity: Entity, type: Type, indices: readonly TextRange[], isAddress: boolean): Generator<Insertion> {
    let current: Type | undefined = type;
    for (const { start, stop } of indices) {
      const whole: Type | undefined = current && this.#layouts.resolve(current);
      if (whole?.kind === "array" || whole?.kind === "vector") {
        current = whole.element;
        continue;
      }
      if (whole?.kind !== "struct") return;
      const isPinned = isAddress || current?.kind === "named" || this.#isValuePinned(whole);
      const fate = isPinned ? this.#layouts.fate(whole) : KEPT;
      const text = entity.bytes.toString("latin1", start, stop);
      const index = Number(text);
      current = whole.fields[index];
      if (current === undefined) {
        // The same field for each element of a vector.
        if (fate.kind === "padded") this.#refuse(entity, { start, stop }, text, "index");
        return;
      }
      const pinned = pinnedIndex(index, fate);
      if (pinned !== index) yield { start, stop, text: String(pinned), order: 0 };
    }
  }

  /** A constant is written in the braces of its type. */
  *#constant(entity: Entity, type: Type, at: number): Generator<Insertion> {
    const whole = this.#layouts.resolve(type);
    if (whole?.kind !== "struct" || whole.packed || (type.kind !== "named" && !this.#isValuePinned(whole))) return;
    const lexer = new Lexer(entity.bytes, at, entity.stop);
    if (lexer.peek() !== OPEN_BRACE) return;
    lexer.next();
    const { start } = lexer;
    const ranges: TextRange[] = [];
    do {
      const from = lexer.nextStart();
      if (!skipTypedConstant(lexer)) return;
      ranges.push({ start: from, stop: lexer.stop });
      lexer.next();
    } while (lexer.at(COMMA));
    yield* pinConstant({ start, stop: lexer.stop, ranges }, this.#layouts.fate(whole));
  }

  /** Writes out what follows from the type as it was, for the compiler may take it from the type as it is now. */
  *#alignment(type: Type, { at, what }: NonNullable<TypeUse["unaligned"]>): Generator<Insertion> {
    if (!this.#layouts.depends(type)) return;
    const align = what === "variable" ? this.#layouts.preferredAlign(type) : this.#layouts.own(type)?.align;
    if (align === undefined) return;
    this.aligned++;
    const text = what === "byval" ? ` align ${Math.max(STACK_ALIGNMENT, align)}` : `, align ${align}`;
    yield { start: at, stop: at, text, order: 0 };
  }

  /** Values with padding put in are passed otherwise than others expect who call the function or are called. */
  #checkSignature(fn: Function): void {
    const header = fn.header();
    if (header === undefined || header.qualifiers.some(({ word }) => word === "internal" || word === "private")) return;
    for (const { start, type } of valuesIn(fn, header)) {
      if (this.#values.arePadded(type)) this.#refuse(fn, { start, stop: start + 1 }, fn.printedName, "signature");
    }
  }

  #refuse(entity: Entity, { start, stop }: TextRange, what: string, why: "layout" | "index" | "signature"): void {
    // Of many places of one type the first will do.
    if (this.#refused.has(`${why} ${what}`)) return;
    this.#refused.add(`${why} ${what}`);
    const reasons = {
      layout: `the compiler lays out '${what}' otherwise than the module was compiled for`,
      index: `the index '${what}' of a struct cannot be renumbered, for padding is put into the struct`,
      signature: `'${what}' passes by value what the compiler lays out otherwise than the module was compiled for`,
    };
    const span = entity.span(start, stop);
    this.refusals.push({
      severity: "error", code: "i128-layout", message: reasons[why],
      fix: "build with Rust 1.77 or later for clang 18 or later, or with an older Rust for an older clang", ...(span && { span }),
    });
  }
}

/** What arguments on the stack are aligned to at least. */
const STACK_ALIGNMENT = 8;

const KEPT = { kind: "kept" } as const;

function textOf(entity: Entity, { start, stop }: TextRange): string {
  return entity.bytes.toString("latin1", start, stop);
}

/** The types of a function's result and parameters. */
function* valuesIn(fn: Function, { returnType, parameters }: FunctionHeader): Generator<{ start: number; type: Type }> {
  const returned = typeAt(fn, returnType.start);
  if (returned !== undefined) yield { start: returnType.start, type: returned };
  const lexer = new Lexer(fn.bytes, parameters.start, parameters.stop);
  lexer.next();
  do {
    const start = lexer.nextStart();
    const type = typeAt(fn, start);
    if (type !== undefined) yield { start, type };
    while (lexer.next() !== Token.End && !lexer.at(COMMA)) {
      if (/^[([{]$/.test(lexer.text())) lexer.skipBracketed();
    }
  } while (lexer.at(COMMA));
}
