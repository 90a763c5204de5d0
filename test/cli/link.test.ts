import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EMPTY_KEXT, run, Workshop } from "../link/build.js";
import { inFolder, kextir, MODULE } from "./kextir.js";

describe("kextir link", () => {
  const shop = new Workshop();
  after(() => shop.close());

  it("links objects and archives, and says where everything went", () =>
    inFolder((folder) => {
      shop.assemble("kext.o", EMPTY_KEXT);
      const library = shop.assemble("f.o", ".globl _f, _unused\n_f: retq\n_unused: retq\n.subsections_via_symbols\n");
      shop.archive("libf.a", "darwin", [library]);
      const [output, map] = [join(folder, "hello"), join(folder, "hello.map")];
      const { code, stderr } = kextir(["link", shop.path("kext.o"), shop.path("libf.a"), "-o", output, "--export=_f", "--dead-strip", "--map", map]);
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      expect(readFileSync(output).readUInt32LE(12)).to.equal(11);
      const lines = readFileSync(map, "utf8");
      expect(lines).to.match(/^# Path: \S+hello\n# Arch: x86_64\n/).and.match(/\t\[ {2}2\] _f\n/).and.match(/\t__DATA\t__data\n/);
      expect(lines).not.to.include("_unused");
    }));

  it("joins the objects' debug info", () =>
    inFolder((folder) => {
      shop.assemble("kext.o", EMPTY_KEXT.replace("_start: xorl", "_start: callq _f\nxorl"));
      writeFileSync(join(folder, "f.c"), "int f(int x) {\n  return x * 3;\n}\n");
      run(process.env["KEXTIR_CLANG"] ?? "clang-22", ["-target", "x86_64-apple-macosx10.15", "-mkernel", "-g", "-O1", "-c", join(folder, "f.c"), "-o", join(folder, "f.o")]);
      const [output, dsym] = [join(folder, "hello"), join(folder, "hello.kext.dSYM")];
      const args = ["link", shop.path("kext.o"), join(folder, "f.o"), "-o", output];
      const { code, stderr } = kextir([...args, "--dsym", dsym]);
      expect(code, stderr).to.equal(0);
      const address = /^([0-9a-f]+) t _f$/m.exec(run(process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22", [output]))![1]!;
      const symbolizer = (process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22").replace("nm", "symbolizer");
      expect(run(symbolizer, [`--obj=${join(dsym, "Contents/Resources/DWARF/hello")}`, `0x${address}`])).to.match(/^f\n\S+f\.c:1:/);
      expect(kextir(["link", shop.path("kext.o"), join(folder, "f.o"), "-o", output, "--dsym", folder])).to.include({ code: 2 }).and.property("stderr").to.match(/is named NAME\.kext\.dSYM[^]*--dsym=hello\.kext\.dSYM/);
      mkdirSync(join(folder, "mine.dSYM"));
      writeFileSync(join(folder, "mine.dSYM", "precious"), "");
      expect(kextir([...args, "--dsym", join(folder, "mine.dSYM")])).to.include({ code: 1 }).and.property("stderr").to.match(/what is there is no dSYM/);
      expect(readdirSync(join(folder, "mine.dSYM"))).to.deep.equal(["precious"]);
      expect(kextir([...args, "--dsym", dsym, "--system-ld"])).to.include({ code: 2 }).and.property("stderr").to.match(/dsymutil \S+hello -o \S+hello\.kext\.dSYM/);
    }));

  it("tells all that is wrong at once, and leaves the old file as it was", () =>
    inFolder((folder) => {
      shop.assemble("bad.o", "_start: callq ___adddf3\ncallq _IOLog\n_stop: movl _version_major(%rip), %eax\ncallq _puts\n");
      const output = join(folder, "hello");
      writeFileSync(output, "old");
      const { code, stderr } = kextir(["link", shop.path("bad.o"), "-o", output]);
      expect(code).to.equal(1);
      expect(stderr).to.match(/error: '___adddf3' is not defined: the kernel does not export it: it is .*\n.*referred to by '\S+bad\.o'/);
      expect(stderr).to.include("'_puts' is not defined");
      expect(stderr).not.to.include("_IOLog");
      expect(readFileSync(output, "utf8")).to.equal("old");
      expect(existsSync(join(folder, "hello.map"))).to.equal(false);
    }));

  it("warns of symbols that are neither defined nor known, and who refers to them", () =>
    inFolder((folder) => {
      shop.assemble("kext.o", EMPTY_KEXT);
      shop.assemble("f.o", ".globl _f\n_f: callq _IOLogg\ncallq _IOLog\njmp __ZN8OSObject4freeEv\n.subsections_via_symbols\n");
      const link = (...args: readonly string[]): ReturnType<typeof kextir> => kextir(["link", shop.path("kext.o"), shop.path("f.o"), "-o", join(folder, "hello"), ...args]);
      const { code, stderr } = link();
      expect(code).to.equal(0);
      expect(stderr).to.match(/^kextir: warning: '_IOLogg' is defined by no input, and is not in the built-in table of what kernels export \[unknown-symbol\]\nnote: referred to by '\S+f\.o'\nfix: [^\n]*\n$/);
      expect(link("--export=_f", "-q").stderr).to.equal("");
    }));

  it("asks for what it needs", () => {
    expect(kextir(["link", "main.o"])).to.include({ code: 2 }).and.property("stderr").to.match(/link needs -o/);
    expect(kextir(["link", "-o", "hello"])).to.include({ code: 2 }).and.property("stderr").to.match(/link needs objects or archives/);
    expect(kextir(["link", "nowhere.o", "-o", "hello"])).to.include({ code: 1 }).and.property("stderr").to.match(/cannot read 'nowhere\.o'/);
  });

  it("refuses an object that is given twice, and takes an archive as often as one likes", () =>
    inFolder((folder) => {
      const object = shop.path(shop.assemble("kext.o", EMPTY_KEXT).name);
      run("llvm-ar-22", ["rcs", join(folder, "libf.a"), object]);
      expect(kextir(["link", object, object, "-o", join(folder, "hello")])).to.include({ code: 2 }).and.property("stderr").to.match(/kext\.o' is given twice/);
      expect(kextir(["link", object, "libf.a", "libf.a", "-o", "hello"], { cwd: folder })).to.include({ code: 0, stderr: "" });
    }));

  it("says of text and of an empty file how to make an object", () =>
    inFolder((folder) => {
      for (const [name, text, what] of [["main.ll", MODULE, "text"], ["main.o", "", "empty"]] as const) {
        writeFileSync(join(folder, name), text);
        expect(kextir(["link", name, "-o", "hello"], { cwd: folder })).to.include({ code: 1 }).and.property("stderr").to.match(new RegExp(`'${name}' is ${what}, no object and no archive \\[macho-bad-magic\\]\nfix: 'kextir compile IN.ll -o OUT.o' makes`));
      }
    }));

  it("knows from lists what a kernel exports", () =>
    inFolder((folder) => {
      shop.assemble("kpi.o", EMPTY_KEXT.replace("retq", "callq _here\ncallq _nowhere\nretq"));
      const list = join(folder, "kpi.json");
      writeFileSync(list, JSON.stringify({ "com.apple.kpi.libkern": ["_here", "_stop"] }));
      const args = ["link", shop.path("kpi.o"), "-o", join(folder, "hello"), "--kpi", list, "--target-release=10.15"];
      const missing = kextir(args);
      expect(missing.code).to.equal(1);
      expect(missing.stderr).to.include("'_nowhere' is not defined: no list of the kernel's exports has it").and.not.include("_here");
      const clash = shop.assemble("clash.o", `.globl _here\n_here: retq\n${EMPTY_KEXT}`);
      expect(kextir(["link", shop.path(clash.name), "-o", join(folder, "hello"), "--export=_here", "--kpi", list]).stderr).to.include("'_here' cannot be exported: com.apple.kpi.libkern exports that name too");
    }));

  it("runs Apple's linker where asked to", () =>
    inFolder((folder) => {
      const fake = join(folder, "ld");
      writeFileSync(fake, '#!/bin/sh\nprintf "%s\\n" "$@" >"$5"\n', { mode: 0o755 });
      const output = join(folder, "hello");
      expect(kextir(["link", "a.o", "-o", output, "--export=_f", "--dead-strip", "--map=m", `--system-ld=${fake}`]).stderr).to.equal("");
      expect(readFileSync(output, "utf8").split("\n")).to.deep.equal(
        ["-arch", "x86_64", "-kext", "-o", output, "-exported_symbol", "_kmod_info", "-exported_symbol", "_f", "-dead_strip", "-map", "m", "a.o", ""],
      );
      const none = kextir(["link", "a.o", "-o", output, "--system-ld"], { env: { PATH: folder } });
      expect(none.code).to.equal(3);
      expect(none.stderr).to.match(/xcrun/);
    }));
});
