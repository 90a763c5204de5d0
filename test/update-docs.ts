// Rewrites what the commands in documents print, and pages that are made from tables. Read the diff before committing it.

import { writeFileSync } from "node:fs";
import { DOCUMENTS, documentPath, retypeDocument } from "./support/documents.js";
import { downgradePage } from "./support/downgrade-page.js";

for (const name of DOCUMENTS) writeFileSync(documentPath(name), retypeDocument(name));
writeFileSync(documentPath("downgrade"), downgradePage());
