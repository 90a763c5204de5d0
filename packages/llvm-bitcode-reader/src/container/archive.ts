// Archives of objects: what ar makes, and rlibs. Each member has a header of 60 characters. Source:
// the manual of GNU ar(5) as FreeBSD has it, for the GNU and BSD ways to write long names.

import type { ByteWindow } from "./byte-window.js";
import type { ContainerFormat, ContainerPart } from "./format.js";

const MAGIC = "!<arch>\n";
const THIN_MAGIC = "!<thin>\n";

const HEADER_SIZE = 60;
const NAME_SIZE = 16;
const SIZE_AT = 48;
const SIZE_SIZE = 10;
const END_AT = 58;
const END = "`\n";

export const archive: ContainerFormat = {
  kind: "archive",
  recognizes: (window) => window.begins(MAGIC) || window.begins(THIN_MAGIC),
  parts(window) {
    if (window.begins(THIN_MAGIC)) throw window.error("a thin archive holds the names of its members, not the members", 0);
    return members(window);
  },
};

function* members(window: ByteWindow): Generator<ContainerPart> {
  let longNames: ByteWindow | undefined;
  for (let at = MAGIC.length; window.size - at >= HEADER_SIZE; ) {
    if (window.text(at + END_AT, END.length) !== END) throw window.error("there is no header of an archive's member", at);
    const rawName = window.text(at, NAME_SIZE).trimEnd();
    const content = window.part(at + HEADER_SIZE, readNumber(window, at + SIZE_AT, SIZE_SIZE), "a member");
    if (rawName === "//") longNames = content;
    else if (!SYMBOL_TABLES.test(rawName)) yield member(window, at, rawName, content, longNames);
    // Members begin at even places.
    at += HEADER_SIZE + content.size + (content.size % 2);
  }
}

const SYMBOL_TABLES = /^(?:\/|\/SYM64\/|__\.SYMDEF.*)$/;

function member(window: ByteWindow, at: number, rawName: string, content: ByteWindow, longNames: ByteWindow | undefined): ContainerPart {
  // BSD: the name stands before the content.
  if (rawName.startsWith("#1/")) {
    const length = readNumber(window, at + 3, NAME_SIZE - 3);
    return { name: content.textUpTo(0, length), window: content.part(length, content.size - length, "a member behind its name") };
  }
  // GNU: the name stands in a table, which ends each with a slash and a new line.
  if (/^\/\d/.test(rawName)) {
    if (longNames === undefined) throw window.error("a member's name is in a table that is not there", at);
    const name = longNames.textUpTo(readNumber(window, at + 1, NAME_SIZE - 1), LONGEST_NAME, NEW_LINE);
    return { name: withoutSlash(name), window: content };
  }
  return { name: withoutSlash(rawName), window: content };
}

/** Names are cut off here, or a table without an end to them would be searched for each member. */
const LONGEST_NAME = 4096;

const NEW_LINE = 0x0a;

function withoutSlash(name: string): string {
  return name.replace(/\/$/, "");
}

function readNumber(window: ByteWindow, at: number, size: number): number {
  const text = window.text(at, size).trimEnd();
  if (!/^\d+$/.test(text)) throw window.error(`a number is expected in the header of an archive's member, not '${text}'`, at);
  return Number(text);
}
