import { expect } from "chai";
import { execa } from "execa";
import fc from "fast-check";
import { readSlices } from "../../src/macho/fat.js";
import { MH_OBJECT, PLATFORM_MACOS } from "../../src/macho/layout.js";
import { MachOError } from "../../src/macho/macho-error.js";
import type { MachO, Relocation } from "../../src/macho/macho.js";
import { readMachO } from "../../src/macho/read.js";
import { arm64Target, compile, type ObjectFile } from "./object-files.js";

const readobj = process.env["KEXTIR_LLVM_READOBJ"] ?? "llvm-readobj-22";
const nm = process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22";

const source = `
extern int printk(const char *, ...);
extern int elsewhere[];
extern int weak_import(void) __attribute__((weak_import));
__attribute__((weak, visibility("hidden"))) int weak_hidden(void) { return 1; }
static int counters[4];
int tentative;
char block[0x2000];
int *inside = &elsewhere[3];
const char *names[] = {"one", "two"};
long distance[1];
double scale(double x) { return x * 2.5 + elsewhere[1]; }
int choose(int n) {
  counters[n & 3]++;
  switch (n) {
    case 0: return 5;
    case 1: printk("one %d", n); break;
    case 2: return weak_hidden();
    case 3: return 77;
    case 4: return n * n;
    case 5: return weak_import ? weak_import() : 9;
  }
  tentative = 3;
  return counters[1] + block[n];
}
`;

const variants: readonly (readonly [string, readonly string[], string?])[] = [
  ["x86_64 -O2", ["-O2"]],
  ["x86_64 -O0 -g", ["-O0", "-g"]],
  ["x86_64 -mkernel -O2 -fcommon", ["-O2", "-mkernel", "-fcommon"]],
  ["arm64 -O2 -g", ["-O2", "-g"], arm64Target],
  ["arm64 -mkernel -O0", ["-O0", "-mkernel"], arm64Target],
];

