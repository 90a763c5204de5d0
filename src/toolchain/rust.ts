// The compiler of Rust: which one, and whether it has libraries for a target.

import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, findRustcs, missingTool, programAt, type SearchPlaces } from "./find.js";
import { runTool } from "./run.js";
import { ToolError } from "./tool-error.js";

/** A rustc and the cargo that goes with it. */
export interface Rust {
  readonly rustc: string;
  readonly cargo: string;
}

/**
 * The rustc that the user named by path or name, else the first on the PATH that has `target`'s
 * libraries or the sources to build them of, else the first; cargo is the one beside it, or else
 * on the PATH.
 *
 * @throws UsageError when `named` names no program.
 * @throws ToolError when there is no rustc or no cargo.
 */
export async function findRust(named: string | undefined, target: string, places: SearchPlaces): Promise<Rust> {
  const rustc = named === undefined ? await firstThatCompiles(target, places) : programAt(named, "--rustc", places);
  if (rustc === undefined) throw missingTool("rustc", "compile the crate", places);
  const beside = [rustc, realpathSync(rustc)].map((file) => join(dirname(file), "cargo")).find((file) => existsSync(file));
  const cargo = beside ?? findProgram("cargo", places);
  if (cargo === undefined) {
    throw new ToolError({ program: "cargo", args: [], wanted: "build the crate", failure: { kind: "not-found" }, fix: `put the cargo that belongs to ${rustc} on the PATH` });
  }
  return { rustc, cargo };
}

/**
 * The folder to give to rustc as `--sysroot` for a target; undefined where rustc has the
 * target's libraries itself. Where nobody has them they are built, once, from the sources
 * that came with rustc.
 *
 * @param script setup/core of kextir's own package.
 * @throws ToolError when they cannot be built.
 */
export async function sysrootFor({ rustc, cargo }: Rust, target: string, script: string, signal?: AbortSignal): Promise<string | undefined> {
  if ((await librariesOf(rustc, target)).areThere) return undefined;
  const fix = `rustup target add ${target}, or with Debian's rustc: apt-get install rust-web-src`;
  const built = await runTool("bash", [script, target], {
    wanted: `build Rust's core for ${target}`,
    env: { RUSTC: rustc, CARGO: cargo },
    fix,
    signal,
  });
  return new TextDecoder().decode(built.stdout).trim().split("\n").at(-1);
}

async function firstThatCompiles(target: string, places: SearchPlaces): Promise<string | undefined> {
  const { tools: [first, ...others] } = await findRustcs(places);
  if (first === undefined || others.length === 0) return first?.file;
  for (const { file } of [first, ...others]) {
    // One that does not know the target is not the one.
    const { areThere, haveSources } = await librariesOf(file, target).catch(() => NONE);
    if (areThere || haveSources) return file;
  }
  return first.file;
}

interface Libraries {
  readonly areThere: boolean;
  readonly haveSources: boolean;
}

const NONE: Libraries = { areThere: false, haveSources: false };

async function librariesOf(rustc: string, target: string): Promise<Libraries> {
  const args = ["--print", "sysroot", "--print", "target-libdir", "--target", target];
  const { stdout } = await runTool(rustc, args, { wanted: `say where its libraries for ${target} are`, fix: "a newer rustc knows the target" });
  const [sysroot = "", folder = ""] = new TextDecoder().decode(stdout).split("\n");
  return { areThere: hasCore(folder), haveSources: existsSync(join(sysroot, "lib/rustlib/src/rust/library/core/src/lib.rs")) };
}

function hasCore(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /^libcore-.*\.rlib$/.test(name));
  } catch {
    return false;
  }
}
