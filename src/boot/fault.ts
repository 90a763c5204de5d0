// What a fault means, by the processor's vector, the address and the instruction.

import { isX86FloatingPoint } from "../macho/x86-floating-point.js";
import { FLOATING_POINT, type FaultKind } from "./fault-kinds.js";
import type { LoadedKext } from "./load-kext.js";
import { allocatedBy, describeMemory, describeOutside, OUTSIDE_FIX } from "./memory.js";
import type { Places } from "./places.js";
import type { Stop } from "./stop.js";
import type { LineOf } from "./transcript.js";

const INVALID_OPCODE = 6;
const NO_FLOATING_POINT = 7;
const DOUBLE_FAULT = 8;
const PROTECTION = 13;
const PAGE_FAULT = 14;

/** Bits of a page fault's error code. */
const PRESENT = 1n;
const WRITE = 2n;
const FETCH = 16n;

export function faultKind(line: LineOf<"fault">, stop: Stop, instruction: string | undefined, kext: LoadedKext, places: Places): FaultKind {
  const vector = Number(line.vector);
  const usesFloatingPoint = instruction !== undefined && isFloatingPoint(instruction);
  if (vector === NO_FLOATING_POINT || (vector === INVALID_OPCODE && usesFloatingPoint)) return FLOATING_POINT;
  if (vector === PAGE_FAULT || (vector === DOUBLE_FAULT && /stack/.test(line.region))) return pageFault(line, stop, kext, places);
  if (vector === PROTECTION && !isCanonical(line.rip)) return { code: "wild-pointer", message: `jumps to 0x${line.rip.toString(16)}, which can be no address`, fix: "a pointer to a function, or a return address, was overwritten" };
  return OTHERS[vector] ?? { code: "processor-fault", message: `ran into the processor's fault ${vector}`, fix: "look at the instruction" };
}

function isCanonical(address: bigint): boolean {
  return BigInt.asUintN(64, BigInt.asIntN(48, address)) === address;
}

function isFloatingPoint(instruction: string): boolean {
  const [mnemonic = "", ...operands] = instruction.split(/\s+/);
  return isX86FloatingPoint({ mnemonic, operandText: operands.join(" ") });
}

const OTHERS: Readonly<Record<number, FaultKind>> = {
  0: { code: "division-error", message: "divides by zero, or the quotient does not fit", fix: "check the divisor first" },
  3: { code: "breakpoint", message: "runs into a breakpoint instruction (int3)", fix: "code behind a function's end, or a debugging trap, was reached" },
  [INVALID_OPCODE]: {
    code: "invalid-instruction", message: "runs into an instruction that the processor refuses",
    fix: "ud2 stands where the compiler holds that no program comes, as behind a call that does not return",
  },
  [DOUBLE_FAULT]: { code: "double-fault", message: "ran into a fault while a fault was handled: the stack pointer is wrong", fix: "look at what was done to %rsp" },
  12: { code: "processor-fault", message: "uses a stack at an address that cannot be", fix: "look at what was done to %rsp" },
  [PROTECTION]: { code: "general-protection", message: "uses an address or does an operation that the processor forbids", fix: "an address that is none points to memory that was never set or was overwritten" },
  17: { code: "processor-fault", message: "uses memory that is not aligned", fix: "look at the instruction" },
};

const SEGMENT_BASES: Readonly<Record<string, bigint>> = { gs: 0xffffffe100000000n, fs: 0xffffffe200000000n };

