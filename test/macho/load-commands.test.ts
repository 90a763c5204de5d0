// Load commands field by field as llvm-objdump reads them, of objects and of a linked kext.

import { expect } from "chai";
import { execa } from "execa";
import { LC_SEGMENT_64, LC_SYMTAB } from "../../src/macho/layout.js";
import { commandName } from "../../src/macho/load-command.js";
import type { MachO } from "../../src/macho/macho.js";
import { readMachO } from "../../src/macho/read.js";
import { EMPTY_KEXT, linked, Workshop } from "../link/build.js";
import { arm64Target, compile } from "./object-files.js";

const SOURCE = `
  extern int printk(const char *, ...);
  int counter, table[7];
  int f(int n) { switch (n) { case 0: return 7; case 1: return printk("a"); case 2: return n * n; case 3: return 1; case 4: return table[n]; case 5: return counter++; } return 2; }
`;

describe("macho/load-commands", function () {
  this.timeout(20_000);
  const shop = new Workshop();
  after(() => shop.close());

  for (const [name, flags, target] of [
    ["x86_64", ["-O2", "-g"], undefined],
    ["arm64", ["-O2"], arm64Target],
    ["arm64e", ["-O0", "-g"], "arm64e-apple-macosx12"],
    ["an older system", ["-O1"], "x86_64-apple-macosx10.9"],
  ] as const) {
    it(`are those that llvm-objdump reads: ${name}`, async () => expectAgreement(await compile("c", SOURCE, flags, target)));
  }

  it("are those that llvm-objdump reads: an object that asks for libraries", async () =>
    expectAgreement(await compile("ll", '!llvm.linker.options = !{!0, !1}\n!0 = !{!"-lSystem"}\n!1 = !{!"-framework", !"IOKit"}\n')));

  it("are those that llvm-objdump reads: a kext", async () => {
    const { image } = linked([shop.assemble("kext.o", EMPTY_KEXT), shop.assemble("work.o", "_w: callq _IOLog\nmovq _version_major@GOTPCREL(%rip), %rax\nretq\n")]);
    await expectAgreement({ path: shop.write("kext", image), bytes: image });
  });
});

async function expectAgreement({ path, bytes }: { readonly path: string; readonly bytes: Uint8Array }): Promise<void> {
  const macho = readMachO(bytes);
  const { stdout } = await execa("llvm-objdump-22", ["--macho", "--private-headers", path]);
  const judged = stdout.split(/^Load command \d+$/m).slice(1).map(fields);
  expect(macho.loadCommands.map(({ command, body }) => [commandName(command), String(body.length + 8)])).to.deep.equal(judged.map((fieldsOf) => [fieldsOf["cmd"], fieldsOf["cmdsize"]]));
  const of = (name: string): readonly Record<string, string>[] => judged.filter(({ cmd }) => cmd === name);

  expect(macho.segments.map(segmentFields)).to.deep.equal(
    of("LC_SEGMENT_64").map(({ segname = "", vmaddr, vmsize, fileoff, filesize, nsects, flags }) => ({ segname, vmaddr: BigInt(vmaddr!), vmsize: BigInt(vmsize!), fileoff, filesize, nsects, flags: flagsOf(flags) })),
  );
  const [symtab] = of("LC_SYMTAB");
  const { symbolTable: table } = macho;
  expect(table && [table.offset, table.count, table.stringOffset, table.stringSize].map(String)).to.deep.equal(symtab && ["symoff", "nsyms", "stroff", "strsize"].map((field) => symtab[field]));
  const [dysymtab] = of("LC_DYSYMTAB");
  expect(macho.dynamicSymbolTable && dynamicFields(macho)).to.deep.equal(dysymtab && Object.fromEntries(Object.keys(dynamicFields(macho)).map((field) => [field, dysymtab[field]])));
  expect(macho.linkeditData.map(({ command, offset, size }) => [commandName(command), String(offset), String(size)])).to.deep.equal(
    judged.filter(({ dataoff }) => dataoff !== undefined).map(({ cmd, dataoff, datasize }) => [cmd, dataoff, datasize]),
  );
  const [build] = [...of("LC_BUILD_VERSION"), ...of("LC_VERSION_MIN_MACOSX")];
  expect(macho.buildVersion && shortVersion(macho.buildVersion.minimumOS)).to.equal(build?.["minos"] ?? build?.["version"]);
  const [uuid] = of("LC_UUID");
  expect(macho.uuid && Buffer.from(macho.uuid).toString("hex").toUpperCase()).to.equal(uuid?.["uuid"]?.replaceAll("-", ""));
  const [source] = of("LC_SOURCE_VERSION");
  expect(macho.sourceVersion?.slice(0, 2).join(".")).to.equal(source?.["version"]);
  expect(macho.linkerOptions.map((words) => words.length)).to.deep.equal(of("LC_LINKER_OPTION").map(({ count }) => Number(count)));
  expect(macho.loadCommands.some(({ command }) => command === LC_SEGMENT_64 || command === LC_SYMTAB)).to.equal(true);
}

/** The fields of a load command; those of its sections come after its own, and are compared elsewhere. */
function fields(text: string): Record<string, string> {
  const own: Record<string, string> = {};
  for (const line of text.split(/^Section$/m)[0]!.split("\n")) {
    const [, name, value] = /^\s*(\w+):? (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && own[name] === undefined) own[name] = value.trim().replace(/ (?:Past end of file.*|\(.*\))$/, "");
  }
  return own;
}

function segmentFields({ name, address, size, fileOffset, fileSize, sections, flags }: MachO["segments"][number]): object {
  return { segname: name, vmaddr: address, vmsize: size, fileoff: String(fileOffset), filesize: String(fileSize), nsects: String(sections.length), flags };
}

function flagsOf(text: string | undefined): number {
  return text === "(none)" || text === undefined || text === "" ? 0 : Number(text);
}

function dynamicFields({ dynamicSymbolTable: table, externalRelocations, localRelocations }: MachO): Record<string, string> {
  const { locals, defined, undefined: undefinedRun, indirectSymbols, indirectOffset, externalRelocationOffset, localRelocationOffset } = table!;
  const numbers = {
    ilocalsym: locals.first, nlocalsym: locals.count, iextdefsym: defined.first, nextdefsym: defined.count, iundefsym: undefinedRun.first, nundefsym: undefinedRun.count,
    indirectsymoff: indirectOffset, nindirectsyms: indirectSymbols.length, extreloff: externalRelocationOffset, nextrel: externalRelocations.length, locreloff: localRelocationOffset, nlocrel: localRelocations.length,
  };
  return Object.fromEntries(Object.entries(numbers).map(([field, number]) => [field, String(number)]));
}

function shortVersion([major, minor, patch]: readonly [number, number, number]): string {
  return patch === 0 ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}
