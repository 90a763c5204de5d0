// Where the parts of types lie under the data layout that a module was made for, and
// what must be written so that they lie there under another one as well.

import type { StructType, Type } from "../../asm/types.js";
import type { DataLayout } from "./data-layout.js";

/** In bytes; the size is that of an element in an array. */
export interface Layout {
  readonly size: number;
  readonly align: number;
}

interface StructLayout extends Layout {
  readonly offsets: readonly number[];
}

/**
 * Whose layout: as the module's own data layout has it; as the other one has it, once
 * what must be is packed and padded; or as that one has it when only what can be packed
 * is, which all values of the type can be.
 */
type Under = "own" | "pinned" | "left";

/**
 * What keeps a struct's layout. `kept`: it is the same under both. `packed`: a packed
 * struct has it. `padded`: a packed struct has it with bytes put in before some fields,
 * the last number those behind all. `lost`: its layout is not known, or nothing keeps it.
 */
export type Fate =
  | { readonly kind: "kept" | "packed" | "lost" }
  | { readonly kind: "padded"; readonly padding: readonly number[] };

/** Layouts under two data layouts: the module's own and the one it is compiled for. */
export class TypeLayouts {
  readonly #named: ReadonlyMap<string, Type>;
  readonly #own: DataLayout;
  readonly #target: DataLayout;
  readonly #fates = new Map<StructType, Fate>();
  readonly #namedLayouts = new Map<string, Layout | undefined>();
  readonly #namedDependence = new Map<string, boolean>();

  /** `named` holds the module's named types, by their names as they are written. */
  constructor(named: ReadonlyMap<string, Type>, own: DataLayout, target: DataLayout) {
    this.#named = named;
    this.#own = own;
    this.#target = target;
  }

  /** The type that a name stands for; others as they are. */
  resolve(type: Type): Type | undefined {
    return type.kind === "named" ? this.#named.get(type.text) : type;
  }

  /** Whether the two data layouts align an integer differently. */
  differ(bits: number): boolean {
    return this.#own.integerAlign(bits) !== this.#target.integerAlign(bits);
  }

  fate(struct: StructType): Fate {
    let fate = this.#fates.get(struct);
    if (fate === undefined) this.#fates.set(struct, (fate = this.#fateOf(struct)));
    return fate;
  }

  /** Whether packing is all that happens to a struct and to those in it, so that it has the fields it had. */
  isPure(type: Type): boolean {
    const whole = this.resolve(type);
    switch (whole?.kind) {
      case "struct": return ["kept", "packed"].includes(this.fate(whole).kind) && whole.fields.every((field) => this.isPure(field));
      case "array": case "vector": return this.isPure(whole.element);
      default: return true;
    }
  }

  /** The layout under the module's own data layout; undefined where it is not known. */
  own(type: Type): Layout | undefined {
    return this.#layout(type, "own");
  }

  /** The layout under the other one, once what had to be is packed and padded. */
  pinned(type: Type): Layout | undefined {
    return this.#layout(type, "pinned");
  }

  /** What variables of a type are aligned to under the module's own data layout where they say nothing; undefined where it is not known. */
  preferredAlign(type: Type): number | undefined {
    const whole = this.resolve(type);
    if (whole?.kind === "array") return this.preferredAlign(whole.element);
    const align = this.own(type)?.align;
    return align !== undefined && whole?.kind === "struct" ? Math.max(align, STRUCT_VARIABLES) : align;
  }

  /** Whether some part of a value that is left as it is comes to lie elsewhere; with `wholly` also whether its size changes. */
  moves(type: Type, wholly: boolean): boolean {
    if (!this.depends(type)) return false;
    const whole = this.resolve(type);
    if (whole?.kind === "array" || whole?.kind === "vector") return this.moves(whole.element, wholly || whole.count > 1);
    if (whole?.kind !== "struct") return wholly && this.own(type)?.size !== this.#layout(type, "left")?.size;
    if (this.isPure(whole)) return false;
    const own = this.#struct(whole, whole.packed, "own");
    const left = this.#struct(whole, whole.packed, "left");
    if (own === undefined || left === undefined || (wholly && own.size !== left.size)) return true;
    return own.offsets.some((offset, index) => offset !== left.offsets[index]) || whole.fields.some((field) => this.moves(field, false));
  }

