// Mocha's spec report, and one more line at its end for programs that read the log:
// "N passed, N failed, N skipped". A failing hook is a failure, too, so the numbers are counted here
// as mocha counts them for its exit code.
const { reporters } = require("mocha");

module.exports = class ClosingLine extends reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }
};
