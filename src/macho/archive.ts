// Static archives, as ar and libtool write them: <ar.h> for the headers, BSD's way
// of writing long names and GNU's.

import { Cursor } from "./cursor.js";
import { fileWindow } from "./file-parts.js";
import { MachOError } from "./macho-error.js";

export interface ArchiveMember {
  readonly name: string;
  /** File offset of the member's bytes. */
  readonly offset: number;
  /** A view of the file. */
  readonly bytes: Uint8Array;
}

const magic = "!<arch>\n";
const thinMagic = "!<thin>\n";
/** Bytes of `ar_hdr`. */
const headerSize = 60;
const headerEnd = "`\n";

/** Whether a file is a static archive, thin ones among them, which readArchive refuses. */
export function isArchive(file: Uint8Array): boolean {
  const start = text(file.subarray(0, magic.length));
  return start === magic || start === thinMagic;
}

/**
 * The members of an archive, in its order, without its tables of symbols and names.
 * Throws MachOError where it is malformed or thin.
 */
export function readArchive(file: Uint8Array): ArchiveMember[] {
  if (text(file.subarray(0, magic.length)) === thinMagic) throw new MachOError("archive-thin", "a thin archive, which holds no objects but where they are", 0, "make it with --format=darwin, without --thin");
  const members: ArchiveMember[] = [];
  let longNames: Uint8Array | undefined;
  for (let offset = magic.length; offset < file.length; ) {
    const { field, size } = readHeader(file, offset);
    const start = offset + headerSize;
    const { bytes } = fileWindow(file, start, size, "an archive's member", offset + 48);
    if (field === "//") longNames = bytes;
    else if (!isSymbolTable(field)) addMember(members, field, start, bytes, longNames);
    // Members begin at even offsets.
    offset = start + size + (size % 2);
  }
  return members;
}

function readHeader(file: Uint8Array, offset: number): { readonly field: string; readonly size: number } {
  const header = new Cursor(file.subarray(offset), offset).window(headerSize, "an archive's member header");
  const field = text(header.bytes(16)).trimEnd();
  // Time, owner, group and mode.
  header.skip(32);
  const size = text(header.bytes(10)).trimEnd();
  if (text(header.bytes(2)) !== headerEnd || !/^\d+$/.test(size)) {
    throw new MachOError("archive-bad-member", "an archive's member header is damaged", offset);
  }
  return { field, size: Number(size) };
}

function isSymbolTable(name: string): boolean {
  return name === "/" || name === "/SYM64/" || name.startsWith("__.SYMDEF");
}

function addMember(members: ArchiveMember[], field: string, start: number, bytes: Uint8Array, longNames: Uint8Array | undefined): void {
  // BSD: `#1/20`, and the name's 20 bytes stand before the contents.
  const bsdLength = /^#1\/(\d+)$/.exec(field)?.[1];
  if (bsdLength !== undefined) {
    const length = Number(bsdLength);
    if (length > bytes.length) throw new MachOError("archive-bad-member", `a name of ${length} bytes does not fit into its member`, start);
    const name = text(bytes.subarray(0, length)).replace(/\0+$/, "");
    if (!isSymbolTable(name)) members.push({ name, offset: start + length, bytes: bytes.subarray(length) });
    return;
  }
  // GNU: `/40`, an offset into the table of names; short names end in a slash.
  const gnuOffset = /^\/(\d+)$/.exec(field)?.[1];
  const name = gnuOffset === undefined ? field.replace(/\/$/, "") : longName(longNames, Number(gnuOffset), start);
  members.push({ name, offset: start, bytes });
}

function longName(longNames: Uint8Array | undefined, offset: number, start: number): string {
  const end = longNames?.indexOf(0x0a, offset) ?? -1;
  if (longNames === undefined || end < 0) {
    throw new MachOError("archive-bad-member", `a member's name is at ${offset} of a table of ${longNames?.length ?? 0} bytes`, start);
  }
  return text(longNames.subarray(offset, end)).replace(/\/$/, "");
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
