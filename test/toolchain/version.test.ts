import { expect } from "chai";
import { parseLlvmVersion, parseRustcVersion, producerMajor } from "../../src/toolchain/version.js";

describe("reading versions", () => {
  const cases: readonly (readonly [string, string, number | undefined, "llvm" | "apple"])[] = [
    ["Debian clang version 22.1.8 (1~deb12u1)\nTarget: x86_64-pc-linux-gnu\n", "22.1.8", 22, "llvm"],
    ["Debian clang version 15.0.6\n", "15.0.6", 15, "llvm"],
    ["Ubuntu clang version 18.1.3 (1ubuntu1)\n", "18.1.3", 18, "llvm"],
    ["clang version 19.1.7\nTarget: arm64-apple-darwin24.5.0\n", "19.1.7", 19, "llvm"],
    ["Homebrew clang version 21.1.0\n", "21.1.0", 21, "llvm"],
    ["clang version 23.0.0git (main 0123abcd)\n", "23.0.0git", 23, "llvm"],
    ["Apple clang version 17.0.0 (clang-1700.0.13.3)\nTarget: arm64-apple-darwin24.5.0\n", "17.0.0", undefined, "apple"],
    ["Debian LLVM version 22.1.8\n  Optimized build.\n", "22.1.8", 22, "llvm"],
    ["LLVM (http://llvm.org/):\n  LLVM version 13.0.1\n  Optimized build.\n", "13.0.1", 13, "llvm"],
    ["Apple LLVM version 17.0.0\n", "17.0.0", undefined, "apple"],
  ];
  for (const [output, number, major, vendor] of cases) {
    it(`reads ${JSON.stringify(output.split("\n")[0])}`, () => {
      expect(parseLlvmVersion(output)).to.include({ number, major, vendor });
    });
  }

  it("reads LLVM's major release from a bitcode's producer, and none from Apple's", () => {
    expect(producerMajor("LLVM22.1.2-rust-1.95.0-stable")).to.equal(22);
    expect(producerMajor("LLVM3.8.0")).to.equal(3);
    expect(producerMajor("APPLE_1_1700.0.13.3_0")).to.equal(undefined);
    expect(producerMajor(undefined)).to.equal(undefined);
  });

  it("finds no version in other output", () => {
    expect(parseLlvmVersion("hello\n")).to.equal(undefined);
    expect(parseRustcVersion("clang version 19.1.7\n")).to.equal(undefined);
  });

  it("reads rustc's", () => {
    const output = `rustc 1.95.0 (59807616e 2026-04-14)
binary: rustc
commit-hash: 59807616e1fa2540724bfbac14d7976d7e4a3860
commit-date: 2026-04-14
host: x86_64-unknown-linux-gnu
release: 1.95.0
LLVM version: 22.1.2
`;
    expect(parseRustcVersion(output)).to.deep.equal({
      release: "1.95.0",
      commitHash: "59807616e1fa2540724bfbac14d7976d7e4a3860",
      host: "x86_64-unknown-linux-gnu",
      llvm: "22.1.2",
      llvmMajor: 22,
    });
    const fromTarball = output.replace(/commit-hash: .*/, "commit-hash: unknown");
    expect(parseRustcVersion(fromTarball)?.commitHash).to.equal(undefined);
  });
});
