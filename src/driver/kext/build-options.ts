import type { AuditSettings } from "../../audit/settings.js";
import type { KernelChoice } from "../../audit/symbols.js";
import type { LinkInput } from "../../link/input.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import type { Diagnostic } from "../../support/diagnostic.js";
import type { LoneSource } from "../../toolchain/cargo-package.js";
import type { OptimizationLevel } from "../../toolchain/clang.js";
import type { SearchPlaces } from "../../toolchain/find.js";
import type { PreprocessedLanguage } from "../../toolchain/source.js";
import type { InfoPlistOptions } from "./info-plist.js";

/** What a kext is built of: a package of cargo's by its Cargo.toml, or a source file that has none. Absolute paths. */
export type RustSource = { readonly manifest: string } | LoneSource;

/** A source in another language, or what is linked as it is. */
export type GlueFile = { readonly file: string; readonly name: string; readonly language: PreprocessedLanguage } | LinkInput;

export interface BuildOptions {
  readonly source: RustSource;
  /** The folder that messages name files from. */
  readonly baseFolder: string;
  readonly glue: readonly GlueFile[];
  readonly passes: readonly ConfiguredPass[];
  /** The triple that clang compiles for. */
  readonly target: string;
  readonly rustc: string | undefined;
  readonly clang: string | undefined;
  /** `2` when absent. */
  readonly optimizationLevel: OptimizationLevel | undefined;
  readonly clangArgs: readonly string[];
  readonly features: readonly string[];
  /** Whether rustc's words are to be coloured. */
  readonly isColored: boolean;
  /** The user's RUSTFLAGS. */
  readonly rustFlags: string;
  /** Whether rustc makes one module of the program, or each of its parts goes through the passes by itself. */
  readonly isLto: boolean;
  readonly isBridged: boolean;
  /** Whether debug info is made, for a dSYM beside the kext. */
  readonly debugInfo: boolean;
  /** Symbols that other kexts may use, as `_name`. */
  readonly exports: readonly string[];
  readonly bundle: Omit<InfoPlistOptions, "kernel">;
  readonly kernel: KernelChoice;
  readonly audit: AuditSettings;
  readonly places: SearchPlaces;
  /** setup/core, which builds Rust's libraries for a target. */
  readonly coreScript: string;
  /** The folder of the crate `kext`, which a file without a package may use. */
  readonly supportCrate: string;
  readonly signal?: AbortSignal;

  /** Does the work of one stage; the work says, in a few words, what came of it. */
  stage<Result>(name: string, work: (say: (detail: string) => void) => Promise<Result>): Promise<Result>;
  /** Told which text the diagnostics that follow are about. */
  about(name: string, bytes: Buffer): void;
  report(diagnostic: Diagnostic): void;
  /** Told what tools say although they do their work. */
  words(text: string): void;
  /** Told of everything that is made on the way, with a place to keep it. */
  keep(file: string, bytes: Uint8Array): void;
}
