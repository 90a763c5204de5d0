const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

// Under `make test` the environment names the compilers. A plain `npx mocha` takes those that
// setup/install found last.
const toolsFile = join(__dirname, "build/tools.mk");
if (process.env.KEXTIR_RUSTC === undefined && existsSync(toolsFile)) {
  for (const [, name, value] of readFileSync(toolsFile, "utf8").matchAll(/^export (\w+) := (.*)$/gm)) process.env[name] = value;
  process.env.PATH = `${process.env.KEXTIR_TOOLS_PATH ?? ""}${process.env.PATH}`;
}

// Mocha joins the files named on its command line to those named here; `npx mocha FILE.test.js`
// means that file alone.
const named = process.argv.some((argument) => argument.endsWith(".test.js"));

module.exports = {
  ...(named ? {} : { spec: ["dist/test/**/*.test.js"] }),
  reporter: "test/support/closing-line.cjs",
  "node-option": ["enable-source-maps"],
  timeout: 120_000,
  slow: 2_000,
};