describe("macho/read", () => {
  const objects: ObjectFile[] = [];
  before(async function () {
    this.timeout(20_000);
    objects.push(...(await Promise.all(variants.map(([, flags, target]) => compile("c", source, flags, target)))));
  });

  for (const [index, [name]] of variants.entries()) {
    it(`agrees with llvm-readobj and llvm-nm: ${name}`, async () => {
      const object = objects[index];
      expect(object).to.not.equal(undefined);
      if (object !== undefined) await expectAgreement(object);
    });
  }

  it("tells what an object is", () => {
    const macho = readMachO(bytesOf(objects, 0));
    expect(macho).to.include({ architecture: "x86_64", fileType: MH_OBJECT, uuid: undefined });
    expect(macho.buildVersion).to.deep.equal({ platform: PLATFORM_MACOS, minimumOS: [10, 15, 0], sdk: [0, 0, 0], tools: [] });
    expect(macho.dataInCode).to.have.length(1);
    expect(macho.segments).to.have.length(1);
    expect(macho.segments[0]?.sections).to.deep.equal(macho.sections);
  });

  it("resolves relocations to the symbols and sections they name", () => {
    const macho = readMachO(bytesOf(objects, 0));
    const call = relocations(macho).find(({ target }) => target.kind === "symbol" && target.symbol.name === "_printk");
    expect(call).to.include({ typeName: "X86_64_RELOC_BRANCH", pcRelative: true, length: 4 });
    const text = macho.sections.find(({ name }) => name === "__text");
    const strings = macho.sections.find(({ name }) => name === "__cstring");
    expect(text?.relocations.some(({ target }) => target.kind === "section" && target.section === strings)).to.equal(true);
  });

  it("splits a file of several architectures", () => {
    const thin = bytesOf(objects, 0);
    expect(readSlices(thin)).to.equal(undefined);
    const fat = Buffer.alloc(0x1000 + thin.length);
    for (const [index, word] of [0xcafebabe, 1, 0x01000007, 3, 0x1000, thin.length, 12].entries()) fat.writeUInt32BE(word, index * 4);
    fat.set(thin, 0x1000);
    const [slice] = readSlices(fat) ?? [];
    expect(slice).to.include({ cpuType: 0x01000007, offset: 0x1000 });
    expect(slice && readMachO(slice.bytes).symbols.length).to.equal(readMachO(thin).symbols.length);
    fat.writeUInt32BE(50_000, 4);
    expect(() => readSlices(fat)).to.throw(MachOError, "50000 slices do not fit");
  });

  it("says what else a file is", () => {
    const expectations: readonly (readonly [number[], string])[] = [
      [[0x7f, 0x45, 0x4c, 0x46], "ELF"],
      [[0x42, 0x43, 0xc0, 0xde], "bitcode"],
      [[0xca, 0xfe, 0xba, 0xbe], "several architectures"],
      [[0xce, 0xfa, 0xed, 0xfe], "32-bit"],
      [[0x3b, 0x20, 0x4d, 0x6f], "begins with 0x3b204d6f"],
    ];
    for (const [magic, message] of expectations) expect(() => readMachO(Uint8Array.from(magic))).to.throw(MachOError, message);
    expect(() => readMachO(new Uint8Array())).to.throw(MachOError, "the file ends");
  });

  it("ends in an error wherever the file is cut off", () => {
    const bytes = bytesOf(objects, 0);
    for (let length = 0; length < bytes.length; length += 1) {
      // The last bytes are the padding of the string table.
      if (length < bytes.length - 8) expect(() => readMachO(bytes.subarray(0, length))).to.throw(MachOError);
    }
  });

  it("ends in an error, or reads, whatever bytes are changed", function () {
    this.timeout(20_000);
    const bytes = bytesOf(objects, 0);
    const change = fc.record({
      // The header and the load commands, where a change does most, or anywhere.
      at: fc.oneof(fc.nat(1000), fc.nat(bytes.length - 4)),
      value: fc.oneof(fc.constantFrom(0, 1, 8, 0x7fffffff, 0x80000000, 0xffffffff), fc.nat(0xffffffff)),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = Buffer.from(bytes);
        for (const { at, value } of changes) changed.writeUInt32LE(value >>> 0, at);
        try {
          readMachO(changed);
        } catch (error) {
          expect(error).to.be.instanceOf(MachOError);
          expect((error as MachOError).offset).to.be.within(0, changed.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("names the place of what is wrong", () => {
    const bytes = Buffer.from(bytesOf(objects, 0));
    bytes.writeUInt32LE(0x10000, 16);
    expect(() => readMachO(bytes)).to.throw(MachOError, /^65536 load commands do not fit into \d+ bytes \(at byte offset 0x10\)$/);
  });
});

async function expectAgreement(object: ObjectFile): Promise<void> {
  const macho = readMachO(object.bytes);
  const { stdout } = await execa(readobj, ["--sections", "--symbols", "--relocs", "--expand-relocs", "--macho-data-in-code", object.path]);
  const judge = parseReadobj(stdout);

  expect(macho.sections.map((section) => ({
    Index: String(section.index - 1),
    Name: section.name,
    Segment: section.segment,
    Address: hexadecimal(section.address),
    Size: hexadecimal(section.size),
    Offset: String(section.fileOffset),
    Alignment: String(section.alignment),
    RelocationCount: String(section.relocations.length),
    Type: section.type,
    Reserved1: hexadecimal(section.reserved[0]),
    Reserved2: hexadecimal(section.reserved[1]),
    Reserved3: hexadecimal(section.reserved[2]),
  }))).to.deep.equal(judge.sections.map(({ RelocationOffset: _offset, ...section }) => ({
    ...section,
    Name: withoutParentheses(section["Name"]),
    Segment: withoutParentheses(section["Segment"]),
    Type: Number(inParentheses(section["Type"])),
  })));

  expect(macho.symbols.filter(({ kind }) => kind !== "debug").map((symbol) => ({
    Name: symbol.name,
    Section: symbol.section?.index ?? 0,
    Value: hexadecimal(symbol.value),
  }))).to.deep.equal(judge.symbols.map((symbol) => ({
    Name: withoutParentheses(symbol["Name"]),
    Section: Number(inParentheses(symbol["Section"] ?? "(0)")),
    Value: symbol["Value"],
  })));

  const isAddend = ({ typeName }: Relocation): boolean => typeName === "ARM64_RELOC_ADDEND";
  expect(relocations(macho).map((relocation) => ({
    Offset: hexadecimal(relocation.offset),
    PCRel: relocation.pcRelative ? "1" : "0",
    Length: String(Math.log2(relocation.length)),
    Type: `${relocation.typeName} (${relocation.type})`,
    Target: isAddend(relocation) ? "" : targetName(relocation),
  }))).to.deep.equal(judge.relocations.map(({ Symbol: symbol, Section: section, ...relocation }) => ({
    ...relocation,
    // The judge takes an addend for the number of a section.
    Target: relocation["Type"]?.startsWith("ARM64_RELOC_ADDEND") ? "" : withoutParentheses(symbol ?? section),
  })));

  expect(macho.dataInCode.map((entry) => [entry.offset, entry.length, entry.kind].map(String))).to.deep.equal(
    judge.entries.map((entry) => [entry["Offset"], entry["Length"], entry["Kind"]]),
  );

  const undefinedNames = await execa(nm, ["-u", "-j", object.path]);
  expect(macho.symbols.filter(({ kind }) => kind === "undefined").map(({ name }) => name)).to.have.members(
    undefinedNames.stdout.split("\n"),
  );
}

type Fields = Record<string, string>;

/** The `Section`, `Symbol`, `Relocation` and `Entry` blocks of readobj's text. */
function parseReadobj(text: string): { sections: Fields[]; symbols: Fields[]; relocations: Fields[]; entries: Fields[] } {
  const blocks: Record<string, Fields[]> = { Section: [], Symbol: [], Relocation: [], Entry: [] };
  let current: Fields | undefined;
  for (const line of text.split("\n")) {
    const opened = /^\s*(Section|Symbol|Relocation|Entry) \{$/.exec(line)?.[1];
    const [, key, value] = /^\s*(\w+): (.*)$/.exec(line) ?? [];
    if (opened !== undefined) blocks[opened]?.push((current = {}));
    else if (key !== undefined && value !== undefined && current !== undefined) {
      if (key !== "RefType") current[key] = value;
    } else if (line.trim() === "}") current = undefined;
  }
  return {
    sections: blocks["Section"] ?? [],
    symbols: blocks["Symbol"] ?? [],
    relocations: blocks["Relocation"] ?? [],
    entries: blocks["Entry"] ?? [],
  };
}

function bytesOf(objects: readonly ObjectFile[], index: number): Uint8Array {
  const object = objects[index];
  if (object === undefined) throw new Error("not compiled");
  return object.bytes;
}

function relocations(macho: MachO): Relocation[] {
  return macho.sections.flatMap((section) => section.relocations);
}

function targetName({ target }: Relocation): string {
  if (target.kind === "symbol") return target.symbol.name;
  return target.kind === "section" ? target.section.name : "";
}

function hexadecimal(value: number | bigint): string {
  return `0x${value.toString(16).toUpperCase()}`;
}

function withoutParentheses(text: string | undefined): string {
  return (text ?? "").replace(/ \(.*/, "");
}

function inParentheses(text: string | undefined): string {
  return /\(([^)]*)\)/.exec(text ?? "")?.[1] ?? "";
}
