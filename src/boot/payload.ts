// What the test kernel is handed: the kext as it is to lie in memory, and what to call. The layout is
// that of `struct payload` in test-kernel/kernel.h: 64-bit little-endian words.

import type { Call } from "./call.js";
import type { LoadedKext } from "./load-kext.js";

/** A call of a function that was found. */
export interface ResolvedCall extends Call {
  /** In the test kernel's memory. */
  readonly function: bigint;
}

/** Where the memory lies that calls are given pointers to: pages of its own. */
const ARGUMENTS_ADDRESS = 0xffffffe380000000n;

/** Debug registers. */
const MOST_WATCHED = 4;

const UNLIMITED = (1n << 63n) - 1n;

const MAGIC = 0x31544f4f42545845n;
const HEADER_WORDS = 16 + MOST_WATCHED;

/** How a run is made: under interrupts or without any. */
export interface RunOptions {
  /** How often each call is made, one after the other. */
  readonly repeats: readonly number[];
  /** By the machine's clock, which counts instructions, for all calls together: what takes longer is made less often. Without end when absent. */
  readonly nanoseconds?: bigint;
  readonly interrupts: "on" | "off";
  /** Addresses of which it is asked who writes to them, without interrupts; the first four count. */
  readonly watched?: readonly bigint[];
  /** Addresses of instructions that are to be reported when they are reached, without interrupts. */
  readonly suspects?: readonly bigint[];
}

export function payloadOf(kext: LoadedKext, calls: readonly ResolvedCall[], { repeats, nanoseconds, interrupts, watched = [], suspects = [] }: RunOptions): Buffer {
  const memory = new Pool();
  const time = nanoseconds === undefined ? UNLIMITED : nanoseconds / BigInt(Math.max(calls.length, 1));
  const callWords = calls.flatMap((call, index) => [call.function, BigInt(repeats[index]!), time, (1n << BigInt(call.resultBits)) - 1n, ...argumentWords(call, memory)]);
  const argumentBytes = memory.bytes();

  const parts = new Pool(HEADER_WORDS * 8);
  const contents = kext.segments.map(({ bytes }) => parts.add(bytes));
  const segmentWords = kext.segments.flatMap(({ isCode, address, size, bytes }, index) => [address, size, contents[index]!, BigInt(bytes.length), isCode ? 1n : 0n]);
  const header = [
    MAGIC, interrupts === "off" ? 1n : 0n,
    ...Array.from({ length: MOST_WATCHED }, (_, index) => watched[index] ?? 0n),
    BigInt(suspects.length), parts.add(words(suspects.flatMap((address) => [address, 0n]))),
    kext.kmodInfo,
    BigInt(kext.segments.length), parts.add(words(segmentWords)),
    BigInt(kext.constructors.length), parts.add(words(kext.constructors)),
    BigInt(kext.destructors.length), parts.add(words(kext.destructors)),
    BigInt(calls.length), parts.add(words(callWords)),
    ARGUMENTS_ADDRESS, BigInt(argumentBytes.length), parts.add(argumentBytes),
  ];
  return Buffer.concat([words(header), parts.bytes()]);
}

function argumentWords(call: Call, memory: Pool): bigint[] {
  const given = call.arguments.map((argument) => (argument.kind === "number" ? argument.value : ARGUMENTS_ADDRESS + memory.add(argument.bytes)));
  return [...given, ...Array<bigint>(6 - given.length).fill(0n)];
}

function words(values: readonly bigint[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(value, index * 8);
  return bytes;
}

/** Pieces one after the other, each at a multiple of 16 bytes behind `start`. */
class Pool {
  readonly #pieces: Buffer[] = [];
  #size: number;

  constructor(start = 0) {
    this.#size = start;
  }

  /** Gives where the piece begins. */
  add(piece: Buffer): bigint {
    const offset = this.#size;
    const padding = -piece.length & 15;
    this.#pieces.push(piece, Buffer.alloc(padding));
    this.#size += piece.length + padding;
    return BigInt(offset);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}
