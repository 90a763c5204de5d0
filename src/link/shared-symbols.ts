import { ByteStrings } from "./byte-strings.js";
import { enlarged } from "./enlarged.js";

/** What defines a symbol. */
export const DefinitionKind = {
  None: 0,
  /** A place in a piece. */
  Placed: 1,
  /** A number. */
  Absolute: 2,
  /** C's tentative definition: some zeroed bytes, until an object defines it. */
  Common: 3,
  /** The image's header, which is at address 0. */
  ImageBase: 4,
  /** Where a section or segment of the image begins or ends. */
  Boundary: 5,
} as const;

export type DefinitionKind = (typeof DefinitionKind)[keyof typeof DefinitionKind];

export interface Definition {
  readonly kind: DefinitionKind;
  /** The number of the object that has it, and of the symbol there. */
  readonly object: number;
  readonly symbol: number;
  readonly isWeak: boolean;
  /** The number of a `Placed` one's piece; -1 for others. */
  readonly piece: number;
  /** Bytes from the start of the piece; of a `Common` one its size. */
  readonly offset: number;
  /** Exponent of two; of a `Common` one. */
  readonly alignment: number;
}

/**
 * The symbols that objects share by their names, by their numbers, which count from 0 in the
 * order in which they were first seen. What is known of each stands in arrays, for there may be
 * a million.
 */
export class SharedSymbols {
  readonly names = new ByteStrings();
  kinds = new Uint8Array(0);
  /** As in `Definition`. */
  pieces = new Int32Array(0);
  offsets = new Float64Array(0);
  /** 1 where someone refers to it who cannot do without it. */
  required = new Uint8Array(0);
  /** 1 where other kexts see it. */
  exported = new Uint8Array(0);
  /** 1 where something that is in the image refers to it. */
  referenced = new Uint8Array(0);
  private objects = new Int32Array(0);
  private symbols = new Int32Array(0);
  private weak = new Uint8Array(0);
  private alignments = new Uint8Array(0);

  get length(): number {
    return this.names.length;
  }

  name(number: number): string {
    return this.names.text(number);
  }

  find(name: string): number | undefined {
    return this.names.find(name);
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    this.names.reserve(more);
    if (this.length + more > this.kinds.length) this.grow(Math.max(2 * this.length, this.length + more));
  }

  /** The symbol whose name stands between two places; it is made if there is none. */
  add(source: Uint8Array, start: number, end: number): number {
    const number = this.names.add(source, start, end);
    if (number >= this.kinds.length) this.grow(2 * number);
    return number;
  }

  /** The symbol of that name, which is made if there is none. */
  named(name: string): number {
    const source = Buffer.from(name, "latin1");
    return this.add(source, 0, source.length);
  }

  /** Defines a symbol as a place in a piece. */
  place(number: number, object: number, symbol: number, isWeak: boolean, piece: number, offset: number): void {
    this.kinds[number] = DefinitionKind.Placed;
    this.objects[number] = object;
    this.symbols[number] = symbol;
    this.weak[number] = isWeak ? 1 : 0;
    this.pieces[number] = piece;
    this.offsets[number] = offset;
  }

  define(number: number, { kind, object, symbol, isWeak, piece, offset, alignment }: Definition): void {
    this.place(number, object, symbol, isWeak, piece, offset);
    this.kinds[number] = kind;
    this.alignments[number] = alignment;
  }

  definition(number: number): Definition {
    return {
      kind: this.kinds[number] as DefinitionKind,
      object: this.objects[number]!,
      symbol: this.symbols[number]!,
      isWeak: this.weak[number] === 1,
      piece: this.pieces[number]!,
      offset: this.offsets[number]!,
      alignment: this.alignments[number]!,
    };
  }

  /** Whether a symbol's definition is that of a symbol of an object's. */
  isFrom(number: number, object: number, symbol: number): boolean {
    return this.objects[number] === object && this.symbols[number] === symbol;
  }

  /** Whether another kext's definition of the same name may replace it when the kext is loaded. */
  isReplaceable(number: number): boolean {
    return this.exported[number] === 1 && this.weak[number] === 1 && this.kinds[number] === DefinitionKind.Placed;
  }

  private grow(least: number): void {
    const length = Math.max(FIRST_COUNT, least);
    this.kinds = enlarged(this.kinds, new Uint8Array(length));
    this.pieces = enlarged(this.pieces, new Int32Array(length).fill(-1));
    this.offsets = enlarged(this.offsets, new Float64Array(length));
    this.required = enlarged(this.required, new Uint8Array(length));
    this.exported = enlarged(this.exported, new Uint8Array(length));
    this.referenced = enlarged(this.referenced, new Uint8Array(length));
    this.objects = enlarged(this.objects, new Int32Array(length));
    this.symbols = enlarged(this.symbols, new Int32Array(length));
    this.weak = enlarged(this.weak, new Uint8Array(length));
    this.alignments = enlarged(this.alignments, new Uint8Array(length));
  }
}

const FIRST_COUNT = 1 << 10;
