import { expect } from "chai";
import { ToolError } from "../../src/toolchain/tool-error.js";
import { runTool, streamTool, type RunOptions } from "../../src/toolchain/run.js";
import { program } from "../programs.js";

describe("running a tool", function () {
  this.timeout(10_000);

  it("gives what it wrote, byte for byte", async () => {
    const input = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { stdout, stderr } = await runTool("cat", [], { wanted: "copy", input });
    expect([...stdout]).to.deep.equal([...input]);
    expect(stderr).to.equal("");
  });

  it("feeds chunks made as the tool reads, more than a pipe holds", async () => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 300; index++) yield Buffer.alloc(65536, index);
    }
    const { stdout } = await runTool("cat", [], { wanted: "copy", input: chunks() });
    expect(stdout.length).to.equal(300 * 65536);
    expect(stdout[299 * 65536]).to.equal(299 - 256);
  });

  it("hands arguments over as they are", async () => {
    const args = ["a b", "$HOME", "*", "'", "", "new\nline"];
    const { stdout } = await runTool("printf", ["%s|", ...args], { wanted: "show its arguments" });
    expect(Buffer.from(stdout).toString()).to.equal(args.map((arg) => `${arg}|`).join(""));
  });

  it("says command line, exit code and the tool's own words", async () => {
    const error = await failureOf(program("fails"), ["-o", "my file"], { wanted: "make an object" });
    expect(error.message).to.match(/fails failed with exit code 3; it was to make an object$/);
    expect(error.exitCode).to.equal(3);
    expect(error.commandLine).to.match(/fails -o 'my file'$/);
    expect(error.stderr).to.equal("error: this always fails\n");
    expect(error.cause).to.be.an("error");
  });

  it("says which signal ended it", async () => {
    const error = await failureOf(program("crashes"), [], { wanted: "compile" });
    expect(error.message).to.match(/crashes was ended by SIGSEGV; it was to compile$/);
    expect(error.signal).to.equal("SIGSEGV");
    expect(error.stderr).to.contain("Stack dump:");
  });

  it("says what is not there and how to install it", async () => {
    const error = await failureOf("clang-99", [], { wanted: "compile", install: "apt-get install clang-99" });
    expect(error.message).to.equal("clang-99 was not found; it was to compile");
    expect(error.fix).to.equal("apt-get install clang-99");
  });

  it("says when a file is no program", async () => {
    const error = await failureOf("/etc/passwd", [], { wanted: "compile" });
    expect(error.message).to.equal("/etc/passwd could not be started (permission denied); it was to compile");
  });

  for (const [what, input] of [
    ["endless input", endless],
    ["a megabyte at once", () => Buffer.alloc(1 << 20)],
  ] as const) {
    it(`shows the tool's own error although it stopped reading ${what}`, async () => {
      const early = await failureOf(program("fails"), [], { wanted: "compile", input: input() });
      expect(early.exitCode).to.equal(3);
      const later = await failureOf(program("closes-stdin"), [], { wanted: "compile", input: input() });
      expect(later.exitCode).to.equal(4);
      expect(later.stderr).to.equal("error: gave up reading\n");
    });
  }

  it("throws what its input throws, and ends the tool before it sees the end of its input", async () => {
    const mistake = new Error("the pass is wrong");
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("half\n");
      throw mistake;
    }
    expect(await rejection(runTool("cat", [], { wanted: "copy", input: broken() }))).to.equal(mistake);
  });

  it("ends the tool when aborted, and throws the reason", async () => {
    const controller = new AbortController();
    const running = runTool(program("hangs"), [], { wanted: "hang", signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 100);
    expect(await rejection(running)).to.have.property("message", "enough");
    expect(await rejection(runTool("true", [], { wanted: "run", signal: controller.signal }))).to.have.property("message", "enough");
  });

  it("ends a tool that gives no answer in time, also one that ignores being told", async () => {
    const error = await failureOf(program("ignores-sigterm"), [], { wanted: "say its version", timeoutSeconds: 0.2 });
    expect(error.message).to.match(/gave no answer within 0\.2 s/);
  });

  it("does not wait for the child of a wrapper that was stopped", async () => {
    const start = performance.now();
    await failureOf(program("leaves-child"), [], { wanted: "say its version", timeoutSeconds: 0.2 });
    expect(performance.now() - start).to.be.below(3000);
  });

  it("streams output as it comes, and leaving the loop ends the tool", async () => {
    let bytes = 0;
    for await (const chunk of streamTool("yes", [], { wanted: "go on" })) {
      bytes += chunk.length;
      if (bytes > 1_000_000) break;
    }
    expect(bytes).to.be.above(1_000_000);
  });

  it("throws after the output when the tool failed", async () => {
    const chunks: string[] = [];
    const error = await rejection(
      (async () => {
        for await (const chunk of streamTool("sh", ["-c", "echo some; exit 5"], { wanted: "write" })) {
          chunks.push(Buffer.from(chunk).toString());
        }
      })(),
    );
    expect(chunks.join("")).to.equal("some\n");
    expect(error).to.be.instanceOf(ToolError).with.property("exitCode", 5);
  });

  describe("through a file that is read as it grows", () => {
    const options: RunOptions = { wanted: "write", spoolsOutput: true };

    it("gives all that was written, also late and more than is read at once", async () => {
      const { stdout } = await runTool("sh", ["-c", "echo early; sleep 0.1; head -c 3000000 /dev/zero; sleep 0.1; echo late"], options);
      expect(Buffer.from(stdout).toString("latin1")).to.equal(`early\n${"\0".repeat(3_000_000)}late\n`);
    });

    it("ends the tool when the loop is left early", async () => {
      let bytes = 0;
      for await (const chunk of streamTool("sh", ["-c", "while echo on; do sleep 0.01; done"], options)) {
        bytes += chunk.length;
        if (bytes > 10) break;
      }
      expect(bytes).to.be.above(10);
    });

    it("says when the tool failed, or is not there", async () => {
      expect(await rejection(runTool("sh", ["-c", "echo some; exit 5"], options))).to.be.instanceOf(ToolError).with.property("exitCode", 5);
      expect(await rejection(runTool("no-such-tool", [], options))).to.be.instanceOf(ToolError);
    });

    it("does with a pipe where no file can be made", async () => {
      const before = process.env.TMPDIR;
      process.env.TMPDIR = "/nonexistent";
      try {
        const { stdout } = await runTool("echo", ["some"], options);
        expect(Buffer.from(stdout).toString()).to.equal("some\n");
      } finally {
        if (before === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = before;
      }
    });
  });
});

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield Buffer.alloc(65536);
}

async function failureOf(name: string, args: readonly string[], options: RunOptions): Promise<ToolError> {
  const error = await rejection(runTool(name, args, options));
  if (error instanceof ToolError) return error;
  throw error;
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was expected to fail");
}
