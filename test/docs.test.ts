import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DOCUMENTS, documentPath, retypeDocument } from "./support/documents.js";

describe("documents", () => {
  for (const name of DOCUMENTS) {
    it(`docs/${name}.md shows what its commands print`, () => {
      expect(retypeDocument(name)).to.equal(readFileSync(documentPath(name), "utf8"));
    });
  }
});
