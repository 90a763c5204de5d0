import { BitcodeError, type BitRecord, type Block, isBitcode, unwrap, walk, type Window } from "llvm-bitcode-reader";
import { InputError } from "../support/diagnostic.js";
import { invariant } from "../support/invariant.js";

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

/**
 * Reads what a bitcode file says of itself: its container, and for each module
 * the producer and epoch of its IDENTIFICATION_BLOCK.
 *
 * @throws InputError with the offset in bits when the bitstream is malformed or
 *   holds no module.
 */
export function identifyBitcode(bytes: Uint8Array): BitcodeIdentity {
  if (!isBitcode(bytes)) throw new InputError({ severity: "error", code: "not-bitcode", message: "this is not LLVM bitcode", span: { start: 0, end: 0 } });
  try {
    const window = unwrap({ bytes });
    const { start: offset, end } = window;
    return { container: offset === 0 ? "raw" : "wrapper", offset, size: end - offset, modules: identifyModules(window) };
  } catch (error) {
    if (error instanceof BitcodeError) throw malformed(error);
    throw error;
  }
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

const MODULE_BLOCK = 8;
const IDENTIFICATION_BLOCK = 13;
const IDENTIFICATION_CODE_STRING = 1;
const IDENTIFICATION_CODE_EPOCH = 2;

function identifyModules(window: Required<Window>): ModuleIdentity[] {
  const modules: ModuleIdentity[] = [];
  let producer: string | undefined;
  let epoch: number | undefined;
  walk(window, {
    enterBlock({ id, bitOffset }: Block) {
      if (id === MODULE_BLOCK) {
        modules.push({ producer, epoch, offset: bitOffset / 8 });
        producer = epoch = undefined;
      }
      return id === IDENTIFICATION_BLOCK;
    },
    record(record: BitRecord) {
      if (record.code === IDENTIFICATION_CODE_STRING) producer = Buffer.from(record.byteOperands()).toString("latin1");
      if (record.code === IDENTIFICATION_CODE_EPOCH) epoch = record.operand(0);
    },
  });
  if (modules.length === 0) throw new BitcodeError("it holds no module", window.end * 8);
  return modules;
}

function malformed({ message }: BitcodeError): InputError {
  return new InputError({
    severity: "error",
    code: "malformed-bitcode",
    message: `malformed bitcode: ${message}`,
    fix: "the file may be cut short: make it again with the compiler that wrote it",
  });
}
