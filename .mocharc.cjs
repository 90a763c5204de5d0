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
