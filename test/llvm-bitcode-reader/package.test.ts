import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { inFolder, run } from "./witnesses.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const reader = `${root}packages/llvm-bitcode-reader`;

describe("the reader's package", () => {
  it("has types that need neither Node's nor a browser's, under strict settings", () =>
    inFolder((path) => {
      mkdirSync(path("node_modules"));
      symlinkSync(reader, path("node_modules/llvm-bitcode-reader"));
      writeFileSync(path("package.json"), '{ "type": "module" }');
      const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, module: "nodenext", target: "es2022", lib: ["es2022"], noEmit: true, types: [] };
      writeFileSync(path("tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
      writeFileSync(
        path("use.ts"),
        `import { type BitRecord, BitcodeError, type BitcodeModule, findBitcode, type GlobalValue, readModules, typeText, walk } from "llvm-bitcode-reader";
         export function names(bytes: Uint8Array): string[] {
           walk(bytes, { enterBlock: ({ id }) => id === 8, record: (record: BitRecord) => void record.operands() });
           const modules: BitcodeModule[] = findBitcode(bytes).flatMap(({ window }) => readModules(window));
           return modules.flatMap(({ globalValues }) => globalValues.map((value: GlobalValue) => value.name + typeText(value.type)));
         }
         export const isOurs = (error: unknown): error is BitcodeError => error instanceof BitcodeError;`,
      );
      const { stdout, status } = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", path("")], { encoding: "utf8" });
      expect(stdout).to.equal("");
      expect(status).to.equal(0);
    }));

  it("has no dependency, and holds what it was made from", () => {
    const manifest = JSON.parse(readFileSync(`${reader}/package.json`, "utf8")) as Record<string, unknown>;
    for (const key of ["dependencies", "peerDependencies", "optionalDependencies"]) expect(manifest).not.to.have.property(key);
    const [{ files }] = JSON.parse(run("npm", ["pack", reader, "--dry-run", "--json"]).toString()) as [{ files: { path: string }[] }];
    const names = files.map(({ path }) => path);
    expect(names).to.include.members(["LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts", "src/index.ts"]);
    expect(names.filter((name) => !/^(dist|src)\//.test(name))).to.have.length(3);
  });
});
