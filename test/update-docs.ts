// Rewrites what the commands in documents print. Read the diff before committing it.

import { writeFileSync } from "node:fs";
import { DOCUMENTS, documentPath, retypeDocument } from "./support/documents.js";

for (const name of DOCUMENTS) writeFileSync(documentPath(name), retypeDocument(name));
