import { expect } from "chai";
import { doctorSchema } from "../../src/cli/doctor-schema.js";
import type { DoctorReport } from "../../src/toolchain/doctor-report.js";
import { examine } from "../../src/toolchain/doctor.js";
import { program } from "../programs.js";

const system = { release: "6.1.0", architecture: "x64", node: "20.20.2" };

describe("examining a system", function () {
  this.timeout(20_000);

  it("tells what is here", async () => {
    const report = doctorSchema.parse(await examine({ path: process.env["PATH"] ?? "", platform: process.platform }, system));
    expect(report.system).to.include({ platform: process.platform, node: "20.20.2" });
    expect(report.clangs).to.have.length.above(0);
    const [rustc] = report.rustcs;
    expect(rustc?.targets).to.include(rustc?.host);
    const newest = report.newestRustc;
    const able = report.clangs.filter(({ reads }) => reads >= (newest?.llvmMajor ?? 0)).map(({ file }) => file);
    expect(newest?.textReadBy).to.deep.equal(able);
    expect(useOf(report, "filter")).to.deep.include({ isReady: true, missing: [] });
    expect(useOf(report, "debug")?.isReady).to.equal(report.dsymutils.length > 0 && report.llvmSymbolizers.length > 0);
    expect(useOf(report, "compile")?.isReady).to.equal(able.length > 0 && report.llvmObjdumps.length > 0);
  });

  it("tells what an empty system lacks, and that the filter needs nothing", async () => {
    const report = doctorSchema.parse(await examine({ path: "/nowhere", platform: "linux", llvmParents: [] }, system));
    expect(report.newestRustc).to.equal(null);
    expect(report.uses.map(({ use, isReady }) => [use, isReady])).to.deep.equal([
      ["filter", true],
      ["bitcode", false],
      ["compile", false],
      ["verify", false],
      ["debug", false],
      ["boot", false],
      ["example", false],
    ]);
    expect(useOf(report, "compile")?.missing.map(({ what }) => what)).to.deep.equal(["clang", "llvm-objdump"]);
    expect(useOf(report, "debug")?.missing.map(({ what }) => what)).to.deep.equal(["dsymutil", "llvm-symbolizer"]);
    expect(useOf(report, "boot")?.missing.map(({ what }) => what)).to.deep.equal(["qemu-system-x86_64", "ld.lld", "clang"]);
  });

  it("tells of a Mac with Xcode and an older llvm", async () => {
    const places = { path: program("macos/bin"), platform: "darwin", llvmParents: [program("macos")] } as const;
    const report = doctorSchema.parse(await examine(places, system));
    expect(report.clangs).to.deep.equal([{ file: program("macos/xcode/clang"), version: "17.0.0", vendor: "apple", reads: 19 }]);
    expect(report.system.installer).to.equal("brew");
    expect(useOf(report, "compile")?.isReady).to.equal(true);
    expect(useOf(report, "verify")?.missing[0]).to.include({ what: "llvm-as", install: "brew install llvm" });
    expect(useOf(report, "boot")?.missing.map(({ install }) => install)).to.deep.equal(["brew install qemu", "brew install lld"]);
    expect(useOf(report, "example")?.missing[0]?.install).to.equal("rustup target add x86_64-apple-darwin");
  });

  it("lists programs that do not say what they are", async () => {
    const report = await examine({ path: program("silent"), platform: "linux", llvmParents: [] }, system);
    expect(report.unusable.map(({ file }) => file)).to.deep.equal([program("silent/clang"), program("silent/rustc")]);
  });
});

function useOf(report: DoctorReport, name: string): DoctorReport["uses"][number] | undefined {
  return report.uses.find(({ use }) => use === name);
}