function pageFault(line: LineOf<"fault">, stop: Stop, kext: LoadedKext, places: Places): FaultKind {
  const { address, error, region } = line;
  const isWrite = (error & WRITE) !== 0n;
  // What cannot be pushed onto the stack leads to a double fault, which says nothing of what was done.
  const isPush = Number(line.vector) === DOUBLE_FAULT;
  const doing = (error & FETCH) !== 0n ? "runs" : isWrite || isPush ? "writes to" : "reads";
  if (doing === "runs") return fetchFault(line, kext);
  switch (region) {
    case "below-stack":
      return { code: "stack-overflow", message: `overflows the kernel's stack of 16 KiB: ${doing} ${belowStack(address)}`, fix: "smaller frames, no recursion, large buffers on the heap" };
    case "above-stack":
      return { code: "stack-underflow", message: `${doing} memory above the stack's end`, fix: "it uses stack that it was never given" };
    case "gs":
    case "fs": {
      const offset = address - SEGMENT_BASES[region]!;
      return { code: "segment-register", message: `${doing} %${region}:${offset < 0n ? "-" : ""}0x${(offset < 0n ? -offset : offset).toString(16)}, the kernel's own data for this processor`, fix: "no thread-local variables; run the pass strip-split-stack, and compile for a Darwin target" };
    }
    case "heap":
      return heapFault(doing, line, stop, places);
    case "null":
      return { code: "null-pointer", message: `${doing} address 0x${address.toString(16)}`, fix: "a pointer is null" };
    case "kernel":
      return { code: "kernel-memory", message: `${doing} the kernel's own memory at 0x${address.toString(16)}`, fix: "only data that the kernel exports may be used" };
  }
  if (address >= kext.base && address < kext.base + kext.size && isWrite) {
    return { code: "text-write", message: `writes to 0x${(address - kext.base).toString(16)} in the kext's __TEXT, which is not writable`, fix: "what is written to belongs into __DATA: no const, no static without mut" };
  }
  const absent = absentSymbol(address, kext);
  if (absent !== undefined) return absentKind(absent);
  return { code: "wild-pointer", message: `${doing} 0x${address.toString(16)}, where nothing is`, fix: "a pointer is wrong" };
}

/** `STACK_BASE` of test-kernel/kernel.h. */
const STACK_BASE = 0xffffffe300000000n;

function belowStack(address: bigint): string {
  const distance = STACK_BASE - address;
  return distance <= 4096n ? "the guard page below it" : `memory ${distance} bytes below it, behind the guard page`;
}

function fetchFault({ address, error, region }: LineOf<"fault">, kext: LoadedKext): FaultKind {
  const absent = absentSymbol(address, kext);
  if (absent !== undefined) return absentKind(absent);
  if ((error & PRESENT) !== 0n) return { code: "data-execution", message: `runs data at ${inKext(address, kext)}: only __TEXT is executable`, fix: "code belongs into __TEXT; does a pointer to a function point elsewhere?" };
  if (region === "null") return { code: "null-pointer", message: `calls address 0x${address.toString(16)}`, fix: "a pointer to a function is null" };
  return { code: "wild-pointer", message: `jumps to 0x${address.toString(16)}, where nothing is`, fix: "a pointer to a function, or a return address, was overwritten" };
}

function inKext(address: bigint, { base, size }: LoadedKext): string {
  return address >= base && address < base + size ? `0x${(address - base).toString(16)} in the kext` : `0x${address.toString(16)}`;
}

/** Nothing else is mapped near them, so that data of 4 KiB behind each is taken for it. */
function absentSymbol(address: bigint, { absent }: LoadedKext): string | undefined {
  return absent.get(address) ?? absent.get(address - (address % 16n));
}

function absentKind(symbol: string): FaultKind {
  return { code: "absent-function", message: `uses ${symbol}, which the kernel exports and the test kernel does not have`, fix: "what calls it can be tried only on a Mac" };
}

function heapFault(doing: string, { address }: LineOf<"fault">, { memory }: Stop, places: Places): FaultKind {
  if (memory === undefined) return { code: "wild-pointer", message: `${doing} 0x${address.toString(16)}, where no memory is allocated`, fix: "a pointer is wrong" };
  const notes = [allocatedBy(memory, places)];
  if (memory.freed !== 0n) return { code: "use-after-free", message: `${doing} ${describeMemory(memory)} after it was freed`, fix: "free it when its last user is done", notes };
  return { code: address < memory.address ? "heap-underrun" : "heap-overrun", message: describeOutside(doing, memory, address), fix: OUTSIDE_FIX, notes };
}
