import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DOCUMENTS, documentPath, retypeDocument } from "./support/documents.js";
import { downgradePage } from "./support/downgrade-page.js";

describe("documents", () => {
  for (const name of DOCUMENTS) {
    it(`docs/${name}.md shows what its commands print`, () => {
      expect(retypeDocument(name)).to.equal(readFileSync(documentPath(name), "utf8"));
    });
  }

  it("docs/downgrade.md is the pass's table", () => {
    expect(downgradePage()).to.equal(readFileSync(documentPath("downgrade"), "utf8"));
  });
});
