// A function of the kext's that ends in a jump to the kernel's, as compilers write `return IOFree(…)`, leaves
// no return address of its own: the kernel would take its caller for the one that called. So each such jump
// leads over a few instructions that write down where it stood, for test-kernel/trap.c to read:
//
//   movabsq $SITE, %r11           the address behind the jump
//   movq %r11, record(%rip)
//   movq (%rsp), %r11             where the function will return to,
//   movq %r11, record+8(%rip)
//   movq %rsp, record+16(%rip)    and where that is written
//   jmp FUNCTION
//
// %r11 belongs to nobody between functions.

import type { MachO } from "../macho/macho.js";
import { bytesAt, type LoadedSegment } from "./load-kext.js";

/** Where the record lies, and behind its page the instructions: `TAIL_CALL` of test-kernel/kernel.h. The kext is within reach of a jump. */
const RECORD = 0xffffff7f88000000n;
const CODE = RECORD + 4096n;
const LARGEST = 16 << 20;

const CALL = 0xe8;

/** Redirects the jumps to undefined symbols in segments that are relocated already, and gives what else is to be in memory. */
export function recordTailCalls({ externalRelocations }: MachO, segments: readonly LoadedSegment[], base: bigint): LoadedSegment[] {
  const pieces: Buffer[] = [];
  let size = 0;
  for (const { offset, target, typeName } of externalRelocations) {
    if (typeName !== "X86_64_RELOC_BRANCH" || target.kind !== "symbol" || target.symbol.kind !== "undefined") continue;
    const field = bytesAt(segments, base + BigInt(offset), 4);
    const opcode = bytesAt(segments, base + BigInt(offset - 1), 1);
    if (field === undefined || opcode === undefined || opcode[0] === CALL || size >= LARGEST) continue;
    const site = base + BigInt(offset + 4);
    const start = CODE + BigInt(size);
    const piece = recording(start, site, site + BigInt(field.readInt32LE()));
    field.writeInt32LE(Number(start - site));
    pieces.push(piece);
    size += piece.length;
  }
  const codeSize = BigInt((size + 4095) & -4096);
  const code = { name: "tail calls", isCode: true, address: CODE, size: codeSize, bytes: Buffer.concat(pieces) };
  return size === 0 ? [] : [{ name: "tail call", isCode: false, address: RECORD, size: 4096n, bytes: Buffer.alloc(0) }, code];
}

function recording(start: bigint, site: bigint, destination: bigint): Buffer {
  const bytes = Buffer.from("49bb0000000000000000" + "4c891d00000000" + "4c8b1c24" + "4c891d00000000" + "48892500000000" + "e900000000", "hex");
  bytes.writeBigUInt64LE(site, 2);
  for (const [end, to] of [[17, RECORD], [28, RECORD + 8n], [35, RECORD + 16n], [40, destination]] as const) bytes.writeInt32LE(Number(to - start - BigInt(end)), end - 4);
  return bytes;
}
