import { expect } from "chai";
import fc from "fast-check";
import { findFirstBad } from "../../../src/driver/bisect/first-bad.js";
import { minimize } from "../../../src/driver/bisect/minimize.js";

describe("bisect: the search", () => {
  it("finds the first bad version in about log2 n tests", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), fc.nat(), async (last, seed) => {
        const firstBad = (seed % last) + 1;
        let tests = 0;
        const found = await findFirstBad(last, async (version) => {
          tests++;
          return version >= firstBad ? "bad" : "good";
        });
        expect(found).to.deep.equal({ good: firstBad - 1, bad: firstBad });
        expect(tests).to.be.at.most(Math.ceil(Math.log2(last)) + 1);
      }),
    ));

  it("passes over versions of which the test cannot tell", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.array(fc.nat(60)), async (last, seed, silent) => {
        const firstBad = (seed % last) + 1;
        const asked = new Set<number>();
        const { good, bad } = await findFirstBad(last, async (version) => {
          expect(asked).not.to.include(version);
          asked.add(version);
          return silent.includes(version) ? "unknown" : version >= firstBad ? "bad" : "good";
        });
        expect(good).to.be.below(firstBad);
        expect(bad).to.be.at.least(firstBad);
        for (let between = good + 1; between < bad; between++) expect(silent).to.include(between);
      }),
    ));

  it("finds a smallest part that fails, whatever the parts need of each other", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(39), { minLength: 1, maxLength: 4 }), async (count, picks) => {
        const all = Array.from({ length: count }, (_, index) => `f${index}`);
        const needed = new Set(picks.map((pick) => `f${pick % count}`));
        const found = await minimize(all, async (part) => [...needed].every((name) => part.includes(name)));
        expect(new Set(found)).to.deep.equal(needed);
      }),
    ));

  it("needs few tests for one guilty function of many", async () => {
    const all = Array.from({ length: 4096 }, (_, index) => index);
    let tests = 0;
    const found = await minimize(all, async (part) => (tests++, part.includes(2999)));
    expect(found).to.deep.equal([2999]);
    expect(tests).to.be.at.most(2 * 12);
  });
});
