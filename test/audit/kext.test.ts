// The rules about kexts: one that was linked well, and the same with one thing wrong.

import { expect } from "chai";
import { execa } from "execa";
import type { Bundle } from "../../src/audit/audit-input.js";
import { ObjectAudit } from "../../src/audit/audit-object.js";
import { defaultSettings } from "../../src/audit/settings.js";
import { objdumpArguments } from "../../src/macho/disassembly.js";
import { LC_DYSYMTAB, LC_SEGMENT_64, LC_UUID } from "../../src/macho/layout.js";
import type { MachO } from "../../src/macho/macho.js";
import { readMachO } from "../../src/macho/read.js";
import { EMPTY_KEXT, linked, Workshop } from "../link/build.js";

describe("audit of kexts", function () {
  this.timeout(20_000);
  const shop = new Workshop();
  after(() => shop.close());
  let image: Buffer;
  let kext: MachO;
  before(() => {
    const source = "_text: .asciz \"hello\"\n.text\n.globl _work\n_work: callq _IOLog\nmovq _version_major@GOTPCREL(%rip), %rax\nretq\n";
    image = Buffer.from(linked([shop.assemble("kext.o", EMPTY_KEXT), shop.assemble("work.o", `.data\n${source}`)], { exports: ["_work"] }).image);
    kext = readMachO(image);
  });

  async function messages(bytes: Buffer, code: string, bundle?: Bundle): Promise<string[]> {
    const object = readMachO(bytes);
    const { stdout } = await execa("llvm-objdump-22", [...objdumpArguments(object), "-"], { input: bytes, encoding: "buffer" });
    const audit = new ObjectAudit(object, defaultSettings);
    audit.write(stdout);
    return audit.finish(bundle === undefined ? {} : { bundle }).findings.filter((finding) => finding.code === code).map(({ severity, message }) => `${severity}: ${message}`);
  }

  /** The kext with one change. */
  function changed(change: (bytes: Buffer) => void): Buffer {
    const bytes = Buffer.from(image);
    change(bytes);
    return bytes;
  }

  const command = (wanted: number, nth = 0): number => kext.loadCommands.filter(({ command: kind }) => kind === wanted)[nth]!.offset;
  const kmodInfo = (offset: number): number => {
    const symbol = kext.symbols.find(({ name }) => name === "_kmod_info")!;
    return symbol.section!.fileOffset + Number(symbol.value - symbol.section!.address) + offset;
  };

  it("finds nothing in one that was linked well", async () => {
    const object = readMachO(image);
    const { stdout } = await execa("llvm-objdump-22", [...objdumpArguments(object), "-"], { input: image, encoding: "buffer" });
    const audit = new ObjectAudit(object, defaultSettings);
    audit.write(stdout);
    const { findings, functions } = audit.finish();
    expect(findings).to.deep.equal([]);
    expect(functions.map(({ name }) => name)).to.include.members(["_start", "_work"]);
  });

  const header: readonly (readonly [string, (bytes: Buffer) => void, string])[] = [
    ["other flags", (bytes) => bytes.writeUInt32LE(0x2085, 24), "warning: the header's flags are 0x2085; linkers of kexts write 0x85"],
    ["capabilities of the processor", (bytes) => bytes.writeUInt32LE(0x80000003, 8), "warning: the header's cpu subtype has the bits 0x80000000"],
    ["a load command of programs", (bytes) => bytes.writeUInt32LE(0x80000028, command(LC_UUID)), "error: the load command LC_MAIN at byte offset 0x"],
  ];
  for (const [what, change, message] of header) {
    it(`kext-header: ${what}`, async () => expect((await messages(changed(change), "kext-header"))[0]).to.include(message));
  }

  const layoutCases: readonly (readonly [string, (bytes: Buffer) => void, string])[] = [
    ["a name that is not the segment's", (bytes) => bytes.write("__OTHER\0", command(LC_SEGMENT_64) + 8 + 64 + 16), "error: section __OTHER,__text stands in segment __TEXT"],
    ["a segment of another name first", (bytes) => bytes.write("__FIRST", command(LC_SEGMENT_64) + 8), "error: the first segment is __FIRST, not __TEXT"],
    ["alignment of more than a page", (bytes) => bytes.writeUInt32LE(13, command(LC_SEGMENT_64) + 8 + 64 + 52), "error: section __TEXT,__text is aligned to 2^13 bytes, more than a page"],
    ["a section of other bytes", (bytes) => bytes.writeUInt32LE(bytes.readUInt32LE(command(LC_SEGMENT_64) + 8 + 64 + 48) - 16, command(LC_SEGMENT_64) + 8 + 64 + 48), "error: section __TEXT,__text says it is at byte offset 0x"],
    ["a segment in the bytes of another", (bytes) => bytes.writeBigUInt64LE(0xff0n, command(LC_SEGMENT_64, 1) + 40), "error: segment __DATA begins at byte offset 0xff0, and the one before it ends at 0x1000"],
    ["half a page", (bytes) => bytes.writeUInt32LE(0x1800, command(LC_SEGMENT_64, 1) + 32), "error: segment __DATA takes 0x1800 bytes, not whole pages"],
    ["code that is written", (bytes) => bytes.writeUInt32LE(7, command(LC_SEGMENT_64) + 60), "error: segment __TEXT is writable and executable"],
    ["a protection that is none", (bytes) => bytes.writeUInt32LE(0x83, command(LC_SEGMENT_64, 1) + 60), "error: segment __DATA has protection 0x83 of at most 0x3, which is none"],
    ["a protection of the highest bit", (bytes) => bytes.writeUInt32LE(0x80000003, command(LC_SEGMENT_64, 1) + 56), "error: segment __DATA has protection 0x3 of at most 0x80000003, which is none"],
    ["data that cannot be written", (bytes) => bytes.writeUInt32LE(1, command(LC_SEGMENT_64, 1) + 60), "warning: segment __DATA has protection 1; linkers of kexts write 3"],
    ["flags of a segment", (bytes) => bytes.writeUInt32LE(8, command(LC_SEGMENT_64, 1) + 68), "warning: segment __DATA has flags 0x8; linkers of kexts write none"],
    ["a gap behind the last", (bytes) => bytes.writeBigUInt64LE(BigInt(bytes.readBigUInt64LE(command(LC_SEGMENT_64, 2) + 24)) + 0x1000n, command(LC_SEGMENT_64, 2) + 24), "there must be no gap"],
  ];
  for (const [what, change, message] of layoutCases) {
    it(`kext-layout: ${what}`, async () => expect((await messages(changed(change), "kext-layout")).join("\n")).to.include(message));
  }

  it("kext-relocation: kinds that the kernel's linker does not apply", async () => {
    const { externalRelocationOffset: external, localRelocationOffset: local } = kext.dynamicSymbolTable!;
    const entry = (at: number, change: (word: number) => number): Buffer => changed((bytes) => bytes.writeUInt32LE(change(bytes.readUInt32LE(at + 4)) >>> 0, at + 4));
    // Bits 25 and 26 are the length's exponent, 28 to 31 the type.
    expect((await messages(entry(local, (word) => word & ~(1 << 25)), "kext-relocation"))[0]).to.match(/local relocation X86_64_RELOC_UNSIGNED at 0x\w+ of 4 bytes is no pointer/);
    expect((await messages(entry(local, (word) => word & ~0xffffff), "kext-relocation"))[0]).to.include("names no section, so that the pointer is not moved with the kext");
    expect((await messages(entry(external, (word) => (word & 0x0fffffff) | (1 << 28)), "kext-relocation"))[0]).to.match(/is neither a pointer nor a branch/);
    const workIndex = kext.symbols.findIndex(({ name }) => name === "_work");
    expect((await messages(entry(external, (word) => (word & ~0xffffff) | workIndex), "kext-relocation"))[0]).to.include("is to _work, which the kext itself defines");
    expect((await messages(changed((bytes) => bytes.writeUInt32LE(0x7fffff00, external)), "kext-relocation"))[0]).to.include("patches what is in no section");
  });

  it("kext-relocation: fields that are not what a relocation says", async () => {
    const { externalRelocationOffset: external, localRelocationOffset: local } = kext.dynamicSymbolTable!;
    const branch = kext.externalRelocations.findIndex(({ typeName }) => typeName === "X86_64_RELOC_BRANCH");
    const slot = kext.externalRelocations.findIndex(({ typeName }) => typeName === "X86_64_RELOC_UNSIGNED");
    const moved = (table: number, index: number, by: number): Buffer => changed((bytes) => bytes.writeUInt32LE(bytes.readUInt32LE(table + 8 * index) + by, table + 8 * index));
    expect((await messages(moved(external, branch, 1), "kext-relocation")).join("\n")).to.include("is for a branch, and there is none");
    expect((await messages(moved(external, slot, 0x40), "kext-relocation")).join("\n")).to.match(/the address at 0x\w+ in section __DATA,__got has no relocation/);
    const zeros = kmodInfo(156) - kmodInfo(180);
    const start = kext.localRelocations.findIndex(({ offset }) => offset === Number(kext.symbols.find(({ name }) => name === "_kmod_info")!.value) + 180);
    expect((await messages(moved(local, start, zeros), "kext-relocation")).join("\n")).to.match(/warning: the local relocation at 0x\w+ is for a pointer to section __TEXT,__text, and it is to 0x0/);
    const other = kext.localRelocations[1]!.offset - kext.localRelocations[0]!.offset;
    expect((await messages(moved(local, 0, other), "kext-relocation")).join("\n")).to.include("two relocations patch the bytes at 0x");
    expect((await messages(changed((bytes) => bytes.writeUInt8(0x40, kmodInfo(184))), "kext-relocation")).join("\n")).to.match(/is for a pointer to 0x40\w{8}, outside of the kext/);
  });

  it("section-type: one that does not exist", async () => {
    const type = command(LC_SEGMENT_64) + 8 + 64 + 64;
    expect((await messages(changed((bytes) => bytes.writeUInt8(0x80, type)), "section-type"))[0]).to.equal("error: section __TEXT,__text holds what is of the unknown type 0x80");
  });

  it("kext-symbols: places and names", async () => {
    const table = kext.symbolTable!.offset;
    expect((await messages(changed((bytes) => bytes.writeUInt8(1, table + 8 + 6)), "kext-symbols")).join("\n")).to.match(/symbol \S+ is at 0x1\w{12}, outside of its section/);
    const { first } = kext.dynamicSymbolTable!.undefined;
    const twice = changed((bytes) => bytes.writeUInt32LE(bytes.readUInt32LE(table + 16 * first), table + 16 * (first + 1)));
    expect((await messages(twice, "kext-symbols")).join("\n")).to.match(/symbol \S+ stands twice in the symbol table/);
  });

  it("kext-symbols: an import that is marked as a weak definition", async () => {
    const description = kext.symbolTable!.offset + 16 * kext.dynamicSymbolTable!.undefined.first + 6;
    expect((await messages(changed((bytes) => bytes.writeUInt8(0x80, description)), "kext-symbols")).join("\n")).to.match(/warning: symbol \S+ is undefined and marked as a weak definition/);
  });

  it("kext-symbols: runs and kinds", async () => {
    const undefinedCount = command(LC_DYSYMTAB) + 8 + 20;
    expect((await messages(changed((bytes) => bytes.writeUInt32LE(0, undefinedCount)), "kext-symbols"))[0]).to.match(/symbol \S+ is not in the run of the symbol table that LC_DYSYMTAB has for its kind/);
    const firstType = kext.symbolTable!.offset + 4;
    expect((await messages(changed((bytes) => bytes.writeUInt8(0x32, firstType)), "kext-symbols"))[0]).to.match(/is of kind 0x32, which the kernel's linker refuses/);
  });

  const kmodCases: readonly (readonly [string, (bytes: Buffer) => void, RegExp])[] = [
    ["another version of the structure", (bytes) => bytes.writeUInt32LE(2, kmodInfo(8)), /kmod_info's own version is 2, not 1/],
    ["a name without end", (bytes) => bytes.fill(0x41, kmodInfo(16), kmodInfo(80)), /kmod_info's name has no NUL within its 64 bytes/],
    ["a version that is none", (bytes) => bytes.write("one\0", kmodInfo(80)), /kmod_info's version 'one' is none that the kernel understands/],
    ["a start function outside of the code", (bytes) => bytes.writeBigUInt64LE(0x123456n, kmodInfo(180)), /start pointer, 0x123456, does not point into __TEXT/],
    ["a pointer that is not relocated", (bytes) => bytes.writeUInt32LE(0, kext.dynamicSymbolTable!.localRelocationOffset + 8 * kext.localRelocations.findIndex(({ offset }) => offset === Number(kext.symbols.find(({ name }) => name === "_kmod_info")!.value) + 188)), /stop pointer has no local relocation/],
    ["none at all", (bytes) => bytes.write("_kmod_inf0\0", kext.symbolTable!.stringOffset + bytes.subarray(kext.symbolTable!.stringOffset).indexOf("_kmod_info\0")), /the kext defines no _kmod_info/],
  ];
  for (const [what, change, message] of kmodCases) {
    it(`kmod-info: ${what}`, async () => expect((await messages(changed(change), "kmod-info")).join("\n")).to.match(message));
  }

  describe("info-plist", () => {
    const good = {
      CFBundleIdentifier: "org.example.test",
      CFBundleVersion: "1.0.0",
      CFBundleExecutable: "test",
      CFBundlePackageType: "KEXT",
      OSBundleLibraries: { "com.apple.kpi.iokit": "19.0.0" },
    };
    const said = (plist: Bundle["infoPlist"]): Promise<string[]> => messages(image, "info-plist", { infoPlist: plist, executable: "test" });

    it("takes a good one", async () => expect(await said(good)).to.deep.equal([]));

    const cases: readonly (readonly [object, string])[] = [
      [{ CFBundleIdentifier: "a".repeat(64) }, "has 64 bytes or more"],
      [{ CFBundleIdentifier: "org.example.other" }, "warning: CFBundleIdentifier is 'org.example.other' in Info.plist and 'org.example.test' in kmod_info"],
      [{ CFBundleVersion: "1.2.3.4" }, "CFBundleVersion '1.2.3.4' is none that the kernel understands"],
      [{ CFBundleVersion: "1.0f0" }, "CFBundleVersion '1.0f0' is none that the kernel understands"],
      [{ CFBundleExecutable: "other" }, "CFBundleExecutable is 'other', and the binary is 'test'"],
      [{ CFBundlePackageType: "BNDL" }, "CFBundlePackageType is 'BNDL', not 'KEXT'"],
      [{ OSBundleLibraries: {} }, "OSBundleLibraries is empty"],
      [{ OSBundleLibraries: { "com.apple.kernel.iokit": "19.0.0" } }, "names com.apple.kernel.iokit, which 64-bit kexts may not use"],
      [{ OSBundleLibraries: { "com.apple.kpi.private": "19.0.0" } }, "names com.apple.kpi.private, which is for Apple's own kexts"],
      [{ OSBundleLibraries: { "com.apple.kpi.iokit": "nineteen" } }, "has com.apple.kpi.iokit at version 'nineteen'"],
      [{ OSBundleCompatibleVersion: "2.0" }, "OSBundleCompatibleVersion is newer than CFBundleVersion"],
    ];
    for (const [change, message] of cases) {
      it(`refuses ${JSON.stringify(change)}`, async () => expect((await said({ ...good, ...change } as Bundle["infoPlist"])).join("\n")).to.include(message));
    }

    it("misses libraries", async () => {
      const { OSBundleLibraries: _libraries, ...rest } = good;
      expect(await said(rest)).to.deep.equal(["error: Info.plist has no OSBundleLibraries; a kext with code needs them"]);
      expect(await said({ ...rest, OSBundleLibraries_x86_64: good.OSBundleLibraries })).to.deep.equal([]);
    });
  });
});
