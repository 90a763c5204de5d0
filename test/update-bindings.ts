// Rewrites the kernel's declarations in the Rust crate. Read the diff before committing it.

import { writeFileSync } from "node:fs";
import { rustBindings } from "./support/rust-bindings.js";

for (const [file, text] of rustBindings()) writeFileSync(file, text);
