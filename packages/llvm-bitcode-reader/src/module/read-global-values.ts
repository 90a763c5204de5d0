// A module's symbols, from their records.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import { BlockId } from "../codes/blocks.js";
import { ModuleCode } from "../codes/module.js";
import { readAlias, readIFunc } from "./aliases.js";
import { type FunctionBody, readFunctionBody } from "./function-body.js";
import { readFunction } from "./functions.js";
import type { GlobalValue, ModuleTables } from "./global-value.js";
import { readGlobalVariable } from "./global-variables.js";
import type { ModuleRecords } from "./module-records.js";

/** All of them, in the order of their value numbers. @throws BitcodeError */
export function readGlobalValues(bytes: Uint8Array, { values, blocks }: ModuleRecords, tables: ModuleTables): GlobalValue[] {
  // Bodies stand in the order of the definitions.
  const bodies = blocks.get(BlockId.FUNCTION_BLOCK) ?? [];
  let definitions = 0;

  return values.map((record, id) => {
    switch (record.code) {
      case ModuleCode.GLOBALVAR:
        return readGlobalVariable(record, id, tables);
      case ModuleCode.FUNCTION: {
        const position = definitions;
        const fn = readFunction(record, id, tables, () => body(position, record.bitOffset));
        if (!fn.isDeclaration) definitions++;
        return fn;
      }
      case ModuleCode.IFUNC:
        return readIFunc(record, id, tables);
      default:
        return readAlias(record, id, tables);
    }
  });

  function body(position: number, bitOffset: number): FunctionBody {
    const block = bodies[position];
    if (block === undefined) throw new BitcodeError("a function is defined and has no body", bitOffset);
    return readFunctionBody(bytes, block);
  }
}
