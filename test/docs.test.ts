import { readFileSync } from "node:fs";
import { expect } from "chai";
import { rules } from "../src/audit/rules.js";
import { DOCUMENTS, documentPath, retypeDocument } from "./support/documents.js";
import { downgradePage } from "./support/downgrade-page.js";

describe("documents", () => {
  it("docs/audit.md shows what each rule of the audit finds", () => {
    const shown = new Set([...readFileSync(documentPath("audit"), "utf8").matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code));
    expect(rules.map(({ code }) => code).filter((code) => !shown.has(code))).to.deep.equal([]);
  });

  for (const name of DOCUMENTS) {
    it(`docs/${name}.md shows what its commands print`, () => {
      expect(retypeDocument(name)).to.equal(readFileSync(documentPath(name), "utf8"));
    });
  }

  it("docs/downgrade.md is the pass's table", () => {
    expect(downgradePage()).to.equal(readFileSync(documentPath("downgrade"), "utf8"));
  });
});
