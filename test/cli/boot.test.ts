import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { bootSchema } from "../../src/cli/boot-schema.js";
import { BootWorkshop } from "../boot/build.js";
import { EMPTY_KEXT, linked } from "../link/build.js";
import { kextir } from "./kextir.js";

const LEAKING = 'void *kept; START kept = IOMalloc(24); IOLog("started \\001\\n"); return 0; } STOP u64 twice(u64 n) { return 2 * n; }';

describe("kextir boot", () => {
  const workshop = new BootWorkshop();
  let leaking: string;
  before(() => (leaking = workshop.write("leaking", workshop.kext(LEAKING))));
  after(() => workshop.close());

  it("tells the verdict, the findings, the log, results and figures", () => {
    const { code, text, stderr } = kextir(["boot", leaking, "--call", "twice(21)", "--repeat", "50", "--timeout=60"]);
    expect(stderr).to.equal("");
    expect(code).to.equal(1);
    expect(text).to.match(/^\S+leaking: faulty: 1 error\n\nerror: function '_start' allocated 24 bytes from IOMalloc, which were never freed \[memory-leak\]\n  at _start\+0x\w+ \(0x\w+\)\n  during after stop\n  fix: /);
    expect(text).to.include("\n\nlog:\n  started \\x01\n\ntwice(21)  0x2a  right in all of 50 runs under interrupts\n\n");
    expect(text).to.match(/\ncame back from  start \(0\), stop \(0\)\ndeepest stack   \d+ of 16384 bytes, interrupts included\ninterrupts      \d+\nmemory          1 allocation, 24 bytes at most, 1 left of 24 bytes\n$/);
  });

  it("shows the beginning and the end of a long log", () => {
    const kext = workshop.write("chatty", workshop.kext('START for (int i = 1; i <= 500; i++) IOLog("line %d\\n", i); return 0; } STOP'));
    expect(kextir(["boot", kext]).text).to.include("  line 100\n  … 300 lines, which --json shows …\n  line 401\n");
    expect(JSON.parse(kextir(["boot", kext, "--json"]).text).log).to.have.length(500);
    const long = workshop.write("long", workshop.kext('START IOLog("%05000d", 7); IOLog("%.2000000000d", 7); return 0; } STOP'));
    expect(JSON.parse(kextir(["boot", long, "--json"]).text).log.join("")).to.match(/^(?:0{4081}\.\.\. \(cut off\)\n){2}$/);
  });

  it("writes JSON as its schema says", () => {
    const { code, text } = kextir(["boot", leaking, "--call=twice(21) -> u32", "--json"]);
    expect(code).to.equal(1);
    const report = bootSchema.parse(JSON.parse(text));
    expect(report).to.include({ schemaVersion: 1, file: leaking, verdict: "faulty", stackSize: 16384 });
    expect(report.findings[0]).to.include({ code: "memory-leak", severity: "error", function: "_start" });
    expect(report.calls[0]).to.include({ expected: "0x2a", runs: 1000, wrong: 0, firstWrong: null });
    expect(kextir(["schema", "boot"]).text).to.include('"deepestStack"');
  });

  it("takes the folder of a kext", () => {
    const folder = workshop.path("test.kext");
    mkdirSync(join(folder, "Contents/MacOS"), { recursive: true });
    writeFileSync(join(folder, "Contents/Info.plist"), '<?xml version="1.0"?><plist version="1.0"><dict><key>CFBundleExecutable</key><string>test</string></dict></plist>');
    writeFileSync(join(folder, "Contents/MacOS/test"), linked([workshop.assemble("empty.o", EMPTY_KEXT)]).image);
    const { code, text, stderr } = kextir(["boot", folder]);
    expect(stderr).to.equal("");
    expect(text).to.match(/test\.kext: ran and stopped cleanly\n/);
    expect(code).to.equal(0);
  });

  it("names every symbol that the kernel lacks, and takes what lists of --kpi have", () => {
    const kext = workshop.write("lacking", workshop.kext("void absent_b(void); void absent_a(void); extern int zero; int zero; START if (zero) { absent_a(); absent_b(); } return 0; } STOP"));
    const { code, stderr } = kextir(["boot", kext]);
    expect(code).to.equal(1);
    expect(stderr).to.equal("kextir: error: 2 symbols are unresolved for this kext [load-unresolved-symbol]\nnote: _absent_a\nnote: _absent_b\nfix: kextir audit says where each comes from\n");
    const list = workshop.write("Libkern.exports", Buffer.from("_absent_a\n_absent_b\n"));
    expect(kextir(["boot", kext, `--kpi=${list}`]).code).to.equal(0);
    expect(kextir(["boot", kext, `--kpi=${list}`, "--target-release=10.15"]).code).to.equal(0);
  });

  it("refuses what is no kext's binary, and calls that it cannot make", () => {
    workshop.compile("object.o", "int f;");
    expect(kextir(["boot", workshop.path("object.o")]).stderr).to.match(/the file's type is 1, where a kext's binary has 11 \(MH_KEXT_BUNDLE\) \[load-file-type\]/);
    expect(kextir(["boot"]).code).to.equal(2);
    const wrong = (...args: readonly string[]): string => {
      const { code, stderr } = kextir(["boot", leaking, ...args]);
      expect(code).to.equal(2);
      return stderr;
    };
    expect(wrong("--call=twices(1)")).to.include("the kext has no function 'twices' [usage]\nfix: did you mean 'twice'?");
    expect(wrong("--call=kept")).to.include("the kext has no function 'kept'");
    expect(wrong("--call=measure_everything")).to.include("kextir build leaves out what nothing uses, but for --export=_measure_everything; ");
    expect(wrong("--call=twice(1")).to.include("a call is written NAME, NAME(1, 2) or NAME(1, 2) -> u32");
    expect(wrong("--call=twice(x)")).to.include("'x' is no number");
    expect(wrong("--call=twice(1) -> f32")).to.include("'f32' is no type of a result");
    expect(wrong("--call=twice(1, 2, 3, 4, 5, 6, 7)")).to.include("at most 6 arguments");
    expect(wrong("--repeat=0")).to.include("--repeat: '0' is no whole number");
    expect(wrong("--timeout=soon")).to.include("--timeout: 'soon' is no whole number");
  });

  it("says how to install qemu and lld where they are missing", () => {
    const places = (...programs: readonly string[]): string => {
      const folder = workshop.path(`with-${programs.join("-")}`);
      mkdirSync(folder, { recursive: true });
      for (const program of ["apt-get", ...programs]) spawnSync("ln", ["-s", spawnSync("which", [program]).stdout.toString().trim(), join(folder, program)]);
      return folder;
    };
    const { code, stderr } = kextir(["boot", leaking], { env: { PATH: places(), KEXTIR_CACHE: workshop.path("cache") } });
    expect(code).to.equal(3);
    expect(stderr).to.match(/qemu-system-x86_64 was not found; it was to run the kext\b[^]*fix: apt-get install qemu-system-x86\n/);
  });

  it("carries the kernel's sources in the package", () => {
    const { files } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { files: readonly string[] };
    expect(files).to.include("test-kernel");
  });
});
