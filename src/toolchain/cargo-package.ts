// Packages of cargo's: what one is, and one for a source file that has none.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { InputError } from "../support/diagnostic.js";
import { runTool } from "./run.js";
import type { Rust } from "./rust.js";

/** A package, by what cargo says of it. */
export interface CargoPackage {
  readonly name: string;
  readonly version: string;
  readonly manifest: string;
  /** Where the package's build results go, unless told otherwise. */
  readonly targetFolder: string;
  /** The folders of all packages that it is made of, each with what stands for it in messages. */
  readonly folders: ReadonlyMap<string, string>;
}

/**
 * Asks cargo about the package of a Cargo.toml.
 *
 * @throws InputError when it has no library.
 * @throws ToolError when cargo fails.
 */
export async function readPackage({ rustc, cargo }: Rust, manifest: string): Promise<CargoPackage> {
  const { stdout } = await runTool(cargo, ["metadata", "--format-version=1", "--manifest-path", manifest], { wanted: `read ${manifest}`, env: { ...ENVIRONMENT_FOR_CARGO, RUSTC: rustc } });
  const { packages, workspace_members, workspace_root, target_directory } = JSON.parse(new TextDecoder().decode(stdout)) as Metadata;
  const found = packages.find(({ manifest_path }) => manifest_path === manifest);
  if (found === undefined) {
    const members = packages.filter((one) => workspace_members.includes(one.id) && hasLibrary(one));
    const folders = members.map(({ manifest_path }) => relative(dirname(manifest), dirname(manifest_path)));
    throw noLibrary(`'${manifest}' is of a workspace, not of a package`, `name the folder of the package that is the kext${folders.length === 0 ? "" : `: ${folders.sort().join(", ")}`}`);
  }
  if (!hasLibrary(found)) throw noLibrary(`the package '${found.name}' has no library, which a kext is`, "write src/lib.rs, with #![no_std]; programs and procedural macros do not go into a kernel");
  const folders = new Map([[workspace_root, "."], ...packages.map(({ name, version, manifest_path }) => [dirname(manifest_path), manifest_path === manifest ? "." : `${name}-${version}`] as const)]);
  return { name: found.name, version: found.version, manifest, targetFolder: target_directory, folders };
}

interface Metadata {
  readonly packages: readonly PackageMetadata[];
  readonly workspace_members: readonly string[];
  /** rustc is run from here. */
  readonly workspace_root: string;
  readonly target_directory: string;
}

interface PackageMetadata {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly manifest_path: string;
  readonly targets: readonly { readonly kind: readonly string[] }[];
}

function hasLibrary({ targets }: PackageMetadata): boolean {
  return targets.some(({ kind }) => kind.some((one) => LIBRARIES.has(one)));
}

const LIBRARIES = new Set(["lib", "rlib", "staticlib", "cdylib", "dylib"]);

/** A source file that is to be a package. Absolute paths. */
export interface LoneSource {
  readonly file: string;
  /** For the crate: letters, digits, `_` and `-`, no digit first. */
  readonly name: string;
  /** Of the language, as `2021`. */
  readonly edition: string;
  /** Where the package is made. */
  readonly folder: string;
}

/**
 * Makes a package of one source file, which has `features` and may use the crate `kext`
 * of the folder `supportCrate`. Gives the path of its Cargo.toml.
 */
export async function writePackageOf({ file, name, edition, folder }: LoneSource, features: readonly string[], supportCrate: string): Promise<string> {
  const text = `\
# Written by kextir build.
[package]
name = ${JSON.stringify(name)}
version = "0.0.0"
edition = ${JSON.stringify(edition)}

[workspace]

[lib]
path = ${JSON.stringify(file)}
crate-type = ["staticlib"]

[features]
${features.map((feature) => `${feature} = []\n`).join("")}
[lints.rust]
unexpected_cfgs = { level = "allow" }

[dependencies]
kext = { path = ${JSON.stringify(supportCrate)} }
`;
  const manifest = join(folder, "Cargo.toml");
  await mkdir(folder, { recursive: true });
  // A file that stays as it is keeps its time, and cargo rebuilds nothing.
  if ((await readFile(manifest, "utf8").catch(() => "")) !== text) await writeFile(manifest, text);
  return manifest;
}

function noLibrary(message: string, fix: string): InputError {
  return new InputError({ severity: "error", code: "no-library", message, fix });
}

/** Taken out of cargo's environment: what would make another build of the same options, and make's job server, which is not passed on. */
export const ENVIRONMENT_FOR_CARGO: Readonly<Record<string, string | undefined>> = {
  CARGO_TARGET_DIR: undefined, CARGO_BUILD_TARGET: undefined, CARGO_BUILD_RUSTFLAGS: undefined, RUSTFLAGS: undefined, MAKEFLAGS: undefined, CARGO_MAKEFLAGS: undefined,
};
