import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { inFolder, kextir, MODULE } from "./kextir.js";

const pair = "--passes=strip-split-stack,noredzone";
const dev = "/dev/null";

describe("opt's words", () => {
  it("--print-pipeline-passes prints text that parses to the same, named pipelines spelt out", () => {
    const { text, code } = kextir(["--passes=minimal,noredzone<except=main>", "--print-pipeline-passes"]);
    expect(code).to.equal(0);
    expect(text).to.match(/^strip-split-stack,noredzone,.*,noredzone<except=main>\n$/);
    expect(kextir([`--passes=${text.trimEnd()}`, "--print-pipeline-passes"]).text).to.equal(text);
    expect(kextir(["--print-pipeline-passes", "--start-after=strip-split-stack", "--stop-after=rename-symbols", "--passes=minimal"]).text).to.equal(
      "noredzone,soft-float,rename-symbols\n",
    );
    expect(kextir(["--pipeline=none", "--print-pipeline-passes"]).text).to.equal("\n");
  });

  it("--stats counts what passes did", () => {
    expect(kextir([pair, "--stats", "-o", dev], { input: MODULE }).stderr).to.match(/^===--- Statistics ---===\n[^]*2 +noredzone +- functions given noredzone\n/);
  });

  it("--time-passes times each pass", () => {
    const { stderr } = kextir([pair, "--time-passes", "-o", dev], { input: MODULE });
    expect(stderr).to.match(/\d+\.\d\d +\d+\.\d% +strip-split-stack\n +\d+\.\d\d +\d+\.\d% +noredzone\n.*100\.0% +Total\n$/);
  });

  it("--debug-pass-manager names each pass", () => {
    expect(kextir([pair, "--debug-pass-manager", "-o", dev], { input: MODULE }).stderr).to.equal("Running pass: strip-split-stack on [module]\nRunning pass: noredzone on [module]\n");
  });

  it("--opt-bisect-limit runs the first passes only", () => {
    const { text, stderr } = kextir([pair, "--opt-bisect-limit=1"], { input: MODULE });
    expect(stderr).to.equal("BISECT: running pass (1) strip-split-stack on [module]\nBISECT: NOT running pass (2) noredzone on [module]\n");
    expect(text).to.equal(kextir(["--passes=strip-split-stack"], { input: MODULE }).text);
    expect(kextir([pair, "--opt-bisect-limit=-1"], { input: MODULE }).text).to.equal(kextir([pair], { input: MODULE }).text);
  });

  it("--start-after and --stop-after run a part of the pipeline", () => {
    const part = kextir(["--passes=minimal", "--start-after=strip-split-stack", "--stop-after=soft-float"], { input: MODULE });
    expect(part.code).to.equal(0);
    expect(part.text).to.equal(kextir(["--passes=noredzone,soft-float"], { input: MODULE }).text);
  });

  it("--print-changed prints the module where it changes", () => {
    const passes = "--passes=noredzone,noredzone,strip-split-stack";
    const dumps = (args: readonly string[]): string[] => kextir([passes, "-o", dev, ...args], { input: MODULE }).stderr.match(/\*\*\* IR Dump .* \*\*\*/g) ?? [];
    expect(dumps(["--print-changed"])).to.deep.equal([
      "*** IR Dump At Start ***",
      "*** IR Dump After noredzone on [module] ***",
      "*** IR Dump After noredzone on [module] omitted because no change ***",
      "*** IR Dump After strip-split-stack on [module] ***",
    ]);
    expect(dumps(["--print-changed=quiet"])).to.deep.equal(["*** IR Dump After noredzone on [module] ***", "*** IR Dump After strip-split-stack on [module] ***"]);
    // What changed of a function may be its attribute group alone.
    expect(dumps(["--print-changed=quiet", "--filter-print-funcs=leaf"])).to.deep.equal(["*** IR Dump After noredzone on [module] ***", "*** IR Dump After strip-split-stack on [module] ***"]);
  });

  it("--print-changed=diff prints what each pass changed as a diff, passes that run twice apart", () =>
    inFolder((folder) => {
      const passes = "--passes=noredzone,noredzone,rename-symbols,rename-symbols<IOLog=kprintf>";
      const print = (how: string, ...args: string[]): string => kextir([passes, "-o", dev, `--print-changed=${how}`, ...args], { input: MODULE }).stderr;
      const verbose = print("diff");
      expect(verbose).to.match(/^; \*\*\* IR Dump At Start \*\*\*\n; ModuleID = 'm'\n/).and.include("; *** IR Dump After noredzone on [module] omitted because no change ***\n");
      const quiet = print("diff-quiet");
      expect(quiet).to.match(/^; \*\*\* IR Dump After noredzone on \[module\] \*\*\*\n# \+noredzone on 3 functions: @hello, @leaf, @printk\n--- module\tbefore noredzone\n/);
      expect(verbose.endsWith(quiet.slice(quiet.indexOf("; *** IR Dump After rename")))).to.equal(true);
      // The diffs, one after the other, are what the passes do.
      writeFileSync(join(folder, "module"), MODULE);
      for (const diff of quiet.split(/^; \*\*\* .*\n/m).slice(1)) expect(spawnSync("patch", ["-p0"], { cwd: folder, input: diff }).status, diff).to.equal(0);
      expect(readFileSync(join(folder, "module"), "utf8")).to.equal(kextir([passes], { input: MODULE }).text);

      const leaf = print("diff-quiet", "--filter-print-funcs=leaf");
      expect(leaf.match(/^; .*$/gm)).to.deep.equal(["; *** IR Dump After noredzone on [module] ***"]);
      expect(leaf).to.include("# +noredzone on 1 function: @leaf\n").and.match(/^\+attributes #0 = .*noredzone/m);
      expect(print("diff-quiet", "--filter-print-funcs=*")).to.equal(quiet);
      expect(print("diff-quiet", "--filter-print-funcs=lef")).to.include("no function 'lef' in the input");
      expect(print("cdiff-quiet").split("\x1b").map((part) => part.replace(/^\[\d*m/, "")).join("")).to.equal(quiet);
      expect(print("cdiff")).to.include("\x1b[32m+attributes #0");
    }));

  it("--print-before and --print-after print what there is then", () => {
    const { stderr } = kextir([pair, "-o", dev, "--print-before=noredzone", "--print-after=noredzone"], { input: MODULE });
    const before = kextir(["--passes=strip-split-stack"], { input: MODULE }).text;
    const after = kextir([pair], { input: MODULE }).text;
    expect(stderr).to.equal(`; *** IR Dump Before noredzone on [module] ***\n${before}\n; *** IR Dump After noredzone on [module] ***\n${after}\n`);
  });

  it("--print-after-all and --filter-print-funcs print functions", () => {
    const { stderr } = kextir([pair, "-o", dev, "--print-after-all", "--print-before-all", "--filter-print-funcs=leaf,printk"], { input: MODULE });
    expect(stderr.match(/^define /gm)).to.have.length(4);
    expect(stderr.match(/^declare /gm)).to.have.length(4);
    expect(stderr).not.to.include("@hello()");
  });

  it("--filter-print-funcs takes Rust paths, shows attribute groups, and says what is misspelt", () => {
    const input = MODULE.replaceAll("@leaf", "@_ZN4demo4leaf17h0123456789abcdefE").replace("declare i32 @printk(ptr, ...) unnamed_addr #0", "declare i32 @printk(ptr, ...) #1").concat("attributes #1 = { cold }\n");
    const { stderr } = kextir(["--passes=noredzone", "-o", dev, "--print-after-all", "--filter-print-funcs=demo::leaf"], { input });
    expect(stderr).to.include("define i32 @_ZN4demo4leaf17h0123456789abcdefE(i32 %x) unnamed_addr #0 {").and.include('attributes #0 = { nounwind noredzone "probe-stack"="inline-asm" }\n');
    expect(stderr).not.to.include("cold");
    expect(kextir(["--passes=noredzone", "-o", dev, "--print-after-all", "--filter-print-funcs=*"], { input }).stderr.match(/^(define|declare|attributes) /gm)).to.have.length(5);
    const misspelt = kextir(["--passes=noredzone", "-o", dev, "--print-after-all", "--filter-print-funcs=demo::lef"], { input }).stderr;
    expect(misspelt).to.include("warning: --filter-print-funcs: no function 'demo::lef' in the input [no-such-function]\nfix: did you mean 'demo::leaf'?\n");
  });

  it("--dump-dir leaves the module after each pass, the failing one included", () =>
    inFolder((folder) => {
      expect(kextir(["--passes=minimal,noredzone", "--dump-dir=made/dumps", "-o", dev], { input: MODULE, cwd: folder }).code).to.equal(0);
      const dumps = join(folder, "made/dumps");
      const files = readdirSync(dumps).sort();
      expect(files).to.deep.equal([
        "00-input.ll", "01-strip-split-stack.ll", "02-noredzone.ll", "03-soft-float.ll", "04-rename-symbols.ll", "05-terminate-strings.ll", "06-noredzone.ll",
      ]);
      for (const [count, file] of files.entries()) {
        const expected = kextir(["--passes=minimal,noredzone", `--opt-bisect-limit=${count}`], { input: MODULE }).text;
        expect(readFileSync(join(dumps, file), "utf8"), file).to.equal(expected);
      }
      const failing = MODULE.replace("ret void", "ret i32 %0").replace("define void @hello", "define i32 @hello");
      expect(kextir(["--passes=minimal", "--dump-dir=failing", "-o", dev], { input: failing, cwd: folder }).code).to.equal(1);
      expect(readdirSync(join(folder, "failing")).at(-1)).to.equal("04-rename-symbols.ll");
      writeFileSync(join(folder, "file"), "");
      const refused = kextir(["--passes=minimal", "--dump-dir=file/x", "-o", dev], { input: MODULE, cwd: folder });
      expect(refused.stderr).to.include("cannot make the folder 'file/x'");
      expect(refused.code).to.equal(1);
    }));

  it("--verify-each has llvm-as look, and blames the pass", () =>
    inFolder((folder) => {
      expect(kextir([pair, "--verify-each"], { input: MODULE })).to.include({ code: 0, stderr: "" });
      const invalid = kextir([pair, "--verify-each"], { input: MODULE.replace("ret void", "ret i32 0") });
      expect(invalid.stderr).to.include("the input is invalid: ");
      expect(invalid.code).to.equal(1);

      const breaks = `export const breaks = { name: "breaks", summary: "", description: "", options: { _zod: { run: (payload) => payload } },
        run(module) { for (const fn of module.definitions()) fn.edit([{ start: fn.start, stop: fn.start + 6, text: "defile" }]); } };`;
      writeFileSync(join(folder, "breaks.mjs"), breaks);
      const broken = kextir(["--passes=noredzone,breaks,noredzone", "--load-pass=breaks.mjs", "--verify-each"], { input: MODULE, cwd: folder });
      expect(broken.stderr).to.include("error: pass 'breaks' made the module invalid: ");
      expect(broken.text).to.equal("");
      expect(broken.code).to.equal(1);
    }));
});

describe("--load-pass", () => {
  const api = fileURLToPath(new URL("../../src/api.js", import.meta.url));

  it("makes a pass of one's own known", () =>
    inFolder((folder) => {
      writeFileSync(
        join(folder, "cold.mjs"),
        `import { changeFunctionAttributes, definePass, enumAttribute } from ${JSON.stringify(api)};
         import * as z from ${JSON.stringify(import.meta.resolve("zod/mini"))};
         export const markCold = definePass({
           name: "mark-cold",
           summary: "mark a function cold",
           description: "Adds the attribute cold.",
           options: z.strictObject({ name: z.string() }),
           run(module, { name }, context) {
             const changed = changeFunctionAttributes(module, (fn) => (fn.symbol === name ? { set: [enumAttribute("cold")] } : undefined));
             context.count("functions marked cold", changed);
           },
         });`,
      );
      const { code, text, stderr } = kextir(["--load-pass=cold.mjs", "--passes=mark-cold<name=leaf>,noredzone", "--stats"], { input: MODULE, cwd: folder });
      expect(stderr).to.match(/^===--- Statistics ---===\n1 mark-cold - functions marked cold\n/);
      expect(code).to.equal(0);
      expect(text).to.match(/define i32 @leaf\(i32 %x\) unnamed_addr #1 /);
      expect(text).to.match(/attributes #1 = \{[^}]*cold/);
      expect(kextir(["--load-pass=cold.mjs", "--passes=mark-cold"], { input: MODULE, cwd: folder }).stderr).to.include("options of pass 'mark-cold'");
      expect(kextir(["passes", "mark-cold", "--load-pass=cold.mjs"], { cwd: folder }).text).to.include("Adds the attribute cold.");
    }));

  it("refuses what holds no pass, and a name that is taken", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "none.mjs"), "export const x = 1;");
      writeFileSync(join(folder, "taken.mjs"), `export const x = { name: "noredzone", run() {}, options: { _zod: {} } };`);
      writeFileSync(join(folder, "name.mjs"), `export const x = { name: "No Red Zone", run() {}, options: { _zod: {} } };`);
      writeFileSync(join(folder, "broken.mjs"), "export const = 1;");
      mkdirSync(join(folder, "folder.mjs"));
      const reason = (file: string): string => {
        const { code, stderr } = kextir([`--load-pass=${file}`], { input: MODULE, cwd: folder });
        expect(code, file).to.equal(2);
        return stderr;
      };
      expect(reason("none.mjs")).to.include("'none.mjs' exports no pass");
      expect(reason("taken.mjs")).to.include("there is a pass 'noredzone' already");
      expect(reason("name.mjs")).to.include("'No Red Zone' in 'name.mjs' is no name for a pass");
      expect(reason("broken.mjs")).to.include("'broken.mjs' cannot be loaded: ").and.include("SyntaxError");
      expect(reason("folder.mjs")).to.include("cannot be loaded");
    }));
});
