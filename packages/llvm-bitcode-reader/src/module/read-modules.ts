// The modules of a bitcode file, and what stands beside them for all: names and a linker's symbol table.

import type { Window } from "../bitstream/cursor.js";
import { type Block, walk, walkBlock } from "../bitstream/walk.js";
import { BlockId } from "../codes/blocks.js";
import { IdentificationCode } from "../codes/module.js";
import { BitcodeModule } from "./bitcode-module.js";
import { lazy } from "./lazy.js";
import { readBlob } from "./string-table.js";
import { decodeText } from "./text.js";

/** Who wrote a module; LLVM before 3.8 did not say. */
export interface Identification {
  /** As in `LLVM22.1.2-rust-1.95.0-stable`. */
  readonly producer?: string;
  /** Of the format; all there has been is 0. */
  readonly epoch?: number;
}

/** What stands outside a module's block and belongs to it. */
export interface ModuleSurroundings {
  readonly identification: Identification;
  /** Its number among the modules that share the tables. */
  readonly index: number;
  readonly strtab: () => Uint8Array | undefined;
  readonly symtab: () => Uint8Array | undefined;
}

/**
 * The modules of a bitcode file, raw or in a wrapper. Only where they stand is looked at; each tells
 * of itself what it is asked for.
 *
 * @param source the file, or a stretch of one; bit offsets in errors count from `source.bytes`' first.
 * @throws BitcodeError when it is no bitcode or its blocks do not fit into one another.
 */
export function readModules(source: Uint8Array | Window): BitcodeModule[] {
  const bytes = "bytes" in source ? source.bytes : source;
  const modules: BitcodeModule[] = [];
  let identification: Identification = {};
  let tables = new FollowingTables(bytes);
  walk(source, {
    enterBlock(block) {
      if (block.id === BlockId.IDENTIFICATION_BLOCK_ID) identification = readIdentification(bytes, block);
      if (block.id === BlockId.MODULE_BLOCK) {
        // A string table ends what belongs together: one is for all modules before it.
        if (tables.strtabBlock !== undefined) tables = new FollowingTables(bytes);
        modules.push(new BitcodeModule(bytes, block, { identification, index: tables.modules++, strtab: tables.strtab, symtab: tables.symtab }));
        identification = {};
      }
      if (block.id === BlockId.STRTAB_BLOCK) tables.strtabBlock = block;
      if (block.id === BlockId.SYMTAB_BLOCK) tables.symtabBlock = block;
      return false;
    },
  });
  return modules;
}

/** The tables that follow modules, read when asked for. */
class FollowingTables {
  /** How many modules they are for. */
  modules = 0;
  strtabBlock: Block | undefined;
  symtabBlock: Block | undefined;
  readonly strtab: () => Uint8Array | undefined;
  readonly symtab: () => Uint8Array | undefined;

  constructor(bytes: Uint8Array) {
    this.strtab = lazy(() => this.strtabBlock && readBlob(bytes, this.strtabBlock));
    this.symtab = lazy(() => this.symtabBlock && readBlob(bytes, this.symtabBlock));
  }
}

function readIdentification(bytes: Uint8Array, block: Block): Identification {
  const identification: { producer?: string; epoch?: number } = {};
  walkBlock(bytes, block, {
    enterBlock: (entered) => entered === block,
    record(record) {
      if (record.code === IdentificationCode.STRING) identification.producer = decodeText(record.byteOperands());
      if (record.code === IdentificationCode.EPOCH) identification.epoch = record.operand(0);
    },
  });
  return identification;
}
