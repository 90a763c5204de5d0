// Run by clang.test.ts in a process of its own, which is then sent a signal.
// Arguments: the clang, the object's path, a file for the clang's process id.

import { compileObject } from "../../src/toolchain/clang.js";

const [clang = "", output = "", pidFile = ""] = process.argv.slice(2);

await compileObject({
  clang,
  ir: [Buffer.from("; nothing\n")],
  target: "x86_64-apple-macosx10.15",
  optimizationLevel: "2",
  extraArgs: [`--pid-file=${pidFile}`],
  output,
});
