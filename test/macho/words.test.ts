import { expect } from "chai";
import { wordsOf } from "../../src/macho/words.js";

describe("macho/words", () => {
  const file = Uint8Array.from({ length: 64 }, (_, index) => (index * 37) % 256);

  it("are little-endian, wherever in the file they begin", () => {
    for (let start = 0; start < 8; start += 1) {
      for (const size of [0, 3, 4, 9, 40]) {
        const bytes = file.subarray(start, start + size);
        const view = new DataView(file.buffer, start, size);
        const expected = Array.from({ length: Math.floor(size / 4) }, (_, index) => view.getUint32(4 * index, true));
        expect([...wordsOf(bytes)]).to.deep.equal(expected);
      }
    }
  });
});
