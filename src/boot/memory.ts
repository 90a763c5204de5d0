// What is said of allocations.

import { formatPlace, type Places } from "./places.js";
import type { LineOf, TranscriptLine } from "./transcript.js";

export type MemoryLine = LineOf<"memory"> | LineOf<"overrun"> | LineOf<"underrun"> | LineOf<"double-free"> | LineOf<"wrong-free"> | LineOf<"wrong-size">;

/** By the numbers of `enum allocator` in test-kernel/kernel.h: the function that allocates, and the one that frees. */
const ALLOCATORS: readonly (readonly [allocates: string, frees: string])[] = [
  ["IOMalloc", "IOFree"], ["IOMallocAligned", "IOFreeAligned"], ["_MALLOC", "_FREE"], ["OSMalloc", "OSFree"], ["kalloc", "kfree"], ["new", "delete"], ["lock allocation", "lock deallocation"],
  ["IOMallocPageable", "IOFreePageable"],
];

export function allocatorName(number: bigint): string {
  return ALLOCATORS[Number(number)]?.[0] ?? "an allocator";
}

export function deallocatorName(number: bigint): string {
  return ALLOCATORS[Number(number)]?.[1] ?? "another function";
}

/** Equal for lines that tell of one fault, made again: in a loop, or in each run of a call. Undefined for other lines. */
export function faultKey(line: TranscriptLine): string | undefined {
  switch (line.kind) {
    case "overrun":
    case "underrun":
      return [line.kind, line.allocated, line.caller, line.at - line.address].join(" ");
    case "double-free":
    case "wrong-free":
    case "wrong-size":
      return [line.kind, line.allocated, line.caller].join(" ");
    case "bad-free":
    case "held-lock":
    case "sleeps":
      return [line.kind, line.caller].join(" ");
    default:
      return undefined;
  }
}

/** `24 bytes from IOMalloc`. */
export function describeMemory({ size, by }: MemoryLine): string {
  return `${byteCount(size)} from ${allocatorName(by)}`;
}

/** `writes to byte 24 of 24 bytes from IOMalloc`, or `1 byte before …`. */
export function describeOutside(doing: string, memory: MemoryLine, at: bigint): string {
  return `${doing} ${at < memory.address ? `${byteCount(memory.address - at)} before` : `byte ${at - memory.address} of`} ${describeMemory(memory)}`;
}

export const OUTSIDE_FIX = "check the index against the size";

export function byteCount(count: bigint): string {
  return `${count} ${count === 1n ? "byte" : "bytes"}`;
}

/** `allocated by _f+0x12`, and who freed it. */
export function allocatedBy({ allocated, freed }: MemoryLine, places: Places): string {
  return `allocated by ${callerName(allocated, places)}${freed === 0n ? "" : `, freed by ${callerName(freed, places)}`}`;
}

function callerName(address: bigint, places: Places): string {
  const place = places.returnTo(address);
  return place === undefined ? `0x${address.toString(16)}` : formatPlace(place);
}
