import { expect } from "chai";
import fc from "fast-check";
import { ByteStrings, copyBytes } from "../../src/link/byte-strings.js";

/** Few different bytes, so that many strings are equal. */
const text = fc.string({ unit: fc.constantFrom("a", "b", "\xff", "\0"), maxLength: 6 });

describe("link/byte-strings", () => {
  it("gives equal strings one number, in the order in which they were first seen", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300 }), (texts) => {
        const strings = new ByteStrings();
        const order = [...new Set(texts)];
        for (const one of texts) {
          const source = Buffer.from(`before${one}behind`, "latin1");
          expect(strings.add(source, 6, 6 + one.length)).to.equal(order.indexOf(one));
        }
        expect(strings.length).to.equal(order.length);
        expect(order.map((_, number) => strings.text(number))).to.deep.equal(order);
        expect(order.map((one) => strings.find(one))).to.deep.equal([...order.keys()]);
        expect(strings.find("never added")).to.equal(undefined);
      }),
    );
  });

  it("keeps what it has when it grows", () => {
    const strings = new ByteStrings();
    const names = Array.from({ length: 5000 }, (_, number) => `_name${number}${"x".repeat(number % 90)}`);
    for (const [number, name] of names.entries()) {
      if (number === 1500) strings.reserve(3000);
      expect(strings.add(Buffer.from(name, "latin1"), 0, name.length)).to.equal(number);
    }
    for (const [number, name] of names.entries()) {
      expect(strings.find(name)).to.equal(number);
      expect(strings.size(number)).to.equal(name.length);
      const target = new Uint8Array(name.length + 2);
      expect(strings.copy(number, target, 1)).to.equal(name.length + 1);
      expect(Buffer.from(target).toString("latin1")).to.equal(`\0${name}\0`);
    }
  });

  it("copies few bytes and many alike", () => {
    for (const size of [0, 1, 127, 128, 129, 5000]) {
      const source = Uint8Array.from({ length: size + 2 }, (_, index) => index % 251);
      const target = new Uint8Array(size + 4);
      expect(copyBytes(source, 1, size + 1, target, 2)).to.equal(size + 2);
      expect([...target]).to.deep.equal([0, 0, ...source.subarray(1, size + 1), 0, 0]);
    }
  });
});
