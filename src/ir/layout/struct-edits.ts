import type { StructType, Type } from "../../asm/types.js";
import type { TextEdit } from "../edited-text.js";
import type { Fate } from "./type-layouts.js";

/** Insertions that belong together, in the order in which they are made where several fall on one place. */
export type Insertion = TextEdit & { readonly order: number };

/** Makes a struct type packed, with the bytes that its fate puts between its fields; `value` follows their type. */
export function pinStruct(struct: StructType, fate: Fate, value = ""): Insertion[] {
  if (fate.kind !== "packed" && fate.kind !== "padded") return [];
  const { start, stop, ranges } = struct;
  const padding = fate.kind === "padded" ? fate.padding : [];
  const insertions = struct.packed ? [] : [opening(start, start, "<"), closing(stop, start, ">")];
  for (const [index, bytes] of padding.entries()) {
    if (bytes === 0) continue;
    const range = ranges[index];
    if (range !== undefined) insertions.push(opening(range.start, start, `[${bytes} x i8]${value}, `));
    else insertions.push(closing(ranges.at(-1)!.stop, start, `, [${bytes} x i8]${value}`));
  }
  return insertions;
}

/** Does for a constant, its elements written at `ranges`, what `pinStruct` does for its type. */
export function pinConstant({ start, stop, ranges }: Pick<StructType, "start" | "stop" | "ranges">, fate: Fate): Insertion[] {
  return pinStruct({ kind: "struct", packed: false, fields: [], start, stop, ranges }, fate, " zeroinitializer");
}

/** Where a field of a struct stands after `pinStruct`. */
export function pinnedIndex(index: number, fate: Fate): number {
  return fate.kind === "padded" ? index + fate.padding.slice(0, index + 1).filter((bytes) => bytes > 0).length : index;
}

/** The edits as an entity takes them: rising, and nested where they meet. */
export function inOrder(insertions: readonly Insertion[]): TextEdit[] {
  return [...insertions].sort((a, b) => a.start - b.start || a.order - b.order);
}

/** The structs written in a type, those that pointers lead to included; with whether a pointer leads there. */
export function* structsIn(type: Type, behindPointer = false): Generator<{ struct: StructType; behindPointer: boolean }> {
  switch (type.kind) {
    case "struct":
      yield { struct: type, behindPointer };
      for (const field of type.fields) yield* structsIn(field, behindPointer);
      break;
    case "array": case "vector":
      yield* structsIn(type.element, behindPointer);
      break;
    case "pointer":
      if (type.pointee !== undefined) yield* structsIn(type.pointee, true);
      break;
    case "function":
      yield* structsIn(type.returns);
      for (const parameter of type.parameters) yield* structsIn(parameter);
      break;
    default:
  }
}

// At one place what closes an inner struct comes first, then what closes an outer one,
// then what opens an outer one, then an inner one.
function opening(at: number, structStart: number, text: string): Insertion {
  return { start: at, stop: at, text, order: structStart };
}

function closing(at: number, structStart: number, text: string): Insertion {
  return { start: at, stop: at, text, order: -structStart };
}
