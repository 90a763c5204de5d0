import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { inFolder, kextir, MODULE } from "./kextir.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("kextir --passes=", () => {
  const texts: Readonly<Record<string, Buffer>> = {
    "a module": Buffer.from(MODULE),
    "CRLF line ends": Buffer.from(MODULE.replaceAll("\n", "\r\n")),
    "no line end at the end": Buffer.from(MODULE.trimEnd()),
    "NUL and bytes above 127": Buffer.from('@a = global i8 0\0\n; \xff\xfe\n@"\xe9" = global i8 1\n', "latin1"),
    "a module that is cut off": Buffer.from(MODULE.slice(0, MODULE.indexOf("ret void"))),
    "a quote that nothing closes": Buffer.from('source_filename = "m\n'),
    "a byte order mark": Buffer.from(`\ufeff${MODULE}`),
    "C": Buffer.from("int main(void) { return 0; }\n"),
    "words": Buffer.from("nothing to see here\n"),
    "comments only": Buffer.from("; one\n; two\n"),
    "nothing": Buffer.alloc(0),
    "blanks only": Buffer.from(" \t\n\n"),
  };

  for (const [what, text] of Object.entries(texts)) {
    it(`prints ${what} byte for byte`, () => {
      const { code, stdout, stderr } = kextir(["--passes="], { input: text });
      expect(stdout.equals(text), stderr).to.equal(true);
      expect(code).to.equal(0);
    });
  }

  it("prints every fixture byte for byte, from a file to a file", () =>
    inFolder((folder) => {
      const files = readdirSync(join(root, "ir-fixtures"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ll"));
      expect(files.length).to.be.greaterThan(20);
      // One process for each would take minutes; those of a dozen show that files are read and written as they are.
      for (const file of files.filter((_, index) => index % Math.ceil(files.length / 12) === 0)) {
        const input = join(root, "ir-fixtures", file);
        const output = join(folder, "out.ll");
        expect(kextir([input, "--passes=", "-o", output]).code, file).to.equal(0);
        expect(readFileSync(output).equals(readFileSync(input)), file).to.equal(true);
      }
    }));

  it("says of text that is no IR that it is none", () => {
    const { code, stderr } = kextir(["--passes="], { input: "int main(void) { return 0; }\n" });
    expect(code).to.equal(0);
    expect(stderr).to.include("<stdin>:1:1: warning: this is not LLVM IR");
  });

  it("prints a module of a hundred thousand edits' worth of lines through a pipe", () => {
    const text = Buffer.from(Array.from({ length: 100_000 }, (_, index) => `@g${index} = global i32 ${index}\n`).join(""));
    const { stdout, code } = kextir(["--passes="], { input: text });
    expect(code).to.equal(0);
    expect(stdout.equals(text)).to.equal(true);
  });

  it("reads a file whose size the system does not know", function () {
    if (process.platform !== "linux") this.skip();
    const { stdout, code } = kextir(["/proc/self/status", "--passes=", "-q"]);
    expect(code).to.equal(0);
    expect(stdout.toString()).to.match(/^Name:/);
  });

  it("gives the same output for the same input, wherever it lies", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "other.ll"), MODULE);
      const fromFile = kextir([join(folder, "other.ll"), "--no-config"]);
      const fromPipe = kextir(["-", "--no-config"], { input: MODULE, cwd: folder, env: { TZ: "Asia/Tokyo", LANG: "de_DE", HOME: folder } });
      expect(fromFile.code).to.equal(0);
      expect(fromPipe.stdout.equals(fromFile.stdout)).to.equal(true);
    }));
});
