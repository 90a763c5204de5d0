/**
 * Names what a file of another kind is by its first bytes, for a message that says
 * why it is no LLVM IR: `an ELF object`, `a PNG image`. Undefined when the bytes
 * are text or of no known kind.
 */
export function describeBinary(bytes: Uint8Array): string | undefined {
  const kind = KINDS.find(({ at = 0, magic }) => magic.every((byte, index) => bytes[at + index] === byte));
  return kind?.describe(bytes);
}

interface Kind {
  /** Where the magic stands; 0 when absent. */
  readonly at?: number;
  readonly magic: readonly number[];
  readonly describe: (bytes: Uint8Array) => string;
}

const KINDS: readonly Kind[] = [
  { magic: [0x42, 0x43, 0xc0, 0xde], describe: () => "LLVM bitcode" },
  { magic: [0xde, 0xc0, 0x17, 0x0b], describe: () => "LLVM bitcode in a wrapper" },
  { magic: [0x7f, ...ascii("ELF")], describe: describeElf },
  { magic: [0xcf, 0xfa, 0xed, 0xfe], describe: (bytes) => describeMachO(bytes, true) },
  { magic: [0xce, 0xfa, 0xed, 0xfe], describe: (bytes) => describeMachO(bytes, true) },
  { magic: [0xfe, 0xed, 0xfa, 0xcf], describe: (bytes) => describeMachO(bytes, false) },
  { magic: [0xfe, 0xed, 0xfa, 0xce], describe: (bytes) => describeMachO(bytes, false) },
  { magic: [0xca, 0xfe, 0xba, 0xbe], describe: describeCafebabe },
  { magic: [0xca, 0xfe, 0xba, 0xbf], describe: () => "a universal Mach-O file" },
  { magic: ascii("!<thin>\n"), describe: () => "a thin archive of objects" },
  { magic: ascii("!<arch>\n"), describe: () => "an archive of objects (an .a or .rlib file)" },
  { magic: ascii("rust\0\0\0"), describe: () => "Rust crate metadata (an .rmeta file)" },
  // Two letters alone may begin a text; linkers write these two bytes behind them.
  { magic: ascii("MZ\x90\0"), describe: () => "a Windows program" },
  { magic: ascii("\0asm"), describe: () => "a WebAssembly module" },
  { magic: [0x89, ...ascii("PNG")], describe: () => "a PNG image" },
  { magic: [0xff, 0xd8, 0xff], describe: () => "a JPEG image" },
  { magic: ascii("GIF8"), describe: () => "a GIF image" },
  { magic: ascii("%PDF-"), describe: () => "a PDF document" },
  { magic: [0x1f, 0x8b], describe: () => "gzip-compressed data" },
  { at: 4, magic: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], describe: () => "bzip2-compressed data" },
  { magic: [0xfd, ...ascii("7zXZ\0")], describe: () => "xz-compressed data" },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], describe: () => "zstd-compressed data" },
  { magic: [0x50, 0x4b, 0x03, 0x04], describe: () => "a ZIP archive" },
  { at: 257, magic: ascii("ustar"), describe: () => "a tar archive" },
  { magic: ascii("SQLite format 3\0"), describe: () => "an SQLite database" },
  { magic: [0xff, 0xfe], describe: () => "UTF-16 text (LLVM IR is read as bytes of ASCII)" },
  { magic: [0xfe, 0xff], describe: () => "UTF-16 text (LLVM IR is read as bytes of ASCII)" },
];

function describeElf(bytes: Uint8Array): string {
  // e_type is a half word at offset 16, in the byte order that byte 5 names.
  const type = bytes[5] === 2 ? bytes[17] : bytes[16];
  if (type === 2) return "an ELF program";
  if (type === 3) return "an ELF shared library or program";
  return "an ELF object";
}

function describeMachO(bytes: Uint8Array, littleEndian: boolean): string {
  // filetype is the fourth word of the header.
  const type = bytes[littleEndian ? 12 : 15];
  if (type === 2) return "a Mach-O program";
  if (type === 6) return "a Mach-O dynamic library";
  if (type === 11) return "a Mach-O kernel extension";
  return "a Mach-O object";
}

function describeCafebabe(bytes: Uint8Array): string {
  // Java's class files share the magic; their second word is a version of 45 or
  // more, a universal file's is the number of architectures.
  const count = ((bytes[4] ?? 0) << 24) | ((bytes[5] ?? 0) << 16) | ((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0);
  return count >= 45 ? "a Java class" : "a universal Mach-O file";
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
