import { InputError } from "../support/diagnostic.js";
import { invariant } from "../support/invariant.js";
import { BitstreamError, TOP_LEVEL_ID_WIDTH, enterBlock, recordsOf, type BitCursor, type Block } from "./bitstream.js";

/** What wrote one module of a bitcode file. */
export interface ModuleIdentity {
  /** As in `LLVM22.1.2-rust-1.95.0-stable`; absent before LLVM 3.8, which wrote none. */
  readonly producer: string | undefined;
  /** The bitcode format's epoch; only 0 exists so far. */
  readonly epoch: number | undefined;
  /** The first byte of its MODULE_BLOCK in the file. */
  readonly offset: number;
}

/** What a bitcode file is, without reading its modules. */
export interface BitcodeIdentity {
  /** `wrapper` is Darwin's header of offset and size around the bitstream. */
  readonly container: "raw" | "wrapper";
  /** The bytes of the file that hold the bitstream. */
  readonly offset: number;
  readonly size: number;
  readonly modules: readonly ModuleIdentity[];
}

/** Whether bytes begin as a bitcode file does, raw (`BC C0 DE`) or in a wrapper. */
export function isBitcode(bytes: Uint8Array): boolean {
  return startsWith(bytes, RAW_MAGIC) || startsWith(bytes, WRAPPER_MAGIC);
}

/**
 * Reads what a bitcode file says of itself: its container, and for each module
 * the producer and epoch of its IDENTIFICATION_BLOCK.
 *
 * @throws BitstreamError (an InputError) with the offset in bits when the
 *   bitstream is malformed or holds no module.
 */
export function identifyBitcode(bytes: Uint8Array): BitcodeIdentity {
  const window = unwrap(bytes);
  const end = window.offset + window.size;
  const cursor: BitCursor = {
    bytes,
    origin: window.offset * 8,
    position: (window.offset + RAW_MAGIC.length) * 8,
    end: end * 8,
  };
  const modules: ModuleIdentity[] = [];
  let identification: Omit<ModuleIdentity, "offset"> = { producer: undefined, epoch: undefined };
  while (hasBlock(cursor)) {
    const offset = cursor.position / 8;
    // Files put together with plain `cat` repeat the magic (llvm-cat does not).
    if (startsWith(bytes.subarray(offset, end), RAW_MAGIC)) {
      cursor.origin = cursor.position;
      cursor.position += RAW_MAGIC.length * 8;
      continue;
    }
    const block = enterBlock(cursor, TOP_LEVEL_ID_WIDTH);
    if (block.id === IDENTIFICATION_BLOCK) identification = readIdentification(block);
    if (block.id !== MODULE_BLOCK) continue;
    modules.push({ ...identification, offset });
    identification = { producer: undefined, epoch: undefined };
  }
  if (modules.length === 0) throw new BitstreamError("it holds no module", cursor.position);
  return { container: window.container, offset: window.offset, size: window.size, modules };
}

/**
 * What wrote the one module of a bitcode file.
 *
 * @throws InputError when it holds several, and what `identifyBitcode` throws.
 */
export function identifyModule(bytes: Uint8Array): ModuleIdentity {
  const [module, ...others] = identifyBitcode(bytes).modules;
  invariant(module, "a bitcode file without a module was let through");
  if (others.length === 0) return module;
  throw new InputError({
    severity: "error",
    code: "several-modules",
    message: `this bitcode file holds ${others.length + 1} modules, and kextir works on one`,
    fix: "join them with llvm-link, or take one out with llvm-modextract",
  });
}

const RAW_MAGIC = [0x42, 0x43, 0xc0, 0xde] as const;
const WRAPPER_MAGIC = [0xde, 0xc0, 0x17, 0x0b] as const;
/** magic, version, offset, size, cpu type: five little-endian words. */
const WRAPPER_HEADER_SIZE = 20;

const MODULE_BLOCK = 8;
const IDENTIFICATION_BLOCK = 13;
const IDENTIFICATION_CODE_STRING = 1;
const IDENTIFICATION_CODE_EPOCH = 2;

interface Window {
  readonly container: "raw" | "wrapper";
  readonly offset: number;
  readonly size: number;
}

function unwrap(bytes: Uint8Array): Window {
  if (startsWith(bytes, RAW_MAGIC)) return { container: "raw", offset: 0, size: bytes.length };
  if (!startsWith(bytes, WRAPPER_MAGIC)) {
    throw new InputError({ severity: "error", code: "not-bitcode", message: "this is not LLVM bitcode", span: { start: 0, end: 0 } });
  }
  if (bytes.length < WRAPPER_HEADER_SIZE) throw new BitstreamError("the wrapper's header is cut short", bytes.length * 8);
  const header = new DataView(bytes.buffer, bytes.byteOffset, WRAPPER_HEADER_SIZE);
  const offset = header.getUint32(8, true);
  const size = header.getUint32(12, true);
  if (offset + size > bytes.length) {
    throw new BitstreamError(`the wrapper names ${size} bytes at ${offset}, and the file has ${bytes.length}`, 8 * 8);
  }
  if (!startsWith(bytes.subarray(offset, offset + size), RAW_MAGIC)) {
    throw new BitstreamError("there is no bitcode where the wrapper says", offset * 8);
  }
  return { container: "wrapper", offset, size };
}

// Archivers pad members to a multiple of their own; what is too short for a block
// is padding.
function hasBlock(cursor: BitCursor): boolean {
  return cursor.end - cursor.position >= SMALLEST_BLOCK_BITS;
}

const SMALLEST_BLOCK_BITS = 64;

// A name and a number take some 50 bytes. The limit keeps made-up blocks from
// filling the memory with operands.
const LARGEST_IDENTIFICATION_BITS = 8 * 64 * 1024;

function readIdentification(block: Block): Omit<ModuleIdentity, "offset"> {
  const { position, end } = block.content;
  if (end - position > LARGEST_IDENTIFICATION_BITS) {
    throw new BitstreamError(`an identification block of ${(end - position) / 8} bytes`, position);
  }
  let producer: string | undefined;
  let epoch: number | undefined;
  for (const { code, operands } of recordsOf(block)) {
    if (code === IDENTIFICATION_CODE_STRING) producer = Buffer.from(operands).toString("latin1");
    if (code === IDENTIFICATION_CODE_EPOCH) epoch = operands[0];
  }
  return { producer, epoch };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
