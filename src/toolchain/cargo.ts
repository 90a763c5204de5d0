// Has cargo build a crate for a kext, and keep the IR that rustc made of it.

import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CargoPackage, ENVIRONMENT_FOR_CARGO } from "./cargo-package.js";
import { runTool } from "./run.js";
import type { Rust } from "./rust.js";
import { rustcAdvice } from "./rustc-advice.js";
import { ToolError } from "./tool-error.js";

export interface CargoBuildOptions {
  readonly rust: Rust;
  readonly package: CargoPackage;
  /** rustc's name of the target. */
  readonly target: string;
  readonly sysroot: string | undefined;
  /** Where cargo is to work. */
  readonly folder: string;
  /** Whether LTO is to make one module of the whole program; without, the archive's objects keep their IR. */
  readonly isLto: boolean;
  /** Whether rustc writes debug info, whatever the package's profile says. */
  readonly debugInfo: boolean;
  readonly features: readonly string[];
  /** Whether rustc's words are to be coloured. */
  readonly isColored: boolean;
  /** The user's own RUSTFLAGS. */
  readonly rustFlags: string;
  readonly signal?: AbortSignal | undefined;
}

export interface CargoBuild {
  /** The static library: the crate and all that it is made of. */
  readonly archive: Uint8Array;
  /** The whole program's IR, where LTO made it. */
  readonly ir: Buffer | undefined;
  /** Whether it was there from the last time. */
  readonly isFresh: boolean;
  /** rustc's warnings. */
  readonly stderr: string;
}

/**
 * Builds a package as a static library, in release mode, without unwinding. Paths of this
 * machine do not get into it.
 *
 * @throws ToolError when cargo fails, with what rustc says.
 */
export async function buildPackage(options: CargoBuildOptions): Promise<CargoBuild> {
  const build = await runCargo(options);
  if (build !== undefined) return build;
  // cargo knows of the archive only: where the IR is gone it has to be made to run rustc again.
  const { rust, package: { manifest, name }, target, folder } = options;
  const args = ["clean", "-q", "--release", "--manifest-path", manifest, "--package", name, "--target", target, "--target-dir", folder];
  await runTool(rust.cargo, args, { wanted: "forget the crate's last build", env: ENVIRONMENT_FOR_CARGO });
  const again = await runCargo(options);
  if (again !== undefined) return again;
  throw new ToolError({ program: rust.cargo, args, wanted: `have rustc write the IR of '${name}'`, failure: { kind: "no-output" } });
}

/** Undefined where cargo thinks all is there, and the IR is not. */
async function runCargo(options: CargoBuildOptions): Promise<CargoBuild | undefined> {
  const { rust: { rustc, cargo }, package: { manifest, name }, target, folder, isLto, debugInfo, features, isColored } = options;
  const args = [
    // The objects of a library for Rust alone keep their IR.
    "rustc", "-q", "--lib", isLto ? "--crate-type=staticlib" : "--crate-type=staticlib,rlib", "--release", "--manifest-path", manifest, "--target", target, "--target-dir", folder, "--message-format=json-render-diagnostics",
    ...features.map((feature) => `--features=${feature}`),
    ...(isLto ? ["--", "--emit=llvm-ir"] : []),
  ];
  const { stdout, stderr } = await runTool(cargo, args, {
    wanted: `compile the crate '${name}' for ${target}`,
    env: {
      ...ENVIRONMENT_FOR_CARGO,
      RUSTC: rustc,
      CARGO_TERM_COLOR: isColored ? "always" : "never",
      CARGO_ENCODED_RUSTFLAGS: rustcFlags(options).join("\x1f"),
      CARGO_PROFILE_RELEASE_PANIC: "abort",
      ...(debugInfo && { CARGO_PROFILE_RELEASE_DEBUG: "full" }),
      CARGO_PROFILE_RELEASE_LTO: isLto ? "fat" : "off",
      ...(isLto && { CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "1" }),
    },
    fix: rustcAdvice,
    signal: options.signal,
  });
  const artifact = lastArtifact(new TextDecoder().decode(stdout), manifest);
  if (artifact === undefined) throw new ToolError({ program: cargo, args, wanted: `make a static library of '${name}'`, failure: { kind: "no-output" }, stderr });
  const ir = isLto ? await irBeside(artifact.file) : undefined;
  return isLto && ir === undefined ? undefined : { archive: await readFile(artifact.file), ir, isFresh: artifact.isFresh, stderr };
}

/**
 * The IR that rustc wrote together with a library. cargo links the library from the folder `deps`, where
 * rustc's names tell builds with other features or by other compilers apart.
 */
async function irBeside(archive: string): Promise<Buffer | undefined> {
  const deps = join(dirname(archive), "deps");
  const { ino, size, mtimeMs } = await stat(archive);
  for (const name of await readdir(deps)) {
    if (!name.endsWith(".a")) continue;
    const found = await stat(join(deps, name));
    // Where there are no links, it is a copy.
    if (found.ino !== ino && (found.size !== size || found.mtimeMs !== mtimeMs)) continue;
    return readFile(join(deps, name.replace(/^lib(.*)\.a$/, "$1.ll"))).catch(() => undefined);
  }
  return undefined;
}

function rustcFlags({ package: { folders }, sysroot, isLto, rustFlags }: CargoBuildOptions): string[] {
  return [
    ...(sysroot === undefined ? [] : [`--sysroot=${sysroot}`]),
    ...(isLto ? [] : ["-Cembed-bitcode=yes"]),
    // Of two that fit, rustc takes the last.
    ...[...folders].sort(([a], [b]) => a.length - b.length).map(([folder, name]) => `--remap-path-prefix=${folder}=${name}`),
    ...rustFlags.split(/\s+/).filter((flag) => flag !== ""),
  ];
}

function lastArtifact(messages: string, manifest: string): { readonly file: string; readonly isFresh: boolean } | undefined {
  for (const line of messages.trimEnd().split("\n").reverse()) {
    const message = JSON.parse(line || "{}") as { readonly reason?: string; readonly manifest_path?: string; readonly filenames?: readonly string[]; readonly fresh?: boolean };
    const file = message.filenames?.find((name) => name.endsWith(".a"));
    if (message.reason === "compiler-artifact" && message.manifest_path === manifest && file !== undefined) return { file, isFresh: message.fresh === true };
  }
  return undefined;
}
