// Judges the structure of a kext for x86_64: everything that the kernel's linker and the builder of
// kernel collections look at. Written from the formats in Apple's headers (<mach-o/loader.h>,
// nlist.h, reloc.h, <mach/kmod.h>) with a reader of its own: it shares nothing with the linker.

interface Segment {
  readonly name: string;
  readonly address: number;
  readonly size: number;
  readonly offset: number;
  readonly fileSize: number;
  readonly protection: number;
  readonly sections: readonly Section[];
}

interface Section {
  readonly name: string;
  readonly segment: string;
  readonly address: number;
  readonly size: number;
  readonly offset: number;
  readonly alignment: number;
  readonly flags: number;
}

interface Symbol {
  readonly name: string;
  readonly type: number;
  readonly section: number;
  readonly description: number;
  readonly value: number;
}

interface Table {
  readonly what: string;
  readonly offset: number;
  readonly size: number;
}

const PAGE = 4096;
const ZEROFILL = 1;
const TYPES_WITH_DATA = new Set([0, 2, 3, 4, 5, 6, 8, 9, 0xa, 0xb, 0xe]);
const FIRST_OF_DATA = ["__got", "__mod_init_func", "__mod_term_func", "__const", "__cfstring"];

/** What is wrong with a kext, one line each; none where both of Apple's loaders would take it. */
export function structureProblems(file: Uint8Array): string[] {
  const problems: string[] = [];
  const require = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const u32 = (offset: number): number => bytes.readUInt32LE(offset);
  const u64 = (offset: number): number => Number(bytes.readBigUInt64LE(offset));
  const text = (offset: number, size: number): string => bytes.toString("latin1", offset, offset + size).replace(/\0.*$/s, "");

  require(u32(0) === 0xfeedfacf && u32(4) === 0x01000007 && u32(8) === 3, "the header is not that of an x86_64 file");
  require(u32(12) === 11 && u32(24) === 0x85 && u32(28) === 0, "the header is not that of a kext");
  const commands: { readonly command: number; readonly at: number }[] = [];
  const commandsEnd = 32 + u32(20);
  let at = 32;
  for (let left = u32(16); left > 0; left -= 1) {
    commands.push({ command: u32(at), at });
    require(u32(at + 4) % 8 === 0, "a load command is no multiple of 8 bytes");
    at += u32(at + 4);
  }
  require(at === commandsEnd, "the load commands do not fill their place");
  const order = commands.map(({ command }) => command.toString(16)).join(" ");
  require(/^(19 )+2 b 1b 2a( 29)?$/.test(order), `the load commands are ${order}`);
  const command = (number: number): number => commands.find((found) => found.command === number)!.at;

  const segments: Segment[] = commands.filter((found) => found.command === 0x19).map(({ at: start }) => ({
    name: text(start + 8, 16),
    address: u64(start + 24),
    size: u64(start + 32),
    offset: u64(start + 40),
    fileSize: u64(start + 48),
    protection: u32(start + 56) === u32(start + 60) ? u32(start + 56) : -1,
    sections: Array.from({ length: u32(start + 64) }, (_, index) => {
      const section = start + 72 + 80 * index;
      const zeroes = [56, 60, 68, 72, 76].map((field) => u32(section + field));
      require(zeroes.every((value) => value === 0), `section ${text(section, 16)} has relocations or reserved fields`);
      return { name: text(section, 16), segment: text(section + 16, 16), address: u64(section + 32), size: u64(section + 40), offset: u32(section + 48), alignment: u32(section + 52), flags: u32(section + 64) };
    }),
  }));
  require(segments[0]?.name === "__TEXT" && segments.at(-1)?.name === "__LINKEDIT", "the first segment is not __TEXT, or the last one not __LINKEDIT");
  require(new Set(segments.map(({ name }) => name)).size === segments.length, "two segments have one name");
  let [address, offset] = [0, 0];
  for (const segment of segments) {
    const { name, sections } = segment;
    const isTables = name === "__LINKEDIT";
    require(segment.address === address, `segment ${name} leaves a gap in memory`);
    require(segment.offset === offset, `segment ${name} leaves a gap in the file`);
    require(segment.size > 0 && segment.size % PAGE === 0 && segment.fileSize <= segment.size, `segment ${name} has no whole pages`);
    require(isTables || segment.fileSize % PAGE === 0, `segment ${name} has no whole pages in the file`);
    require(segment.protection === (name === "__TEXT" ? 5 : isTables ? 1 : 3), `segment ${name} has other protections`);
    let end = name === "__TEXT" ? commandsEnd : address;
    let isZero = false;
    let backed = end;
    for (const section of sections) {
      const what = `section ${name},${section.name}`;
      const zerofill = (section.flags & 0xff) === ZEROFILL;
      require(section.segment === name, `${what} is in another segment`);
      require(section.address >= end && section.address + section.size <= address + segment.size, `${what} overlaps, or is outside of its segment`);
      require(section.alignment <= 12 && section.address % 2 ** section.alignment === 0, `${what} is not aligned`);
      require(zerofill || TYPES_WITH_DATA.has(section.flags & 0xff), `${what} is of a type that the kernel refuses`);
      require(!(isZero && !zerofill), `${what} has bytes, behind zeroed memory`);
      require(zerofill ? section.offset === 0 : section.offset === segment.offset + (section.address - address), `${what} is not where its segment is in the file`);
      require(((section.flags & 0x80000000) !== 0) === ((section.flags & 0x400) !== 0) && ((section.flags & 0x400) === 0 || name === "__TEXT"), `${what} has other attributes`);
      isZero ||= zerofill;
      end = section.address + section.size;
      if (!zerofill) backed = end;
    }
    const names = sections.filter(({ flags }) => (flags & 0xff) !== ZEROFILL).map((section) => section.name);
    if (name === "__TEXT" && names.includes("__text")) require(names[0] === "__text", "__text is not the first section of __TEXT");
    if (name === "__DATA") require(isAscending(names.map((section) => (FIRST_OF_DATA.includes(section) ? FIRST_OF_DATA.indexOf(section) : FIRST_OF_DATA.length))), `__DATA's order is ${names.join(" ")}`);
    require(!names.some((section) => /^__(?:eh_frame|compact_unwind|literal\d+|textcoal_nt|StaticInit|datacoal_nt)$/.test(section)), `${name} has sections that kexts have not`);
    if (!isTables) require(segment.fileSize === Math.ceil((backed - address) / PAGE) * PAGE, `segment ${name} has not the bytes of its sections`);
    address += segment.size;
    offset += segment.fileSize;
  }
  require(offset === bytes.length, "there are bytes behind __LINKEDIT");
  require(address < 2 ** 30, "the kext is too large for kernel collections");
  const sections = segments.flatMap((segment) => segment.sections);
  const bytesAt = (place: number, size = 8): number | undefined => {
    const segment = segments.find((candidate) => place >= candidate.address && place + size <= candidate.address + candidate.fileSize);
    return segment && segment.offset + (place - segment.address);
  };

  const [symtab, dysymtab] = [command(2), command(0xb)];
  const runs = [8, 16, 24].map((field) => ({ first: u32(dysymtab + field), count: u32(dysymtab + field + 4) }));
  const [external, local] = [64, 72].map((field) => ({ offset: u32(dysymtab + field), count: u32(dysymtab + field + 4) }));
  require([32, 36, 40, 44, 48, 52, 56, 60].every((field) => u32(dysymtab + field) === 0), "LC_DYSYMTAB names tables that kexts have not");
  const strings = { offset: u32(symtab + 16), size: u32(symtab + 20) };
  const dataInCode = commands.find((found) => found.command === 0x29)?.at;
  const tables: Table[] = [
    { what: "local relocations", offset: local!.offset, size: local!.count * 8 },
    ...(dataInCode === undefined ? [] : [{ what: "data in code", offset: u32(dataInCode + 8), size: u32(dataInCode + 12) }]),
    { what: "symbols", offset: u32(symtab + 8), size: u32(symtab + 12) * 16 },
    { what: "external relocations", offset: external!.offset, size: external!.count * 8 },
    { what: "strings", offset: strings.offset, size: strings.size },
  ];
  let place = segments.at(-1)!.offset;
  for (const table of tables) {
    if (table.size === 0) require(table.offset === 0, `there are no ${table.what}, and they are somewhere`);
    if (table.size === 0) continue;
    require(table.offset === place, `the ${table.what} are not next in __LINKEDIT`);
    place = table.offset + Math.ceil(table.size / 8) * 8;
  }
  require(place === bytes.length && strings.size % 8 === 0, "the tables do not fill __LINKEDIT");
  require(u32(strings.offset) % 0x10000 === 0x20, "the strings do not begin with a blank");
  const uuid = bytes.subarray(command(0x1b) + 8, command(0x1b) + 24);
  require(uuid[6]! >> 4 === 3 && uuid[8]! >> 6 === 2, "the UUID is not of version 3");

  const symbols: Symbol[] = Array.from({ length: u32(symtab + 12) }, (_, index) => {
    const entry = u32(symtab + 8) + 16 * index;
    const name = strings.offset + u32(entry);
    require(u32(entry) >= 2 && bytes.indexOf(0, name) < strings.offset + strings.size, `symbol ${index} has no name`);
    return { name: bytes.toString("latin1", name, bytes.indexOf(0, name)), type: bytes[entry + 4]!, section: bytes[entry + 5]!, description: bytes.readUInt16LE(entry + 6), value: u64(entry + 8) };
  });
  require(runs[0]!.first === 0 && runs[1]!.first === runs[0]!.count && runs[2]!.first === runs[1]!.first + runs[1]!.count && runs[2]!.first + runs[2]!.count === symbols.length, "the runs of symbols do not follow each other");
  const [locals, defined, missing] = runs.map(({ first, count }) => symbols.slice(first, first + count));
  for (const { name, type, section: number, value } of [...locals!, ...defined!]) {
    if ((type & 0x0e) === 2) continue;
    const home = sections[number - 1];
    require((type & 0xee) === 0x0e, `symbol ${name} is of type ${type}`);
    require(home !== undefined && value >= home.address - 16 && value <= home.address + home.size + 16, `symbol ${name} is not in its section`);
  }
  for (const { name, type } of locals!) require((type & 1) === 0 && !(type < 0x10 && /^[lL]/.test(name)), `${name} is among the local symbols`);
  for (const { name, type, description } of defined!) require((type & 0x11) === 1 && (description & ~0x80) === 0, `${name} is among the defined symbols`);
  for (const { name, type, section, description, value } of missing!) {
    require(type === 1 && section === 0 && value === 0 && (description & ~0x40) === 0xfe00, `undefined symbol ${name} has other fields`);
    require(!["___dso_handle", "_kmod_info"].includes(name), `${name} is undefined`);
  }
  for (const run of [defined!, missing!]) require(isAscending(run.map(({ name }) => name)), "a run of symbols is not sorted");
  require(new Set([...defined!, ...missing!].map(({ name }) => name)).size === defined!.length + missing!.length, "a name is there twice");
  require(missing!.every(({ description }) => (description & 0x40) === 0) || missing!.some(({ name }) => name === "_gOSKextUnresolved"), "weak references are not tested for");

  const fields = new Map<number, number>();
  const used = new Set<number>();
  const entries = (table: { readonly offset: number; readonly count: number }): { readonly address: number; readonly word: number }[] =>
    Array.from({ length: table.count }, (_, index) => ({ address: u32(table.offset + 8 * index), word: u32(table.offset + 8 * index + 4) }));
  const take = (field: number, size: number): number | undefined => {
    require(!fields.has(field), `two relocations are for 0x${field.toString(16)}`);
    fields.set(field, size);
    const there = bytesAt(field, size);
    require(there !== undefined && sections.some((home) => (home.flags & 0xff) !== ZEROFILL && field >= home.address && field + size <= home.address + home.size), `a relocation is for 0x${field.toString(16)}, where nothing is`);
    return there;
  };
  for (const { address: field, word } of entries(local!)) {
    const there = take(field, 8);
    const target = sections[(word & 0xffffff) - 1];
    require(word >>> 24 === 0b00000110 && target !== undefined, `the local relocation of 0x${field.toString(16)} is of another form`);
    if (there !== undefined) require(u64(there) < 2 ** 30 || u64(there) > 2 ** 63, `the pointer at 0x${field.toString(16)} leaves the kext`);
  }
  let isBranches = false;
  let last = [-1, -1];
  for (const { address: field, word } of entries(external!)) {
    const index = word & 0xffffff;
    const isBranch = word >>> 24 === 0b00101101;
    require(isBranch || word >>> 24 === 0b00001110, `the external relocation of 0x${field.toString(16)} is of another form`);
    require(!isBranches || isBranch, "a pointer stands behind branches");
    if (isBranch !== isBranches) last = [-1, -1];
    require(index > last[0]! || (index === last[0] && field > last[1]!), "external relocations are not sorted");
    [isBranches, last] = [isBranch, [index, field]];
    const symbol = symbols[index];
    require(symbol !== undefined && (symbol.type === 1 || (!isBranch && symbol.type === 0x0f && symbol.description === 0x80)), `an external relocation is for symbol ${symbol?.name}`);
    used.add(index);
    const there = take(field, isBranch ? 4 : 8);
    if (there !== undefined) require((isBranch ? u32(there) : u64(there)) === 0, `the external relocation of 0x${field.toString(16)} has an addend`);
  }
  for (const [index, { name }] of missing!.entries()) require(used.has(runs[2]!.first + index), `${name} is undefined, and nothing refers to it`);
  const ascendingFields = [...fields].sort((a, b) => a[0] - b[0]);
  for (const [index, [field]] of ascendingFields.entries()) {
    const before = ascendingFields[index - 1];
    require(before === undefined || before[0] + before[1] <= field, `relocations overlap at 0x${field.toString(16)}`);
  }

  const info = [...locals!, ...defined!].find(({ name }) => name === "_kmod_info");
  const infoBytes = info && bytesAt(info.value);
  if (info === undefined || infoBytes === undefined) return [...problems, "there is no _kmod_info in the file"];
  require(sections[info.section - 1]?.segment !== "__TEXT" && u32(infoBytes + 8) === 1, "_kmod_info is not writable, or of another version");
  require(bytes.subarray(infoBytes + 16, infoBytes + 80).includes(0), "_kmod_info's name does not end");
  for (const pointer of [180, 188]) {
    const target = u64(infoBytes + pointer);
    require(fields.get(info.value + pointer) === 8 && sections.some((home) => home.segment === "__TEXT" && target >= home.address && target < home.address + home.size), `_kmod_info+${pointer} is no pointer to code`);
  }
  return problems;
}

function isAscending<Of extends string | number>(values: readonly Of[]): boolean {
  return values.every((value, index) => index === 0 || values[index - 1]! <= value);
}
