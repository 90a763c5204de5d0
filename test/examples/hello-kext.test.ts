import { expect } from "chai";
import { execa } from "execa";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const harness = join(root, "test/examples/harness.c");
const clang = process.env["KEXTIR_CLANG"] ?? "clang-22";
const nm = process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22";
const sysroot = process.env["KEXTIR_SYSROOT"];

const OBJECTS = ["main.o", "glue.o"];
const PRODUCTS = ["main.before.ll", "main.after.ll", ...OBJECTS, "hello", "hello.kext/Contents/MacOS/hello", "hello.kext/Contents/Info.plist"];

// The recipe as a user copies it: a folder of its own, outside the checkout.
describe("the recipe of examples/hello-kext", function () {
  let folders: string[];
  let first: string;

  before(async function () {
    if (sysroot === undefined || !existsSync(sysroot)) return this.skip();
    folders = await Promise.all(["one", "a longer name"].map(copyOfExample));
    first = folders[0] ?? "";
    for (const folder of folders) await make(folder, "all");
  });
  after(() => folders?.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it("makes the same bytes in any folder, with no path or host in them", () => {
    for (const name of PRODUCTS) {
      const [here = Buffer.alloc(0), there = Buffer.alloc(1)] = folders.map((folder) => readFileSync(join(folder, name)));
      expect(here.equals(there), name).to.equal(true);
      for (const secret of [first, root, `${hostname()}/`]) expect(here.includes(secret), `${secret} in ${name}`).to.equal(false);
    }
  });

  it("leaves undefined only what a kernel exports", async () => {
    expect(await undefinedIn("main.o")).to.deep.equal(["_IOLog", "___stack_chk_fail", "___stack_chk_guard", "_memcpy"]);
    expect(await undefinedIn("glue.o")).to.deep.equal(["_rust_main"]);
  });

  it("makes the same object as one pipe", async () => {
    await make(first, "pipe");
    expect(readFileSync(join(first, "main.pipe.o")).equals(readFileSync(join(first, "main.o")))).to.equal(true);
  });

  it("makes both at a time, with rustc's passing files apart", async () => {
    const folder = await copyOfExample("parallel");
    folders.push(folder);
    await make(folder, "-j2", "main.before.ll", "main.pipe.o");
    expect(readFileSync(join(folder, "main.pipe.o")).equals(readFileSync(join(first, "main.o")))).to.equal(true);
    for (const archive of ["libhello_kext.a", "piped/libhello_kext.a"]) expect(existsSync(join(folder, archive)), archive).to.equal(true);
  });

  it("makes the same object in one step, which passes the object check", async () => {
    await make(first, "checked");
    expect(readFileSync(join(first, "main.checked.o")).equals(readFileSync(join(first, "main.o")))).to.equal(true);
  });

  it("computes what it computed before, and logs the whole of its strings", async function () {
    if (!(await canLink())) return this.skip();
    const before = await runHere("main.before.ll", "printk", []);
    const after = await runHere("main.after.ll", "IOLog", ["log"]);
    expect(after).to.equal(`${before}hello from rust\n28 is the sum of [7, 6, 5, 4, 3, 2, 1, 0]\n`);
  });

  it("runs the kext, whose results are the same under interrupts", async () => {
    const text = await make(first, "run");
    expect(text).to.include("hello.kext: ran and stopped cleanly\n\nlog:\n  hello from rust\n  28 is the sum of [7, 6, 5, 4, 3, 2, 1, 0]\n");
    expect(text.match(/ right in all of 1000 runs under interrupts$/gm)).to.have.length(3);
  });

  it("shows what the same Rust does without kextir: SSE faults, and the red zone gives wrong results", async () => {
    const table = (await make(first, "redzone")).split("\n").slice(-8).map((line) => line.split(/ {2,}/));
    const [heads, start, found, instruction, results, log] = table.slice(table.findIndex((row) => row.includes("with kextir")));
    expect(heads).to.deep.equal(["", "without kextir", "without noredzone", "with kextir"]);
    expect(start).to.deep.equal(["start", "faults", "returns 0", "returns 0"]);
    expect(found).to.deep.equal(["found", "floating-point in _rust_main", "red-zone in _scramble", "nothing"]);
    expect(instruction!.join(" ")).to.match(/%xmm\d.* -0x\w+\(%r[bs]p\)/);
    expect(results!.slice(0, 2)).to.deep.equal(["scramble, interrupted", "not reached"]);
    expect(Number(/^wrong (\d+) times of 1000$/.exec(results![2]!)?.[1])).to.be.greaterThan(100);
    expect(results![3]).to.equal("right 1000 times");
    expect(log!.slice(1)).to.deep.equal(["hello from rust", "hello from rust", "hello from rust"]);
  });

  it("measures both objects", async () => {
    expect(await make(first, "table")).to.match(/red.?zone/i).and.match(/undefined/i);
  });

  it("rebuilds nothing the second time", async () => {
    const times = PRODUCTS.map((name) => statSync(join(first, name)).mtimeMs);
    await make(first, "all");
    expect(PRODUCTS.map((name) => statSync(join(first, name)).mtimeMs)).to.deep.equal(times);
  });

  it("rebuilds what depends on a source that changed, and with a feature", async () => {
    const folder = await copyOfExample("feature");
    folders.push(folder);
    await make(folder, "main.o");
    expect(readFileSync(join(folder, "main.after.ll"), "latin1")).not.to.contain("@mean_of");
    await make(folder, "main.o", "FEATURES=float");
    expect(readFileSync(join(folder, "main.after.ll"), "latin1")).to.contain("@mean_of");
    appendFileSync(join(folder, "src/lib.rs"), "#[no_mangle] pub extern \"C\" fn one_more() -> u32 { 1 }\n");
    await make(folder, "main.o");
    expect(readFileSync(join(folder, "main.after.ll"), "latin1")).to.contain("@one_more").and.not.contain("@mean_of");
  });

  for (const target of ["main.o", "main.pipe.o"]) {
    it(`stops at the first failing stage of ${target} and leaves nothing half made`, async () => {
      const folder = await copyOfExample("broken");
      folders.push(folder);
      await expectFailure(make(folder, target, "KEXTIR=false"));
      expect(existsSync(join(folder, target))).to.equal(false);
      writeFileSync(join(folder, "src/lib.rs"), "#![no_std]\nthis is not Rust\n");
      await expectFailure(make(folder, target));
      expect(existsSync(join(folder, target))).to.equal(false);
    });
  }

  // Runs the module's functions as a program of this machine.
  async function runHere(module: string, log: string, words: readonly string[]): Promise<string> {
    const target = ["-target", "x86_64-unknown-linux-gnu", "-O2"];
    const program = join(first, `${module}.program`);
    await execa(clang, [...target, "-Wno-override-module", "-c", join(first, module), "-o", `${program}.o`]);
    await execa(clang, [...target, `-DLOG=${log}`, harness, `${program}.o`, "-o", program]);
    return (await execa(program, words, { stripFinalNewline: false })).stdout;
  }

  async function undefinedIn(object: string): Promise<string[]> {
    const { stdout } = await execa(nm, ["--undefined-only", "--format=just-symbols", join(first, object)]);
    return stdout.split("\n").sort();
  }
});

// Debian's clang links with the system's ld, which a machine without root's help may lack.
async function canLink(): Promise<boolean> {
  return process.arch === "x64" && process.platform === "linux" && !(await execa("ld", ["--version"], { reject: false })).failed;
}

async function expectFailure(run: Promise<string>): Promise<void> {
  const failed = await run.then(
    () => false,
    () => true,
  );
  expect(failed, "make failed").to.equal(true);
}

async function copyOfExample(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `kextir example ${name} `));
  for (const file of ["Makefile", "glue.c", "printk.c", "compare-runs.mjs", "src"]) await cp(join(root, "examples/hello-kext", file), join(folder, file), { recursive: true });
  return folder;
}

async function make(folder: string, ...words: readonly string[]): Promise<string> {
  const tools = [
    `RUSTC=${process.env["KEXTIR_RUSTC"] ?? "rustc"}`,
    `CLANG=${clang}`,
    `SYSROOT=${sysroot ?? ""}`,
    `KEXTIR=node '${join(root, "dist/kextir.cjs")}'`,
  ];
  // A make that runs this test must not lend its options to the one that is tested. Of two values
  // for a variable the last one counts.
  const env = { MAKEFLAGS: "", MAKELEVEL: "", MFLAGS: "" };
  return (await execa("make", ["-j2", "-C", folder, ...tools, ...words], { env, stdin: "ignore", timeout: 100_000 })).stdout;
}
