import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { BitcodeError, containerKind, countBitstream, findBitcode, type FoundBitcode, isBitcode } from "llvm-bitcode-reader";
import { inFolder, objectWithBitcode, run } from "../witnesses.js";

/** The kind of object, its section, and targets of every word size and byte order. */
const TARGETS: readonly (readonly [kind: string, section: string, target: string])[] = [
  ["elf", ".llvmbc", "x86_64-unknown-linux-gnu"],
  ["elf", ".llvmbc", "i386-unknown-linux-gnu"],
  ["elf", ".llvmbc", "powerpc64-unknown-linux-gnu"],
  ["elf", ".llvmbc", "mips-unknown-linux-gnu"],
  ["mach-o", "__LLVM,__bitcode", "x86_64-apple-macosx10.15"],
  ["mach-o", "__LLVM,__bitcode", "arm64-apple-macosx11"],
  ["mach-o", "__LLVM,__bitcode", "i386-apple-macosx10.12"],
  ["mach-o", "__LLVM,__bitcode", "armv7-apple-ios9"],
  ["coff", ".llvmbc", "x86_64-pc-windows-msvc"],
  ["coff", ".llvmbc", "i686-pc-windows-gnu"],
];

describe("finding bitcode", function () {
  this.timeout(60_000);

  for (const [kind, section, target] of TARGETS) {
    it(`in an object for ${target}`, () => {
      const object = objectWithBitcode(target);
      expect(containerKind(object)).to.equal(kind);
      const [found, ...others] = findBitcode(object);
      expect(others).to.deep.equal([]);
      expect(found?.path).to.deep.equal([{ kind, name: section }]);
      expect(found?.commandLine).to.include.members(["-triple", "-fembed-bitcode=all"]);
      // llvm-objcopy takes sections out of all but COFF.
      if (kind !== "coff") expect(bytesOf(found!)).to.deep.equal(dumpSection(object, section));
      expect(countBitstream(found!.window).topLevelBlocks).to.be.greaterThan(2);
    });
  }

  it("in what -ffat-lto-objects makes", () => {
    const object = run("clang-22", ["-target", "x86_64-unknown-linux-gnu", "-flto", "-ffat-lto-objects", "-x", "c", "-c", "-o", "-", "-"], "int x;");
    expect(pathsIn(object)).to.deep.equal(["elf:.llvm.lto"]);
  });

  it("in archives of every kind, by the members' names", () =>
    inFolder((path) => {
      const long = "a-name-that-is-longer-than-the-header-of-a-member.o";
      writeFileSync(path("a.o"), objectWithBitcode("x86_64-unknown-linux-gnu"));
      writeFileSync(path(long), objectWithBitcode("x86_64-apple-macosx10.15"));
      writeFileSync(path("raw.bc"), run("llvm-as-22", ["-o", "-", "-"], "@x = global i32 1\n"));
      writeFileSync(path("note.txt"), "odd");
      for (const format of ["gnu", "bsd", "darwin"]) {
        const archive = path(`${format}.a`);
        run("llvm-ar-22", [`--format=${format}`, "rcs", archive, path("a.o"), path("note.txt"), path(long), path("raw.bc")]);
        const bytes = readFileSync(archive);
        expect(containerKind(bytes)).to.equal("archive");
        expect(pathsIn(bytes), format).to.deep.equal(["archive:a.o > elf:.llvmbc", `archive:${long} > mach-o:__LLVM,__bitcode`, "archive:raw.bc"]);
      }
      run("llvm-ar-22", ["rcs", "--thin", path("thin.a"), path("a.o")]);
      expect(() => findBitcode(readFileSync(path("thin.a")))).to.throw(BitcodeError, "a thin archive holds the names of its members");
    }));

  it("in an rlib", () =>
    inFolder((path) => {
      const rustc = process.env["KEXTIR_RUSTC"] ?? "rustc";
      writeFileSync(path("lib.rs"), "#![no_std]\npub fn answer() -> u32 { 42 }\n");
      run(rustc, ["--crate-type=rlib", "-Cembed-bitcode=yes", "-Copt-level=1", "-o", path("lib.rlib"), path("lib.rs")]);
      expect(pathsIn(readFileSync(path("lib.rlib")))).to.match(/^archive:\S+\.rcgu\.o > elf:\.llvmbc$/);
    }));

  it("in the slices of a universal file", () =>
    inFolder((path) => {
      // llvm-lipo takes the bitcode out of an object that it is given, but not out of an archive.
      for (const [name, target] of [["x", "x86_64-apple-macosx10.15"], ["a", "arm64-apple-macosx11"]] as const) {
        writeFileSync(path(`${name}.o`), objectWithBitcode(target));
        run("llvm-ar-22", ["--format=darwin", "rcs", path(`${name}.a`), path(`${name}.o`)]);
      }
      run("llvm-lipo-22", ["-create", path("x.a"), path("a.o"), "-output", path("fat")]);
      const bytes = readFileSync(path("fat"));
      expect(containerKind(bytes)).to.equal("universal");
      expect(pathsIn(bytes)).to.deep.equal(["universal:x86_64 > archive:x.o > mach-o:__LLVM,__bitcode", "universal:arm64"]);
    }));

  it("in a file that is bitcode, raw or in a wrapper", () => {
    for (const args of [[], ["-fembed-bitcode"]]) {
      const target = args.length === 0 ? "x86_64-unknown-linux-gnu" : "armv7-apple-ios9";
      const bitcode = run("clang-22", ["-target", target, ...args, "-emit-llvm", "-x", "c", "-c", "-o", "-", "-"], "int x;");
      expect(findBitcode(bitcode).map(({ path, window: { start, end } }) => ({ path, start, end }))).to.deep.equal([{ path: [], start: 0, end: bitcode.length }]);
    }
  });

  it("nowhere in an object without it, in text, or in nothing", () => {
    const object = run("clang-22", ["-target", "x86_64-apple-macosx10.15", "-fembed-bitcode-marker", "-x", "c", "-c", "-o", "-", "-"], "int x;");
    for (const bytes of [object, Buffer.from("define void @f()\n"), new Uint8Array(), readFileSync(process.execPath).subarray(0, 100)]) {
      if (bytes.length !== 100) expect(findBitcode(bytes)).to.deep.equal([]);
      else expect(() => findBitcode(bytes)).to.throw(BitcodeError, "reaches past the end of what holds it");
    }
    expect(containerKind(Buffer.from("define"))).to.equal(undefined);
  });

  it("ends in an error, or finds what is in the file, whatever bytes are changed or cut off", () => {
    const files = TARGETS.map(([, , target]) => objectWithBitcode(target));
    const archive = inFolder((path) => {
      files.forEach((file, index) => writeFileSync(path(`a-rather-long-name-${index}.o`), file));
      run("llvm-ar-22", ["rcs", path("a.a"), ...files.map((_, index) => path(`a-rather-long-name-${index}.o`))]);
      return readFileSync(path("a.a"));
    });
    const change = fc.record({ at: fc.nat(), byte: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff) });
    fc.assert(
      fc.property(fc.constantFrom(...files, archive), fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(), (file, changes, length) => {
        const changed = Buffer.from(file.subarray(0, length % 3 === 0 ? length % file.length : file.length));
        // Where headers are.
        for (const { at, byte } of changes) changed[at % Math.min(changed.length, 600)] = byte;
        for (const { window } of found(changed)) {
          expect(window.end).to.be.at.most(changed.length);
          expect(isBitcode(changed.subarray(window.start, window.end))).to.equal(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function pathsIn(bytes: Uint8Array): string[] {
  return findBitcode(bytes).map(({ path }) => path.map(({ kind, name }) => `${kind}:${name}`).join(" > "));
}

function bytesOf({ window: { bytes, start, end } }: FoundBitcode): Buffer {
  return Buffer.from(bytes.subarray(start, end));
}

function dumpSection(object: Buffer, section: string): Buffer {
  return inFolder((path) => {
    writeFileSync(path("a.o"), object);
    run("llvm-objcopy-22", [`--dump-section=${section}=${path("section")}`, path("a.o"), path("copy.o")]);
    return readFileSync(path("section"));
  });
}

// Any other error than the typed one fails the test.
function found(bytes: Uint8Array): FoundBitcode[] {
  try {
    return findBitcode(bytes);
  } catch (error) {
    if (error instanceof BitcodeError) {
      expect(error.bitOffset).to.be.within(0, bytes.length * 8);
      return [];
    }
    throw error;
  }
}
