import { expect } from "chai";
import fc from "fast-check";
import { searchFor } from "../../src/asm/byte-search.js";

describe("byte search", () => {
  it("finds what indexOf finds, for any needle and place", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "x", "-", '"', " ", "e", "\xff"), minLength: 0, maxLength: 60 });
    const needle = fc.string({ unit: fc.constantFrom("a", "x", "-", '"', " ", "e"), minLength: 1, maxLength: 10 });
    fc.assert(fc.property(text, needle, fc.nat(60), fc.nat(50), (haystack, wanted, from, cut) => {
      const bytes = Buffer.from(haystack.slice(0, cut) + wanted + haystack.slice(cut), "latin1");
      expect(searchFor(wanted)(bytes, from)).to.equal(bytes.indexOf(wanted, from, "latin1"));
    }), { numRuns: 2000 });
  });
});
