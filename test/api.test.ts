import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import * as z from "zod/mini";
import {
  changeFunctionAttributes, compile, definePass, enumAttribute, InputError, parseModule, parsePipeline, passes, pipelines, printModule, printPipeline,
  runPasses, UsageError,
} from "../src/api.js";
import { inFolder, kextir, MODULE } from "./cli/kextir.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the library", () => {
  it("runs passes as the command does", () => {
    const { output, changed, diagnostics, results } = runPasses(MODULE, "strip-split-stack,noredzone");
    expect(output.toString()).to.equal(kextir(["--passes=strip-split-stack,noredzone"], { input: MODULE }).text);
    expect(changed).to.equal(true);
    expect(diagnostics.filter(({ severity }) => severity === "warning")).to.deep.equal([]);
    expect(results.map(({ pass }) => pass.text)).to.deep.equal(["strip-split-stack", "noredzone"]);
    expect(runPasses(Buffer.from(MODULE)).output.toString()).to.equal(kextir(["--no-config"], { input: MODULE }).text);
    expect(runPasses("any text", "").output.toString()).to.equal("any text");
  });

  it("throws what is wrong with the input and the pipeline", () => {
    expect(() => runPasses("fn main() {}", "noredzone")).to.throw(InputError, "this is not LLVM IR");
    expect(() => runPasses(MODULE.slice(0, 300), "noredzone")).to.throw(InputError, "is never closed");
    expect(() => runPasses(new Uint8Array([0xde, 0xc0, 0x17, 0x0b]), "")).to.throw(InputError, "LLVM bitcode in a wrapper");
    expect(() => runPasses(MODULE, "noredzon")).to.throw(UsageError, "unknown pass 'noredzon'");
  });

  it("reads, changes and prints a module", () => {
    const module = parseModule(MODULE);
    expect(changeFunctionAttributes(module, (fn) => (fn.isDefinition ? { set: [enumAttribute("cold")] } : undefined))).to.equal(2);
    const text = printModule(module).toString();
    expect(text).to.match(/attributes #0 = \{ nounwind cold "probe-stack"="inline-asm" \}/);
  });

  it("runs a pass of one's own beside kextir's", () => {
    const mark = definePass({
      name: "mark",
      summary: "mark",
      description: "mark",
      options: z.strictObject({ as: z._default(z.string(), "cold") }),
      run(module, { as }, context) {
        context.count("marked", changeFunctionAttributes(module, (fn) => (fn.isDefinition ? { set: [enumAttribute(as)] } : undefined)));
      },
    });
    const { output, results } = runPasses(MODULE, "both", { passes: [mark], pipelines: { both: "mark<as=hot>,noredzone" } });
    expect(output.toString()).to.match(/ hot .*noredzone|noredzone .*hot/);
    expect(results[0]?.counts.get("marked")).to.equal(2);
  });

  it("parses and prints pipelines", () => {
    const text = 'noredzone<except=main>,rename-symbols<printk=IOLog;"a b"=c>';
    expect(printPipeline(parsePipeline(text))).to.equal(text);
    expect(Object.keys(pipelines)).to.include.members(["kext", "minimal", "none"]);
    expect(passes.map(({ name }) => name)).to.include("noredzone");
  });

  it("compiles", () =>
    inFolder(async (folder) => {
      const output = join(folder, "m.o");
      const { diagnostics } = await compile(MODULE, { output, places: { path: process.env["PATH"] ?? "", platform: process.platform } });
      expect(diagnostics.filter(({ severity }) => severity === "warning")).to.deep.equal([]);
      expect(readFileSync(output).readUInt32LE()).to.equal(0xfeedfacf);
    }));
});

describe("the package", () => {
  it("has types for who imports it, under strict settings", () =>
    inFolder((folder) => {
      mkdirSync(join(folder, "node_modules"));
      symlinkSync(root, join(folder, "node_modules", "kextir"));
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({
          compilerOptions: { strict: true, module: "nodenext", target: "es2022", noEmit: true, exactOptionalPropertyTypes: true, types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
          include: ["*.ts"],
        }),
      );
      writeFileSync(
        join(folder, "use.ts"),
        `import { type Diagnostic, type Module, parseModule, runPasses } from "kextir";
         const { output, diagnostics } = runPasses("define void @f() {\\n  ret void\\n}\\n", "noredzone");
         const first: Diagnostic | undefined = diagnostics[0];
         const module: Module = parseModule(output);
         export const names: (string | undefined)[] = [...module.definitions()].map((fn) => fn.symbol);
         console.log(names.join(), first?.message ?? "fine");`,
      );
      const tsc = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
      expect(tsc.stdout + tsc.stderr).to.equal("");
      expect(tsc.status).to.equal(0);
    }));

  it("is a tarball that installs and runs in an empty folder", function () {
    // It asks the registry for the dependencies; CI need not.
    if (process.env["KEXTIR_TEST_INSTALL"] === undefined) this.skip();
    return inFolder((folder) => {
      const run = (program: string, args: readonly string[]): string => {
        const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
        expect(status, stderr).to.equal(0);
        return stdout;
      };
      run("npm", ["pack", root, "--silent"]);
      writeFileSync(join(folder, "package.json"), '{ "name": "empty", "private": true, "type": "module" }');
      run("npm", ["install", "--silent", "--no-audit", "--no-fund", ...run("sh", ["-c", "ls kextir-*.tgz"]).trim().split("\n").map((file) => `./${file}`)]);
      expect(run("npx", ["kextir", "--version"])).to.match(/^kextir \d/);
      writeFileSync(join(folder, "m.ll"), MODULE);
      expect(run("npx", ["kextir", "m.ll", "--passes=noredzone"])).to.include("noredzone");
      writeFileSync(join(folder, "use.js"), `import { runPasses } from "kextir"; console.log(runPasses("", "").output.length);`);
      expect(run(process.execPath, ["use.js"])).to.equal("0\n");
    });
  });
});
