/** What is here, and what it suffices for. */
export interface DoctorReport {
  schemaVersion: 1;
  system: DoctorSystem;
  rustcs: DoctorRustc[];
  clangs: DoctorTool[];
  llvmDis: DoctorTool[];
  llvmAs: DoctorTool[];
  opts: DoctorTool[];
  llvmObjdumps: DoctorTool[];
  dsymutils: DoctorTool[];
  llvmSymbolizers: DoctorTool[];
  /** Programs that are here and do not say what they are. */
  unusable: { file: string; reason: string }[];
  /** Who can be expected to read what the rustc with the newest LLVM emits; null without a rustc. */
  newestRustc: { file: string; llvmMajor: number; textReadBy: string[]; bitcodeReadBy: string[] } | null;
  uses: DoctorUse[];
}

export interface DoctorSystem {
  /** As Node names it: `linux`, `darwin`. */
  platform: string;
  release: string;
  architecture: string;
  /** Node's version without the `v`. */
  node: string;
  installer: "apt" | "brew" | "other";
}

export interface DoctorTool {
  file: string;
  /** As the tool prints it; Apple's number is Xcode's. */
  version: string;
  vendor: "llvm" | "apple";
  /** The newest LLVM release whose text or bitcode it can be expected to read. */
  reads: number;
}

export interface DoctorRustc {
  file: string;
  release: string;
  commitHash: string | null;
  host: string;
  /** The LLVM inside it, whose dialect its IR is in. */
  llvm: string | null;
  /** The cargo beside it. */
  cargo: string | null;
  /** Targets whose compiled `core` is installed. */
  targets: string[];
  /** Whether the sources of `core` are installed, to compile it for other targets. */
  hasLibrarySources: boolean;
}

/** One thing that kextir does, and whether this system suffices for it. */
export interface DoctorUse {
  use: "filter" | "bitcode" | "compile" | "verify" | "debug" | "boot" | "example";
  /** One line: what of kextir this is. */
  summary: string;
  isReady: boolean;
  missing: DoctorMissing[];
}

export interface DoctorMissing {
  what: string;
  why: string;
  /** The command that installs it, or words where this system has none. */
  install: string;
}
