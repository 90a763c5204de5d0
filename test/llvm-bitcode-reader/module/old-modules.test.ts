// Modules as releases wrote them that no machine has any more, made record by record; llvm-dis-13 still
// reads them and judges.

import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { integerOf, readModules } from "llvm-bitcode-reader";
import { LLVM_MAJORS } from "../../support/llvm.js";
import { BitWriter } from "../bit-writer.js";
import { headersOfBitcode, headersOfText } from "./module-headers.js";

const characters = (text: string): number[] => [...Buffer.from(text)];

/** As LLVM 3.2 wrote: attributes as words of bits, typed pointers, names in a table of the module's own. */
function oldModule(): Buffer {
  const file = new BitWriter().magic();
  file.block(8, (module) => {
    const at = { idWidth: 3, around: 3 };
    module.unabbreviated(1, [0]);
    module.block(9, (lists) => {
      // What is returned: zeroext; the first parameter: nocapture, align 16; the function: noredzone, alignstack(8).
      lists.unabbreviated(1, [0, 1, 1, (1n << 32n) | (16n << 16n), 0xffffffff, (1n << 33n) | (4n << 37n)]);
    }, at);
    module.block(17, (types) => {
      types.unabbreviated(1, [9]);
      types.unabbreviated(7, [32]); // 0: i32
      types.unabbreviated(8, [0, 0]); // 1: i32*
      types.unabbreviated(9, [0, 0, 0, 1]); // 2: i32 (i32*), with its number for attributes
      types.unabbreviated(8, [2, 0]); // 3: pointer to it
      types.unabbreviated(8, [6, 0]); // 4: a pointer to the struct that is yet to come
      types.unabbreviated(2, []); // 5: void
      types.unabbreviated(19, characters("list"));
      types.unabbreviated(20, [0, 0, 4]); // 6: %list = { i32, %list* }
      types.unabbreviated(16, []); // 7: metadata
      types.unabbreviated(8, [0, 5]); // 8: i32 addrspace(5)*
    }, at);
    module.unabbreviated(2, characters("i386-pc-linux-gnu"));
    module.unabbreviated(5, characters(".mine"));
    module.unabbreviated(11, characters("ocaml"));
    // Pointer type, constant, initializer, linkage, alignment, section; then visibility, thread_local, unnamed_addr.
    module.unabbreviated(7, [8, 1, 5, 3, 3, 1, 0, 0, 1]);
    module.unabbreviated(7, [4, 0, 0, 5, 0, 0]);
    // Pointer type, convention, declaration, linkage, attributes, alignment, section, visibility, collector.
    module.unabbreviated(8, [3, 8, 1, 10, 1, 0, 0, 0, 1]);
    module.unabbreviated(9, [8, 0, 3, 1]);
    module.block(11, (constants) => {
      constants.unabbreviated(1, [0]);
      constants.unabbreviated(4, [7 * 2 + 1]);
    }, at);
    module.block(15, (metadata) => {
      metadata.unabbreviated(6, [0, ...characters("dbg")]);
      metadata.unabbreviated(1, characters("key"));
      metadata.unabbreviated(8, [7, 0, 0, 4, 5, 0]);
      metadata.unabbreviated(4, characters("names"));
      metadata.unabbreviated(10, [1]);
    }, at);
    module.block(14, (names) => {
      ["number", "imported", "start", "also"].forEach((name, id) => names.unabbreviated(1, [id, ...characters(name)]));
    }, at);
  });
  return Buffer.from(file.bytes());
}

describe("reading old modules", function () {
  this.timeout(20_000);

  it("says of symbols what llvm-dis says", () => {
    const text = execFileSync(`llvm-dis-${LLVM_MAJORS[0]}`, ["-o", "-"], { input: oldModule() });
    expect(headersOfBitcode(readModules(oldModule())[0]!).sort()).to.deep.equal(headersOfText(text).sort());
  });

  it("reads metadata that is strings and pairs of type and number", () => {
    const [module] = readModules(oldModule());
    expect([...module!.metadataKinds]).to.deep.equal([[0, "dbg"]]);
    expect(module!.metadata!.strings).to.deep.equal(["key"]);
    const [named] = module!.namedMetadata;
    expect(named!.name).to.equal("names");
    const [node] = named!.operands;
    if (node?.kind !== "node") throw new Error("no node");
    expect(node.operands?.map((operand) => (operand?.kind === "string" ? operand.text : integerOf(operand)))).to.deep.equal(["key", -7n, undefined]);
  });
});

describe("reading modules of the future", () => {
  it("keeps what it does not know, and reads the rest", () => {
    const file = new BitWriter().magic();
    file.block(8, (module) => {
      const at = { idWidth: 3, around: 3 };
      module.unabbreviated(1, [2]);
      module.block(17, (types) => types.unabbreviated(99, [1]).unabbreviated(7, [32]), at);
      module.block(10, (groups) => {
        groups.unabbreviated(3, [1, 0xffffffff, 0, 900, 0, 16]);
        groups.unabbreviated(3, [2, 0xffffffff, 0, 16, 77, 1, 2]);
      }, at);
      module.block(11, (constants) => constants.unabbreviated(1, [1]).unabbreviated(88, [5]), at);
      module.block(15, (metadata) => metadata.unabbreviated(99, [6]), at);
      module.block(77, (unknown) => unknown.unabbreviated(1, []), at);
      module.unabbreviated(66, [1, 2, 3]);
      module.unabbreviated(2, characters("x86_64-unknown-none"));
    });
    const [module] = readModules(file.bytes());
    expect(module!.triple).to.equal("x86_64-unknown-none");
    expect(module!.types.map(({ kind }) => kind)).to.deep.equal(["unknown", "integer"]);
    expect(module!.attributeGroups.map(({ attributes }) => attributes.map(({ name }) => name))).to.deep.equal([["kind900", "noredzone"], ["noredzone"]]);
    expect(module!.unknown.map(({ blockId, code }) => [blockId, code])).to.deep.equal([[8, 66], [77, undefined], [17, 99], [10, 3], [10, 3], [11, 88], [15, 99]]);
    expect(module!.value(0)).to.deep.include({ kind: "expression", name: "88", operands: [5] });
  });
});
