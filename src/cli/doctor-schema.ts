import * as z from "zod/mini";
import type { DoctorReport } from "../toolchain/doctor-report.js";

const llvmTool = z.strictObject({
  file: z.string(),
  /** As the tool prints it; Apple's number is Xcode's. */
  version: z.string(),
  vendor: z.enum(["llvm", "apple"]),
  /** The newest LLVM release whose text or bitcode it can be expected to read. */
  reads: z.int(),
});

const rustc = z.strictObject({
  file: z.string(),
  release: z.string(),
  commitHash: z.nullable(z.string()),
  host: z.string(),
  /** The LLVM inside it, whose dialect its IR is in. */
  llvm: z.nullable(z.string()),
  /** The cargo beside it. */
  cargo: z.nullable(z.string()),
  /** Targets whose compiled `core` is installed. */
  targets: z.array(z.string()),
  /** Whether the sources of `core` are installed, to compile it for other targets. */
  hasLibrarySources: z.boolean(),
});

const missing = z.strictObject({
  what: z.string(),
  why: z.string(),
  /** The command that installs it, or words where this system has none. */
  install: z.string(),
});

const use = z.strictObject({
  use: z.enum(["filter", "bitcode", "compile", "verify", "debug", "boot", "example"]),
  /** One line: what of kextir this is. */
  summary: z.string(),
  isReady: z.boolean(),
  missing: z.array(missing),
});

/** The schema of what `kextir doctor --json` prints. */
export const doctorSchema = z.strictObject({
  schemaVersion: z.literal(1),
  system: z.strictObject({
    platform: z.string(),
    release: z.string(),
    architecture: z.string(),
    node: z.string(),
    installer: z.enum(["apt", "brew", "other"]),
  }),
  rustcs: z.array(rustc),
  clangs: z.array(llvmTool),
  llvmDis: z.array(llvmTool),
  llvmAs: z.array(llvmTool),
  opts: z.array(llvmTool),
  llvmObjdumps: z.array(llvmTool),
  dsymutils: z.array(llvmTool),
  llvmSymbolizers: z.array(llvmTool),
  /** Programs that are here and do not say what they are. */
  unusable: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  /** Who can be expected to read what the rustc with the newest LLVM emits; null without a rustc. */
  newestRustc: z.nullable(
    z.strictObject({
      file: z.string(),
      llvmMajor: z.int(),
      textReadBy: z.array(z.string()),
      bitcodeReadBy: z.array(z.string()),
    }),
  ),
  uses: z.array(use),
}) satisfies z.ZodMiniType<DoctorReport>;
