import { expect } from "chai";
import { execa } from "execa";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = fileURLToPath(new URL("../../../setup", import.meta.url));

// What the scripts use of every Unix; no package manager and no compiler.
const UNIX = "bash cat chmod cmp cp cut dirname env flock grep id ln mkdir mv rm sed sleep sort tail touch tr uname xargs".split(" ");

describe("setup/install", () => {
  let checkout: string;
  let bin: string;

  beforeEach(async () => {
    checkout = mkdtempSync(join(tmpdir(), "kextir-setup-"));
    bin = join(checkout, "bin");
    mkdirSync(bin);
    await cp(scripts, join(checkout, "setup"), { recursive: true });
    for (const name of UNIX) symlinkSync(await pathOf(name), join(bin, name));
  });
  afterEach(() => rmSync(checkout, { recursive: true, force: true }));

  it("prints the commands to run and stops where there is no apt", async () => {
    const { exitCode, stderr } = await install("test");
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(/^setup: error: this is not a Debian system\. Run:$/m);
    expect(stderr).to.match(/rustup toolchain install [\d.]+ .*--target x86_64-apple-darwin$/m);
    expect(stderr).to.match(/^ {2}make CLANG=.* RUSTC=/m);
    expect(existsSync(join(checkout, "build/tools.mk"))).to.equal(false);
  });

  it("names the package manager of the system", async () => {
    fake("dnf", "exit 1");
    expect((await install("build")).stderr).to.match(/^ {2}sudo dnf install clang llvm lld qemu-system-x86 rustup$/m);
  });

  it("takes the compilers it is told, and leaves its result alone when nothing changed", async function () {
    const rustc = process.env["KEXTIR_RUSTC"];
    const clang = process.env["KEXTIR_CLANG"];
    if (rustc === undefined || clang === undefined) return this.skip();
    const told = { RUSTC: rustc, CLANG: clang, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    expect((await install("build", told)).exitCode).to.equal(0);
    const result = join(checkout, "build/tools.mk");
    expect(readFileSync(result, "utf8")).to.contain(`export KEXTIR_RUSTC := ${rustc}\n`).and.contain(`export KEXTIR_CLANG := ${clang}\n`);
    const before = statSync(result).mtimeMs;
    expect((await install("build", told)).exitCode).to.equal(0);
    expect(statSync(result).mtimeMs).to.equal(before);
  });

  it("says so when a compiler it is told does not run", async () => {
    const { exitCode, stderr } = await install("build", { CLANG: join(bin, "no-clang") });
    expect(exitCode).to.equal(1);
    expect(stderr).to.equal(`setup: error: CLANG=${join(bin, "no-clang")} cannot be run`);
  });

  it("refuses a cache folder that make could not name", async () => {
    const { exitCode, stderr } = await install("build", { KEXTIR_CACHE: join(checkout, "a b") });
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(/has a space in its name/).and.match(/export KEXTIR_CACHE=/);
  });

  async function install(level: string, variables: Record<string, string> = {}): Promise<{ exitCode?: number; stderr: string }> {
    return execa(join(checkout, "setup/install"), [level], {
      env: { PATH: bin, HOME: checkout, KEXTIR_CACHE: join(checkout, "cache"), ...variables },
      extendEnv: false,
      reject: false,
    });
  }

  function fake(name: string, script: string): void {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
});

async function pathOf(name: string): Promise<string> {
  return (await execa("sh", ["-c", `command -v ${name}`])).stdout;
}