  /** Whether the layout of a type depends on an integer that the two data layouts align differently. */
  depends(type: Type): boolean {
    switch (type.kind) {
      case "integer": return this.differ(type.bits);
      case "array": case "vector": return this.depends(type.element);
      case "struct": return type.fields.some((field) => this.depends(field));
      case "named": {
        const known = this.#namedDependence.get(type.text);
        if (known !== undefined) return known;
        this.#namedDependence.set(type.text, false); // while it is looked for, for a type that holds itself
        const found = this.#named.get(type.text);
        const depends = found !== undefined && this.depends(found);
        this.#namedDependence.set(type.text, depends);
        return depends;
      }
      default: return false;
    }
  }

  #fateOf(struct: StructType): Fate {
    if (!this.depends(struct)) return { kind: "kept" };
    const own = this.#struct(struct, struct.packed, "own");
    if (own === undefined) return { kind: "lost" };
    const now = this.#struct(struct, struct.packed, "pinned");
    if (now === undefined) return { kind: "lost" };
    if (own.size === now.size && own.offsets.every((offset, index) => offset === now.offsets[index])) return { kind: "kept" };
    let end = 0;
    const padding: number[] = [];
    for (const [index, field] of struct.fields.entries()) {
      padding.push(own.offsets[index]! - end);
      end = own.offsets[index]! + (this.pinned(field)?.size ?? 0);
    }
    padding.push(own.size - end);
    if (padding.some((bytes) => bytes < 0)) return { kind: "lost" };
    return padding.some((bytes) => bytes > 0) ? { kind: "padded", padding } : { kind: "packed" };
  }

  #struct(struct: StructType, packed: boolean, under: Under): StructLayout | undefined {
    const offsets: number[] = [];
    let size = 0;
    let align = 1;
    for (const field of struct.fields) {
      const layout = this.#layout(field, under);
      // An element that itself grows or shrinks is nothing that bytes around it mend.
      if (layout === undefined || (under === "pinned" && layout.size !== this.own(field)?.size)) return undefined;
      const fieldAlign = packed ? 1 : layout.align;
      size = roundUp(size, fieldAlign);
      offsets.push(size);
      size += layout.size;
      align = Math.max(align, fieldAlign);
    }
    return { offsets, size: roundUp(size, align), align };
  }

  #layout(type: Type, under: Under): Layout | undefined {
    switch (type.kind) {
      case "integer": return integerLayout(type.bits, under === "own" ? this.#own : this.#target);
      case "float": return FLOATS[type.word];
      case "pointer": return { size: 8, align: 8 };
      case "named": {
        const key = `${under} ${type.text}`;
        if (!this.#namedLayouts.has(key)) {
          this.#namedLayouts.set(key, undefined); // for a type that holds itself
          const found = this.#named.get(type.text);
          this.#namedLayouts.set(key, found === undefined ? undefined : this.#layout(found, under));
        }
        return this.#namedLayouts.get(key);
      }
      case "array": {
        const element = this.#layout(type.element, under);
        return element && { size: element.size * type.count, align: element.align };
      }
      case "vector": return this.#vector(type.element, type.count);
      case "struct": {
        if (under === "own" || (under === "left" && !this.isPure(type))) return this.#struct(type, type.packed, under);
        switch (this.fate(type).kind) {
          case "kept": return this.#struct(type, type.packed, "pinned");
          case "lost": return undefined;
          default: return { size: this.#struct(type, type.packed, "own")!.size, align: 1 };
        }
      }
      case "function": case "other": return undefined;
    }
  }

  /** Vectors are aligned to their size, in bits rounded up to a power of two. */
  #vector(element: Type, count: number): Layout | undefined {
    const bits = element.kind === "integer" ? element.bits : 8 * (element.kind === "float" ? (FLOAT_BYTES[element.word] ?? FLOATS[element.word]!.size) : 8);
    const size = powerOfTwo(Math.ceil((bits * count) / 8));
    return { size, align: size };
  }
}

/** `a:0:64`, which no layout of a kernel's target changes. */
const STRUCT_VARIABLES = 8;

const FLOATS: Readonly<Record<string, Layout>> = {
  half: { size: 2, align: 2 }, bfloat: { size: 2, align: 2 }, float: { size: 4, align: 4 },
  double: { size: 8, align: 8 }, x86_fp80: { size: 16, align: 16 }, fp128: { size: 16, align: 16 },
};

const FLOAT_BYTES: Readonly<Record<string, number>> = { x86_fp80: 10 };

function integerLayout(bits: number, layout: DataLayout): Layout {
  const align = layout.integerAlign(bits);
  return { size: roundUp(Math.ceil(bits / 8), align), align };
}

function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

function powerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, value)));
}
