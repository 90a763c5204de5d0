import { expect } from "chai";
import { BitcodeError, topLevelBlocks } from "llvm-bitcode-reader";
import { BitWriter } from "../bit-writer.js";

describe("the tree of a bitstream", () => {
  const bytes = new BitWriter()
    .magic()
    .block(13, (writer) => writer.unabbreviated(1, [104, 105]))
    .block(8, (writer) => writer.unabbreviated(1, [2]).block(15, () => writer.unabbreviated(3, [1n << 63n]), { around: 3 }).unabbreviated(2, []))
    .bytes();

  it("gives blocks and records as they stand in one another", () => {
    const [identification, module] = topLevelBlocks(bytes);
    expect(identification?.id).to.equal(13);
    expect(identification?.records()).to.deep.equal([{ code: 1, abbreviationId: 3, bitOffset: 96, operands: [104, 105], blob: undefined }]);
    expect(module?.records().map(({ code }) => code)).to.deep.equal([1, 2]);
    expect(module?.blocks.map(({ id }) => id)).to.deep.equal([15]);
    expect(module?.blocks[0]?.records()[0]?.operands).to.deep.equal([1n << 63n]);
  });

  it("reads a block when it is asked for", () => {
    const damaged = Uint8Array.from(bytes);
    // The content of block 15: an id that is not defined.
    const { start } = topLevelBlocks(bytes)[1]!.blocks[0]!.block;
    damaged[start] = 0xff;
    const [, module] = topLevelBlocks(damaged);
    expect(module?.records()).to.have.length(2);
    expect(() => module?.blocks[0]?.records()).to.throw(BitcodeError, `(at bit ${start * 8}, byte ${start})`);
  });
});
