// Constants and record sizes of Mach-O files, by the names and from the headers
// that Apple's SDK gives them.

// <mach-o/loader.h>
export const MH_MAGIC = 0xfeedface;
export const MH_MAGIC_64 = 0xfeedfacf;
export const MH_CIGAM_64 = 0xcffaedfe;
export const MH_OBJECT = 0x1;
export const MH_EXECUTE = 0x2;
export const MH_DYLIB = 0x6;
export const MH_BUNDLE = 0x8;
export const MH_DSYM = 0xa;
export const MH_KEXT_BUNDLE = 0xb;
export const MH_NOUNDEFS = 0x1;
export const MH_DYLDLINK = 0x4;
export const MH_TWOLEVEL = 0x80;
/** The compiler says that nothing falls from one symbol's code or data into the next one's. */
export const MH_SUBSECTIONS_VIA_SYMBOLS = 0x2000;
export const MH_WEAK_DEFINES = 0x8000;
export const MH_BINDS_TO_WEAK = 0x10000;

/** Bytes of `mach_header_64`. */
export const machHeaderSize = 32;
/** Bytes of `load_command`, the part that all load commands begin with. */
export const loadCommandSize = 8;
/** Load commands of 64-bit files are multiples of this. */
export const loadCommandAlignment = 8;
/** Bytes of `segment_command_64`, without its sections. */
export const segmentCommandSize = 72;
/** Bytes of `section_64`. */
export const sectionSize = 80;
/** Bytes of `build_tool_version`. */
export const buildToolSize = 8;
/** Bytes of `data_in_code_entry`. */
export const dataInCodeEntrySize = 8;

/** In a command's number: a loader that does not know it must refuse the file. */
export const LC_REQ_DYLD = 0x80000000;
export const LC_SYMTAB = 0x2;
export const LC_DYSYMTAB = 0xb;
export const LC_SEGMENT_64 = 0x19;
export const LC_UUID = 0x1b;
export const LC_CODE_SIGNATURE = 0x1d;
export const LC_SEGMENT_SPLIT_INFO = 0x1e;
export const LC_DYLD_INFO = 0x22;
export const LC_VERSION_MIN_MACOSX = 0x24;
export const LC_VERSION_MIN_IPHONEOS = 0x25;
export const LC_FUNCTION_STARTS = 0x26;
export const LC_DATA_IN_CODE = 0x29;
export const LC_SOURCE_VERSION = 0x2a;
export const LC_DYLIB_CODE_SIGN_DRS = 0x2b;
export const LC_LINKER_OPTION = 0x2d;
export const LC_LINKER_OPTIMIZATION_HINT = 0x2e;
export const LC_VERSION_MIN_TVOS = 0x2f;
export const LC_VERSION_MIN_WATCHOS = 0x30;
export const LC_NOTE = 0x31;
export const LC_BUILD_VERSION = 0x32;
export const LC_ATOM_INFO = 0x36;
export const LC_DYLD_INFO_ONLY = (0x22 | LC_REQ_DYLD) >>> 0;
export const LC_DYLD_EXPORTS_TRIE = (0x33 | LC_REQ_DYLD) >>> 0;
export const LC_DYLD_CHAINED_FIXUPS = (0x34 | LC_REQ_DYLD) >>> 0;

export const PLATFORM_MACOS = 1;
export const PLATFORM_IOS = 2;
export const PLATFORM_TVOS = 3;
export const PLATFORM_WATCHOS = 4;

