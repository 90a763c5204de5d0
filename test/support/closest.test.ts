import { expect } from "chai";
import { closest } from "../../src/support/closest.js";

describe("support/closest", () => {
  const passes = ["none", "noredzone", "soft-float", "strip-split-stack", "strip-unwind"];

  it("finds what was misspelt", () => {
    expect(closest("noredzon", passes)).to.equal("noredzone");
    expect(closest("sotf-float", passes)).to.equal("soft-float");
  });

  it("finds what was abbreviated, unless it may be one of several", () => {
    expect(closest("nored", passes)).to.equal("noredzone");
    expect(closest("strip", passes)).to.equal(undefined);
  });

  it("finds nothing where nothing is near", () => {
    expect(closest("inline", passes)).to.equal(undefined);
    expect(closest("", passes)).to.equal(undefined);
  });
});
