// What a symbol stands for, once all inputs are known.

import { N_WEAK_DEF, N_WEAK_REF } from "../macho/layout.js";
import type { InputObject } from "./input.js";
import { pieceAddress, placed, type Subsection } from "./subsection.js";

/** A symbol of one object, or one that the objects share by its name. */
export interface LinkedSymbol {
  readonly name: string;
  /** Whether objects share it; others may have one of the same name. */
  readonly isShared: boolean;
  definition: Definition | undefined;
  /** The objects that refer to it without defining it. */
  readonly referrers: InputObject[];
  /** Whether all who refer to it can do without it. */
  isWeakReference: boolean;
  /** Seen by other kexts. */
  isExported: boolean;
  /** Which of the pointers in `__got` holds its address; -1 where none does. */
  gotSlot: number;
  /** Whether anything that is in the image refers to it. */
  isReferenced: boolean;
  /** Its number in the image's symbol table; -1 where it has none. */
  index: number;
}

/** What defines a symbol. */
export type Definition = PlacedDefinition | AbsoluteDefinition | CommonDefinition | ImageBaseDefinition;

interface FromObject {
  readonly object: InputObject;
  /** Of the symbol in the object. */
  readonly symbolIndex: number;
  readonly isWeak: boolean;
}

/** A place in a section. */
export interface PlacedDefinition extends FromObject {
  readonly kind: "placed";
  readonly piece: Subsection;
  /** Bytes from the start of the piece. */
  readonly offset: number;
}

/** A number. */
export interface AbsoluteDefinition extends FromObject {
  readonly kind: "absolute";
  readonly value: bigint;
}

/** C's tentative definition: some zeroed bytes, until an object defines it. */
export interface CommonDefinition extends FromObject {
  readonly kind: "common";
  readonly size: number;
  /** Exponent of two. */
  readonly alignment: number;
}

/** The image's header, which is at address 0. */
export interface ImageBaseDefinition {
  readonly kind: "image base";
}

export function newSymbol(name: string, isShared: boolean): LinkedSymbol {
  return {
    name,
    isShared,
    definition: undefined,
    referrers: isShared ? [] : NOBODY,
    isWeakReference: true,
    isExported: false,
    gotSlot: -1,
    isReferenced: false,
    index: -1,
  };
}

/** Only its own object refers to a symbol that is not shared. */
const NOBODY: InputObject[] = [];

/** Whether what defines a symbol is in the image. */
export function isInImage({ definition }: LinkedSymbol): boolean {
  return definition?.kind === "placed" ? placed(definition.piece).isLive : definition !== undefined && definition.kind !== "common";
}

/** The address of what a symbol names, once it is placed; undefined where it is not in the image or is a number. */
export function addressOf({ definition }: LinkedSymbol): number | undefined {
  if (definition === undefined) return undefined;
  if (definition.kind === "image base") return 0;
  return definition.kind === "placed" ? pieceAddress(placed(definition.piece)) + definition.offset : undefined;
}

/** Whether another kext's definition of the same name may replace it when the kext is loaded. */
export function isReplaceable({ definition, isExported }: LinkedSymbol): boolean {
  return isExported && definition?.kind === "placed" && definition.isWeak;
}

/** Whether another definition of the same name may stand beside it and win. */
export function isWeakDefinition(description: number): boolean {
  return (description & N_WEAK_DEF) !== 0;
}

/** Whether a reference is content with the symbol not being there. */
export function isWeakReference(description: number): boolean {
  return (description & N_WEAK_REF) !== 0;
}

/** The alignment that a common of so many bytes asks for, which stands in four bits of `n_desc`; without it, that of its size. */
export function commonAlignment(description: number, size: number): number {
  const asked = (description >>> 8) & 0xf;
  return asked !== 0 ? asked : Math.min(LARGEST_NATURAL_ALIGNMENT, Math.ceil(Math.log2(size)));
}

/** Exponent of two: what a common of 16 bytes or more gets. */
const LARGEST_NATURAL_ALIGNMENT = 4;

/** Whether a name is a label of the assembler's: `L…` for itself alone, `l…` up to the linker. */
export function isTemporaryName(name: string): boolean {
  return name === "" || name.startsWith("L") || name.startsWith("l");
}
