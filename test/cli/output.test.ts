import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync, closeSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { command, inFolder, kextir, MODULE } from "./kextir.js";

const passes = "--passes=noredzone";

describe("kextir's output", () => {
  const expected = kextir([passes], { input: MODULE }).text;

  it("goes to a file that -o names, and nothing else appears beside it", () =>
    inFolder((folder) => {
      const { code, text, stderr } = kextir([passes, "-o", join(folder, "out.ll")], { input: MODULE });
      expect({ code, text, stderr }).to.deep.equal({ code: 0, text: "", stderr: "" });
      expect(readFileSync(join(folder, "out.ll"), "utf8")).to.equal(expected);
      expect(readdirSync(folder)).to.deep.equal(["out.ll"]);
    }));

  it("may replace its own input", () =>
    inFolder((folder) => {
      const file = join(folder, "m.ll");
      writeFileSync(file, MODULE);
      expect(kextir([passes, file, "-o", file]).code).to.equal(0);
      expect(readFileSync(file, "utf8")).to.equal(expected);
    }));

  it("goes to standard output for -, /dev/stdout and nothing", () => {
    for (const where of [["-o", "-"], ["-o-"], ["--output=-"], ["-o", "/dev/stdout"], []]) {
      expect(kextir([passes, ...where], { input: MODULE }).text, where.join(" ")).to.equal(expected);
    }
  });

  it("follows a link and leaves it a link", () =>
    inFolder((folder) => {
      mkdirSync(join(folder, "real"));
      writeFileSync(join(folder, "real", "out.ll"), "old");
      symlinkSync(join("real", "out.ll"), join(folder, "link.ll"));
      symlinkSync(join("real", "new.ll"), join(folder, "dangling.ll"));
      expect(kextir([passes, "-o", join(folder, "link.ll")], { input: MODULE }).code).to.equal(0);
      expect(kextir([passes, "-o", join(folder, "dangling.ll")], { input: MODULE }).code).to.equal(0);
      expect(lstatSync(join(folder, "link.ll")).isSymbolicLink()).to.equal(true);
      expect(lstatSync(join(folder, "dangling.ll")).isSymbolicLink()).to.equal(true);
      expect(readFileSync(join(folder, "real", "out.ll"), "utf8")).to.equal(expected);
      expect(readFileSync(join(folder, "real", "new.ll"), "utf8")).to.equal(expected);
    }));

  it("keeps the mode of a file that it replaces", () =>
    inFolder((folder) => {
      const file = join(folder, "out.ll");
      writeFileSync(file, "old");
      chmodSync(file, 0o640);
      expect(kextir([passes, "-o", file], { input: MODULE }).code).to.equal(0);
      expect(statSync(file).mode & 0o777).to.equal(0o640);
    }));

  it("never replaces a device", () => {
    const before = statSync("/dev/null");
    expect(kextir([passes, "-o", "/dev/null"], { input: MODULE }).code).to.equal(0);
    expect(statSync("/dev/null").ino).to.equal(before.ino);
    expect(statSync("/dev/null").isCharacterDevice()).to.equal(true);
  });

  it("is written into a named pipe", () =>
    inFolder((folder) => {
      const pipe = join(folder, "pipe");
      expect(spawnSync("mkfifo", [pipe]).status).to.equal(0);
      writeFileSync(join(folder, "m.ll"), MODULE);
      const script = `"$0" "$1" "$2" "$3/m.ll" -o "$3/pipe" & cat "$3/pipe"; wait $!`;
      const { status, stdout } = spawnSync("sh", ["-c", script, process.execPath, command, passes, folder], { encoding: "utf8" });
      expect(status).to.equal(0);
      expect(stdout).to.equal(expected);
      expect(lstatSync(pipe).isFIFO()).to.equal(true);
    }));

  it("leaves the old file as it was when the input is wrong", () =>
    inFolder((folder) => {
      const file = join(folder, "out.ll");
      writeFileSync(file, "old");
      expect(kextir([passes, "-o", file], { input: "fn main() {}\n" }).code).to.equal(1);
      expect(kextir(["--passes=nonsense", "-o", file], { input: MODULE }).code).to.equal(2);
      expect(readFileSync(file, "utf8")).to.equal("old");
      expect(readdirSync(folder)).to.deep.equal(["out.ll"]);
    }));

  it("names what keeps a file from being written", () =>
    inFolder((folder) => {
      const reasons: readonly (readonly [path: string, reason: string])[] = [
        [join(folder, "none", "out.ll"), `there is no folder '${join(folder, "none")}'`],
        [folder, "it is a directory"],
      ];
      for (const [path, reason] of reasons) {
        const { code, stderr } = kextir([passes, "-o", path], { input: MODULE });
        expect(stderr).to.include(`kextir: error: cannot write '${path}': ${reason} [cannot-write]`);
        expect(code).to.equal(1);
      }
      expect(readdirSync(folder)).to.deep.equal([]);
    }));

  it("says so when the device is full", function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    try {
      const { code, stderr } = kextir([passes], { input: MODULE, stdio: ["pipe", full, "pipe"] });
      expect(stderr).to.equal("kextir: error: cannot write standard output: no space left on the device [cannot-write]\n");
      expect(code).to.equal(1);
    } finally {
      closeSync(full);
    }
    expect(kextir([passes, "-o", "/dev/full"], { input: MODULE }).code).to.equal(1);
  });

  it("leaves nothing behind when the disk is full half way", function () {
    if (process.platform !== "linux" || process.getuid?.() !== 0) this.skip();
    return inFolder((folder) => {
      if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", folder]).status !== 0) return;
      try {
        const file = join(folder, "out.ll");
        writeFileSync(file, "old");
        const { code, stderr } = kextir(["--passes=", "-o", file], { input: `; ${"x".repeat(200_000)}\n` });
        expect(stderr).to.include("no space left on the device");
        expect(code).to.equal(1);
        expect(readFileSync(file, "utf8")).to.equal("old");
        expect(readdirSync(folder)).to.deep.equal(["out.ll"]);
      } finally {
        spawnSync("umount", [folder]);
      }
    });
  });

  it("ends quietly when nobody reads it", async () => {
    const big = Array.from({ length: 100_000 }, (_, index) => `@g${index} = global i32 ${index}\n`).join("");
    const child = spawn(process.execPath, [command, "--passes="], { stdio: ["pipe", "pipe", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (data) => (stderr += String(data)));
    child.stdout.once("data", () => child.stdout.destroy());
    child.stdin.end(big);
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
  });

  it("waits for a slow reader of a pipe that does not block", async () => {
    const big = Array.from({ length: 50_000 }, (_, index) => `@g${index} = global i32 ${index}\n`).join("");
    // Node makes the pipes of its children so; the reader starts late.
    const child = spawn(process.execPath, [command, "--passes="], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(big);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).to.equal(big);
  });
});

describe("kextir --depfile", () => {
  it("writes a rule that make understands, whatever the names are", () =>
    inFolder((folder) => {
      for (const name of ["m.ll", "a name with blanks.ll", "cash$.ll", "hash#.ll"]) {
        writeFileSync(join(folder, name), MODULE);
        const target = `${name}.out`;
        expect(kextir([passes, name, "-o", target, "--depfile=rule.d"], { cwd: folder }).code).to.equal(0);
        const makefile = `include rule.d\nall: ; @:\n`;
        writeFileSync(join(folder, "Makefile"), makefile);
        const { stdout } = spawnSync("make", ["-C", folder, "-pn", "all"], { encoding: "utf8" });
        const rule = stdout.split("\n").find((line) => line.startsWith(target.replaceAll(" ", "\\ ")) || line.startsWith(target));
        expect(rule, `${name}\n${readFileSync(join(folder, "rule.d"), "utf8")}`).to.equal(`${target}: ${name}`);
      }
    }));

  it("names every file that the output is made from, and lets make go on without one", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "m.ll"), MODULE);
      writeFileSync(join(folder, "kextir.config.json"), '{ "strict": false }');
      writeFileSync(join(folder, "map.yaml"), "function: { source: printk, target: IOLog }\n");
      writeFileSync(join(folder, "args"), "--passes=rename-symbols -o out.ll");
      expect(kextir(["m.ll", "@args", "--depfile=out.d", "--rewrite-map-file=map.yaml"], { cwd: folder }).stderr).to.equal("");
      expect(readFileSync(join(folder, "out.d"), "utf8")).to.equal(
        "out.ll: m.ll \\\n  map.yaml \\\n  kextir.config.json \\\n  args\n\nmap.yaml:\n\nkextir.config.json:\n\nargs:\n",
      );
    }));

  it("is not written when the output is not, and the output not without it", () =>
    inFolder((folder) => {
      const output = join(folder, "out.ll");
      expect(kextir([passes, "-o", output, `--depfile=${join(folder, "none", "out.d")}`], { input: MODULE }).code).to.equal(1);
      expect(kextir([passes, "-o", output, `--depfile=${join(folder, "out.d")}`], { input: "junk" }).code).to.equal(1);
      expect(readdirSync(folder)).to.deep.equal([]);
    }));

  it("needs a name for its target", () => {
    const { code, stderr } = kextir([passes, "--depfile=out.d"], { input: MODULE });
    expect(stderr).to.include("--depfile needs -o");
    expect(code).to.equal(2);
  });
});
