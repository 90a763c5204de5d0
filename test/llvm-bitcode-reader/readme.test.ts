import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { inFolder, run } from "./witnesses.js";

const reader = fileURLToPath(new URL("../../../packages/llvm-bitcode-reader", import.meta.url));
const readme = readFileSync(`${reader}/README.md`, "utf8");

/** A program and what the manual says that it prints. */
const examples = [...readme.matchAll(/^```js\n(.*?)^```\n\n```text\n(.*?)^```$/gms)].map(([, program = "", output = ""]) => ({ program, output }));

describe("the reader's manual", () => {
  it("has examples, each with its output", () => {
    expect(examples.length).to.be.greaterThan(3);
    expect(examples.length).to.equal(readme.split("```js\n").length - 1);
  });

  for (const [index, { program, output }] of examples.entries()) {
    it(`shows what its example ${index + 1} prints`, () =>
      inFolder((path) => {
        const module = /^```llvm\n(.*?)^```$/ms.exec(readme)![1]!;
        writeFileSync(path("hello.bc"), run("llvm-as-22", ["-o", "-", "-"], module));
        writeFileSync(path("hello.o"), run("clang-22", ["-target", "x86_64-apple-macosx10.15", "-fembed-bitcode=all", "-x", "ir", "-c", "-o", "-", "-"], module));
        run("llvm-ar-22", ["rcs", path("libhello.a"), path("hello.o")]);
        mkdirSync(path("node_modules"));
        symlinkSync(reader, path("node_modules/llvm-bitcode-reader"));
        writeFileSync(path("example.mjs"), program);
        expect(run(process.execPath, ["example.mjs"], "", path("")).toString()).to.equal(output);
      }));
  }
});