/** The low byte of a section's flags is its type, the rest are attributes. */
export const SECTION_TYPE = 0x000000ff;
export const SECTION_ATTRIBUTES = 0xffffff00;
export const S_REGULAR = 0x0;
export const S_ZEROFILL = 0x1;
export const S_CSTRING_LITERALS = 0x2;
export const S_4BYTE_LITERALS = 0x3;
export const S_8BYTE_LITERALS = 0x4;
export const S_LITERAL_POINTERS = 0x5;
/** Pointers to functions that the kernel calls before a kext's start. */
export const S_MOD_INIT_FUNC_POINTERS = 0x9;
/** And after its stop. */
export const S_MOD_TERM_FUNC_POINTERS = 0xa;
export const S_COALESCED = 0xb;
export const S_GB_ZEROFILL = 0xc;
export const S_16BYTE_LITERALS = 0xe;
export const S_THREAD_LOCAL_REGULAR = 0x11;
export const S_THREAD_LOCAL_ZEROFILL = 0x12;
export const S_THREAD_LOCAL_INIT_FUNCTION_POINTERS = 0x15;
export const S_INIT_FUNC_OFFSETS = 0x16;
export const S_ATTR_PURE_INSTRUCTIONS = 0x80000000;
export const S_ATTR_NO_DEAD_STRIP = 0x10000000;
export const S_ATTR_DEBUG = 0x02000000;
export const S_ATTR_SOME_INSTRUCTIONS = 0x00000400;

// <mach/machine.h>
export const CPU_TYPE_X86_64 = 0x01000007;
export const CPU_TYPE_ARM64 = 0x0100000c;
/** The high byte of a subtype holds capability bits. */
export const CPU_SUBTYPE_MASK = 0xff000000;
export const CPU_SUBTYPE_X86_64_ALL = 3;
export const CPU_SUBTYPE_X86_64_H = 8;
export const CPU_SUBTYPE_ARM64E = 2;

// <mach-o/nlist.h>
/** Bytes of `nlist_64`. */
export const symbolSize = 16;
/** A symbol with any of these bits is for debuggers, and its type a number of its own. */
export const N_STAB = 0xe0;
export const N_PEXT = 0x10;
export const N_TYPE = 0x0e;
export const N_EXT = 0x01;
export const N_UNDF = 0x0;
export const N_ABS = 0x2;
export const N_INDR = 0xa;
export const N_PBUD = 0xc;
export const N_SECT = 0xe;
/** In an object's `n_desc`: keep it though nothing refers to it. */
export const N_NO_DEAD_STRIP = 0x0020;
export const N_WEAK_REF = 0x0040;
export const N_WEAK_DEF = 0x0080;
/** Another entry of the function or data before it. */
export const N_ALT_ENTRY = 0x0200;

// <mach-o/reloc.h>
/** Bytes of `relocation_info`. */
export const relocationSize = 8;

// <mach-o/x86_64/reloc.h>: the names by number.
export const x86RelocationTypes: readonly string[] = [
  "X86_64_RELOC_UNSIGNED",
  "X86_64_RELOC_SIGNED",
  "X86_64_RELOC_BRANCH",
  "X86_64_RELOC_GOT_LOAD",
  "X86_64_RELOC_GOT",
  "X86_64_RELOC_SUBTRACTOR",
  "X86_64_RELOC_SIGNED_1",
  "X86_64_RELOC_SIGNED_2",
  "X86_64_RELOC_SIGNED_4",
  "X86_64_RELOC_TLV",
];

// <mach-o/arm64/reloc.h>: the names by number.
export const arm64RelocationTypes: readonly string[] = [
  "ARM64_RELOC_UNSIGNED",
  "ARM64_RELOC_SUBTRACTOR",
  "ARM64_RELOC_BRANCH26",
  "ARM64_RELOC_PAGE21",
  "ARM64_RELOC_PAGEOFF12",
  "ARM64_RELOC_GOT_LOAD_PAGE21",
  "ARM64_RELOC_GOT_LOAD_PAGEOFF12",
  "ARM64_RELOC_POINTER_TO_GOT",
  "ARM64_RELOC_TLVP_LOAD_PAGE21",
  "ARM64_RELOC_TLVP_LOAD_PAGEOFF12",
  "ARM64_RELOC_ADDEND",
  "ARM64_RELOC_AUTHENTICATED_POINTER",
];

/** A relocation's offset with this bit is of a form that 64-bit files do not have. */
export const R_SCATTERED = 0x80000000;

// <mach-o/fat.h>; these records alone are big-endian.
export const FAT_MAGIC = 0xcafebabe;
export const FAT_MAGIC_64 = 0xcafebabf;
/** Bytes of `fat_header`. */
export const fatHeaderSize = 8;
/** Bytes of `fat_arch`. */
export const fatArchSize = 20;
/** Bytes of `fat_arch_64`. */
export const fatArch64Size = 32;
