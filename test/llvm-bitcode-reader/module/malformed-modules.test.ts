// Modules whose bitstream is sound and whose records make no sense.

import { expect } from "chai";
import { attributeText, BitcodeError, type BitcodeModule, readModules, typeText } from "llvm-bitcode-reader";
import { BitWriter } from "../bit-writer.js";

const INSIDE = { idWidth: 3, around: 3 };

function moduleOf(inside: (module: BitWriter) => void): BitcodeModule {
  const file = new BitWriter().magic().block(8, (module) => {
    module.unabbreviated(1, [2]);
    inside(module);
  });
  return readModules(file.bytes())[0]!;
}

type Written = readonly [code: number, ...operands: number[]];

function moduleOfTypes(...records: readonly Written[]): BitcodeModule {
  return moduleOf((module) => {
    module.block(17, (types) => {
      for (const [code, ...operands] of records) types.unabbreviated(code, operands);
    }, INSIDE);
  });
}

function moduleOfGroup(...operands: (number | bigint)[]): BitcodeModule {
  return moduleOf((module) => {
    module.block(17, (types) => types.unabbreviated(7, [32]), INSIDE);
    module.block(10, (groups) => groups.unabbreviated(3, operands), INSIDE);
  });
}

describe("reading malformed modules", () => {
  const INTEGER: Written = [7, 32];

  it("refuses types that cannot be", () => {
    const refused = (reason: string, ...records: readonly Written[]): void => {
      expect(() => moduleOfTypes(...records).types, reason).to.throw(BitcodeError, reason);
    };
    refused("type 4 is mentioned and not defined", [8, 4, 0]);
    refused("is mentioned before its record and is no struct with a name", [11, 3, 1], INTEGER);
    refused("record 11 has 1 operands and needs 2", INTEGER, [11, 3]);
    refused("an integer of 16777217 bits", [7, 2 ** 24 + 1]);
    const doubling = Array.from({ length: 40 }, (_, id) => [18, 0, id, id] as Written);
    refused("a type of types of types without measure", INTEGER, ...doubling);
    const nesting = Array.from({ length: 600 }, (_, id) => [11, 1, id] as Written);
    refused("a type of types of types without measure", INTEGER, ...nesting);
  });

  it("takes structs that hold themselves", () => {
    const { types } = moduleOfTypes([8, 1, 0], [20, 0, 0, 0]);
    expect(types.map(typeText)).to.deep.equal(["%0*", "%0"]);
  });

  it("refuses attributes that are cut short or point nowhere", () => {
    const group = (...operands: (number | bigint)[]) => () => moduleOfGroup(1, 0xffffffff, ...operands).attributeGroups;
    expect(group(1, 1)).to.throw(BitcodeError, "needs 5");
    expect(group(3, 65, 66)).to.throw(BitcodeError, "needs 6");
    expect(group(6, 3, 9)).to.throw(BitcodeError, "an attribute has type 9, which is not defined");
    expect(group(7, 92, 2n ** 60n, 0)).to.throw(BitcodeError, "a range of integers of");
    expect(group(8, 94, 2n ** 40n, 32, 0, 8)).to.throw(BitcodeError, "needs");
  });

  it("reads integers of any width in attributes", () => {
    const [group] = moduleOfGroup(1, 1, 7, 92, 128, 2n | (2n << 32n), 11, 3, 0, 2).attributeGroups;
    expect(group!.attributes.map(attributeText)).to.deep.equal([`range(i128 -5, ${2n ** 64n})`]);
  });

  it("refuses symbols that point nowhere, with the place of their record", () => {
    const withFunction = (...operands: number[]) => () =>
      moduleOf((module) => {
        module.block(17, (types) => types.unabbreviated(2, []).unabbreviated(21, [0, 0]), INSIDE);
        module.unabbreviated(8, operands);
      }).globalValues;
    expect(withFunction(0, 0, 1, 0, 1, 0, 0, 0, 0, 0)).to.not.throw();
    expect(withFunction(0, 0, 1, 0, 1)).to.throw(BitcodeError, "record 8 has 3 fields and needs 8");
    expect(withFunction(0, 0, 7, 0, 1, 0, 0, 0, 0, 0)).to.throw(BitcodeError, "type 7 is not defined");
    expect(withFunction(0, 0, 0, 0, 1, 0, 0, 0, 0, 0)).to.throw(BitcodeError, "a type that is no pointer");
    expect(withFunction(0, 0, 1, 0, 1, 0, 3, 0, 0, 0)).to.throw(BitcodeError, "attribute list 2 is not defined");
    expect(withFunction(0, 0, 1, 0, 1, 0, 0, 40, 0, 0)).to.throw(BitcodeError, "an alignment of 2^39 bytes");
    expect(withFunction(0, 0, 1, 0, 1, 0, 0, 0, 2, 0)).to.throw(BitcodeError, "section 1 is not defined");
    expect(withFunction(5, 3, 1, 0, 1, 0, 0, 0, 0, 0)).to.throw(BitcodeError, /a name of 3 bytes at 5 of a string table of 0 \(at bit \d+/);
  });

  it("takes a definition without a body until it is asked for", () => {
    const [fn] = moduleOf((module) => {
      module.block(17, (types) => types.unabbreviated(2, []).unabbreviated(21, [0, 0]), INSIDE);
      module.unabbreviated(8, [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    }).functions;
    expect(() => fn!.body).to.throw(BitcodeError, "a function is defined and has no body");
  });
});
