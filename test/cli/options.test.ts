import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inFolder, kextir, MODULE } from "./kextir.js";

describe("kextir's command line", () => {
  const wrong: readonly (readonly [args: readonly string[], message: string])[] = [
    [["compil", "x.ll"], "unknown command 'compil' [usage]\nfix: did you mean 'compile'?"],
    [["frobnicate"], "unknown command 'frobnicate' [usage]\nfix: kextir --help lists the commands"],
    [["--pases=noredzone"], "unknown option '--pases' [usage]\nfix: did you mean '--passes'?"],
    [["--frobnicate"], "unknown option '--frobnicate' [usage]\nfix: --help lists the options"],
    [["-passes=noredzone"], "unknown option '-passes=noredzone' [usage]\nfix: long options have two dashes: '--passes=noredzone'"],
    [["-x"], "unknown option '-x'"],
    [["--passes"], "--passes needs a value"],
    [["--passes", "--stats"], "--passes needs a value, and '--stats' looks like an option"],
    [["--stats=yes"], "--stats takes no value"],
    [["--color=blue"], "--color: 'blue' is not one of auto, always, never"],
    [["-Wall"], "-W: 'all' is not one of error"],
    [["a.ll", "b.ll"], "one module at a time: 'b.ll' is one too many"],
    [["--passes=noredzon"], "unknown pass 'noredzon' [usage]\nfix: did you mean 'noredzone'?"],
    [["--passes=noredzone<exept=f>"], "unknown option 'exept' (did you mean 'except'?)"],
    [["--passes=noredzone,"], "in the pipeline text: expected a pass name"],
    [["--pipeline=kex"], "unknown pipeline 'kex' [usage]\nfix: did you mean 'kext'?"],
    [["--pipeline=kext", "--passes=noredzone"], "--passes and --pipeline are both given"],
    [["--start-after=noredzone", "--passes=soft-float"], "pass 'noredzone' is not among those to run"],
    [["--opt-bisect-limit=few"], "'few' is no whole number"],
    [["--print-after=noredzon"], "did you mean 'noredzone'?"],
    [["--print-changed=loud"], "'loud' is not one of quiet"],
    [["--config=none.json"], "cannot read the configuration 'none.json': no such file"],
    [["@none"], "cannot read the response file 'none': no such file"],
    [["--load-pass=none.js"], "'none.js' cannot be loaded"],
    [["--rewrite-map-file=none.yaml"], "cannot read 'none.yaml': no such file"],
    [["compile", "x.ll"], "compile needs -o"],
    [["compile", "x.ll", "-o", "x.o", "-O9"], "-O: '9' is not one of 0, 1, 2, 3, s, z"],
    [["passes", "noredzon"], "unknown pass 'noredzon'"],
    [["schema", "confg"], "did you mean 'config'?"],
    [["doctor", "now"], "doctor takes no operand"],
    [["-O2", "compile", "x.ll", "-o", "x y.o"], "'-O2' is an option of 'compile', which stands first [usage]\nfix: kextir compile -O2 x.ll -o 'x y.o'"],
    [["-O2", "x.ll"], "unknown option '-O2' [usage]\nfix: 'compile' and 'build' have it: kextir compile -O2 x.ll"],
    [["link", "--target=x", "x.o"], "unknown option '--target=x' of 'link' [usage]\nfix: 'compile'"],
    [["-q", "link", "x.o", "-o", "x"], "the command, 'link', stands first [usage]\nfix: kextir link -q x.o -o x"],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(" ")}`, () => {
      const { code, text, stderr } = kextir(args, { input: MODULE });
      expect(stderr).to.include(message);
      expect(stderr.startsWith("kextir: error: "), stderr).to.equal(true);
      expect(text).to.equal("");
      expect(code).to.equal(2);
    });
  }

  it("has help everywhere, each with an example", () => {
    for (const args of [["--help"], ["-h"], ["help"]]) {
      const { code, text } = kextir(args);
      expect(code).to.equal(0);
      expect(text).to.include("Commands:").and.include("Example:");
    }
    for (const name of ["run", "compile", "passes", "inspect", "doctor", "schema"]) {
      for (const args of [[name, "--help"], [name, "-h"], ["help", name]]) {
        const { code, text, stderr } = kextir(args);
        expect(code, args.join(" ")).to.equal(0);
        expect(stderr).to.equal("");
        expect(text).to.include("Usage: kextir").and.include("Examples:\n  ").and.include("--color=WHEN");
        expect(Math.max(...text.split("\n").map((line) => line.length)), "the longest line").to.be.lessThan(131);
      }
    }
    expect(kextir(["m.ll", "--help"]).text).to.include("Usage: kextir [run]");
  });

  it("says its version everywhere", () => {
    for (const args of [["--version"], ["run", "--version"], ["doctor", "--version"], ["compile", "--version"]]) {
      const { code, text } = kextir(args);
      expect(code).to.equal(0);
      expect(text).to.match(/^kextir \d+\.\d+\.\d+\n$/);
    }
  });

  it("takes options in all spellings, and `run` or nothing before them", () => {
    const expected = kextir(["--passes=noredzone"], { input: MODULE }).text;
    for (const args of [["run", "--passes=noredzone"], ["run", "--passes", "noredzone", "-"], ["-", "--passes", "noredzone"], ["-qv", "--passes=noredzone", "-o-"]]) {
      expect(kextir(args, { input: MODULE }).text, args.join(" ")).to.equal(expected);
    }
  });

  it("lets the last of two count", () => {
    expect(kextir(["--passes=noredzone", "--passes="], { input: MODULE }).text).to.equal(MODULE);
  });

  it("takes a file that is named like a command, given as ./NAME or behind run", () =>
    inFolder((folder) => {
      for (const name of ["doctor", "frob"]) writeFileSync(join(folder, name), MODULE);
      for (const args of [["./doctor"], ["run", "doctor"], ["frob"]]) {
        expect(kextir([...args, "--passes="], { cwd: folder }).text, args.join(" ")).to.equal(MODULE);
      }
    }));

  it("reads further arguments from @FILE, as LLVM's tools do", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "a name.ll"), MODULE);
      writeFileSync(join(folder, "args"), `'a name.ll'\n  --passes=noredzone @"more args"`);
      writeFileSync(join(folder, "more args"), "-o out\\ file.ll\n");
      expect(kextir(["@args"], { cwd: folder })).to.include({ code: 0, stderr: "" });
      expect(kextir(["out file.ll", "--passes="], { cwd: folder }).text).to.include("noredzone");
      writeFileSync(join(folder, "ring"), "@ring");
      expect(kextir(["@ring"], { cwd: folder }).stderr).to.include("contains itself");
    }));
});
