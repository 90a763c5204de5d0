import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { InputError } from "../../src/support/diagnostic.js";
import { compileObject, type CompileOptions } from "../../src/toolchain/clang.js";
import { disassembly } from "../../src/toolchain/disassembly.js";
import { probeKernelAttributes } from "../../src/toolchain/probe.js";
import { rankLlvmTools, type RankedTool } from "../../src/toolchain/rank.js";
import { ToolError } from "../../src/toolchain/tool-error.js";
import { program } from "../programs.js";

const places = { path: process.env["PATH"] ?? "", platform: process.platform };
const target = "x86_64-apple-macosx10.15";

const MODULE = `define i32 @triple(i32 %value) noredzone {
  %result = mul i32 %value, 3
  ret i32 %result
}
`;

const MODULE_WITH_DEBUG_INFO = `define i32 @triple(i32 %value) noredzone !dbg !3 {
  %result = mul i32 %value, 3, !dbg !5
  ret i32 %result, !dbg !5
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !1, producer: "rustc", emissionKind: FullDebug)
!1 = !DIFile(filename: "lib.rs", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = distinct !DISubprogram(name: "triple", scope: !1, file: !1, line: 1, type: !4, unit: !0, spFlags: DISPFlagDefinition)
!4 = !DISubroutineType(types: !6)
!5 = !DILocation(line: 2, scope: !3)
!6 = !{null}
`;

describe("compiling to an object", function () {
  this.timeout(20_000);
  let folder: string;
  let newest: RankedTool;
  let options: CompileOptions;

  before(async () => {
    const [clang] = await rankLlvmTools("clang", places);
    if (!clang) throw new Error("these tests need a clang");
    newest = clang;
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kextir-clang-"));
    options = { clang: newest.file, ir: [Buffer.from(MODULE)], target, optimizationLevel: "2", output: join(folder, "main.o") };
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes a Mach-O object that llvm-objdump reads", async () => {
    const { stderr, diagnostics } = await compileObject(options);
    expect(stderr).to.equal("");
    expect(diagnostics).to.deep.equal([]);
    const [objdump] = await rankLlvmTools("llvm-objdump", places);
    if (!objdump) throw new Error("this test needs llvm-objdump");
    const chunks: Uint8Array[] = [];
    for await (const chunk of disassembly(objdump, readFileSync(options.output), ["--disassemble"])) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    expect(text).to.contain("file format mach-o 64-bit x86-64");
    expect(text).to.contain("<_triple>:");
    expect(text).to.not.contain(folder);
    expect(readdirSync(folder)).to.deep.equal(["main.o"]);
  });

  for (const [what, ir] of [["a module", MODULE], ["a module with debug info", MODULE_WITH_DEBUG_INFO]] as const) {
    it(`makes the same bytes of ${what} wherever they are put`, async () => {
      mkdirSync(join(folder, "other folder"));
      const objects: Buffer[] = [];
      for (const output of ["a.o", "a longer name.o", "other folder/b.o"]) {
        const there = { ...options, ir: Buffer.from(ir), debugInfo: true, output: join(folder, output) };
        await compileObject(there);
        objects.push(readFileSync(there.output));
      }
      expect(objects[1]?.equals(objects[0] ?? Buffer.alloc(0))).to.equal(true);
      expect(objects[2]?.equals(objects[0] ?? Buffer.alloc(0))).to.equal(true);
      expect(objects[0]?.includes("__debug_line")).to.equal(ir === MODULE_WITH_DEBUG_INFO);
    });
  }

  it("compiles for the target it is told, and as far as it is told", async () => {
    const sizes: number[] = [];
    for (const optimizationLevel of ["0", "2"] as const) {
      await compileObject({ ...options, target: "arm64e-apple-macosx11", optimizationLevel });
      const object = readFileSync(options.output);
      expect(object.readUInt32LE(4)).to.equal(0x0100000c);
      sizes.push(object.length);
    }
    expect(sizes[0]).to.be.above(sizes[1] ?? 0);
  });

  it("lets nothing of the environment into clang's work", async () => {
    process.env["MACOSX_DEPLOYMENT_TARGET"] = "99.0";
    try {
      await compileObject({ ...options, target: "x86_64-apple-darwin" });
      const object = readFileSync(options.output);
      delete process.env["MACOSX_DEPLOYMENT_TARGET"];
      await compileObject({ ...options, target: "x86_64-apple-darwin" });
      expect(readFileSync(options.output).equals(object)).to.equal(true);
    } finally {
      delete process.env["MACOSX_DEPLOYMENT_TARGET"];
    }
  });

  it("keeps the old object when clang refuses the module", async () => {
    writeFileSync(options.output, "old");
    const error = await rejection(compileObject({ ...options, ir: [Buffer.from("define void @f( {\n")] }));
    expect(error).to.be.instanceOf(ToolError);
    expect(error).to.have.property("exitCode", 1);
    expect(error).to.have.property("commandLine", `${newest.file} -target ${target} -mkernel -x ir -Wno-override-module -O2 -c -o ${options.output} -`);
    expect(error).to.have.property("stderr").that.contains("<stdin>:2:1: error:");
    expect(readFileSync(options.output, "utf8")).to.equal("old");
    expect(readdirSync(folder)).to.deep.equal(["main.o"]);
  });

  it("makes several at once", async () => {
    const listeners = process.listenerCount("SIGTERM");
    const outputs = Array.from({ length: 12 }, (_, index) => join(folder, `${index}.o`));
    await Promise.all(outputs.map((output) => compileObject({ ...options, output })));
    expect(readdirSync(folder)).to.have.length(12);
    // execa takes its own listener away a little later.
    await until(() => process.listenerCount("SIGTERM") <= listeners);
  });

  for (const fake of ["fails", "crashes", "closes-stdin"]) {
    it(`leaves nothing behind when the clang ${fake}`, async () => {
      const error = await rejection(compileObject({ ...options, clang: program(fake), ir: [Buffer.alloc(1 << 20)] }));
      expect(error).to.be.instanceOf(ToolError);
      expect(readdirSync(folder)).to.deep.equal([]);
    });
  }

  it("leaves nothing behind when its input fails or the object is refused", async () => {
    const mistake = new Error("no");
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(MODULE);
      throw mistake;
    }
    expect(await rejection(compileObject({ ...options, ir: broken() }))).to.equal(mistake);
    async function* unreadable(): AsyncGenerator<Uint8Array> {
      yield readFileSync(join(folder, "none.ll"));
    }
    expect(await rejection(compileObject({ ...options, ir: unreadable() }))).to.have.property("code", "ENOENT");
    let checked = 0;
    const check = (object: Uint8Array): void => {
      checked = object.length;
      throw mistake;
    };
    expect(await rejection(compileObject({ ...options, check }))).to.equal(mistake);
    expect(checked).to.be.above(100);
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("leaves nothing behind when aborted", async () => {
    const controller = new AbortController();
    const running = compileObject({ ...options, clang: program("half-writes"), extraArgs: [`--pid-file=${folder}/pid`], signal: controller.signal });
    await until(() => existsSync(join(folder, "pid")));
    controller.abort(new Error("enough"));
    expect(await rejection(running)).to.have.property("message", "enough");
    expect(readdirSync(folder)).to.deep.equal(["pid"]);
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`leaves neither files nor a running clang behind when ended by ${signal}`, async () => {
      const pidFile = join(folder, "pid");
      const script = fileURLToPath(new URL("interrupted-compile.js", import.meta.url));
      const child = spawn(process.execPath, [script, program("half-writes"), options.output, pidFile], { stdio: "ignore" });
      const ended = new Promise((resolve) => child.once("exit", (_code, by) => resolve(by)));
      await until(() => existsSync(pidFile));
      expect(readdirSync(folder)).to.have.length(2);
      child.kill(signal);
      expect(await ended).to.equal(signal);
      expect(readdirSync(folder)).to.deep.equal(["pid"]);
      const clang = Number(readFileSync(pidFile, "utf8"));
      await until(() => !isRunning(clang));
    });
  }

  it("makes it visible that clang dropped the debug info", async () => {
    const invalid = MODULE_WITH_DEBUG_INFO.replace("unit: !0", "unit: !1");
    const noVersion = MODULE_WITH_DEBUG_INFO.replace("!llvm.module.flags = !{!2}\n", "");
    for (const ir of [invalid, noVersion]) {
      const { stderr, diagnostics } = await compileObject({ ...options, ir: [Buffer.from(ir)] });
      expect(stderr).to.contain("warning: ignoring");
      expect(diagnostics.map(({ code }) => code)).to.deep.equal(["debug-info-dropped"]);
    }
  });

  it("replaces what a link leads to, and keeps the link", async () => {
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real/main.o"), "old");
    symlinkSync("real/main.o", options.output);
    await compileObject(options);
    expect(readFileSync(join(folder, "real/main.o")).length).to.be.above(100);
    expect(readdirSync(folder).sort()).to.deep.equal(["main.o", "real"]);
    expect(readdirSync(join(folder, "real"))).to.deep.equal(["main.o"]);
  });

  it("writes into a device instead of replacing it", async () => {
    await compileObject({ ...options, output: "/dev/null" });
    expect(statSync("/dev/null").isCharacterDevice()).to.equal(true);
  });

  it("says when clang made no object", async () => {
    const error = await rejection(compileObject({ ...options, extraArgs: ["-###"] }));
    expect(error).to.be.instanceOf(ToolError).with.property("message").that.contains("reported success and made nothing");
  });

  it("says when the disk is full", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const error = await rejection(compileObject({ ...options, output: "/dev/full" }));
    expect(error).to.have.property("message", "cannot write '/dev/full': no space left on the device");
  });

  it("says what is wrong with the place of the object", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const [output, reason] of [
      [folder, "it is a directory"],
      [join(folder, "none/main.o"), "its directory does not exist"],
      [join(file, "main.o"), "a part of its path is not a directory"],
    ] as const) {
      const error = await rejection(compileObject({ ...options, output }));
      expect(error).to.be.instanceOf(InputError).with.property("message", `cannot write '${output}': ${reason}`);
    }
  });

  it("names a directory that cannot be written to", async function () {
    if (process.getuid?.() === 0) this.skip();
    chmodSync(folder, 0o500);
    try {
      expect(await rejection(compileObject(options))).to.have.property("message").that.contains("permission denied");
    } finally {
      chmodSync(folder, 0o700);
    }
  });
});

describe("probing -mkernel", function () {
  this.timeout(20_000);

  it("shows what every clang here puts on C functions", async () => {
    for (const { file } of await rankLlvmTools("clang", places)) {
      const text = Buffer.from(await probeKernelAttributes(file, target)).toString();
      expect(text, file).to.match(/^define i32 @leaf\(/m);
      expect(text, file).to.match(/^define internal i32 @local\(/m);
      expect(text, file).to.match(/^declare i32 @declared\(/m);
      expect(text, file).to.match(/^attributes #0 = \{ noimplicitfloat noredzone nounwind ssp "frame-pointer"="all"/m);
    }
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 5000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// An ended process stays listed, as a zombie, until its new parent has noticed.
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was expected to fail");
}
