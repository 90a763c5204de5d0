// Every rustc with every clang: what becomes of one program on the way from one to the other.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { kextir } from "../cli/kextir.js";
import { tool } from "./compile.js";
import { callerOf, PROGRAMS, PROGRAMS_CONFIG, programs } from "./rust-programs.js";

/** What is asked of a cell, in this order; the first that fails ends it. */
export type Check = "parses" | "verifies" | "compiles" | "computes";

export interface Rustc {
  /** As in `rustc 1.63.0`; a nightly with its date. */
  readonly name: string;
  /** Of the LLVM that it holds. */
  readonly llvm: string;
  readonly path: string;
}

export const TRIPLES = ["x86_64-unknown-linux-gnu", "x86_64-apple-darwin"] as const;
export const CLANGS = [14, 15, 16, 19, 22] as const;

/** A setting's words for rustc, and the level and options for clang. */
export const SETTINGS = {
  "-O0": { rustc: ["-Copt-level=0"], clang: ["-O0"] },
  "-O2": { rustc: ["-Copt-level=2"], clang: ["-O2"] },
  "-Os": { rustc: ["-Copt-level=s"], clang: ["-Os"] },
  "-O2 -g": { rustc: ["-Copt-level=2", "-g"], clang: ["-O2", "-g"] },
  LTO: { rustc: ["-Copt-level=3", "-Clto=fat"], clang: ["-O2"] },
} as const;

export interface Cell {
  readonly rustc: Rustc;
  readonly triple: (typeof TRIPLES)[number];
  readonly setting: keyof typeof SETTINGS;
  readonly clang: (typeof CLANGS)[number];
}

/** What failed and why; of a cell that passed `failed` is absent. */
export interface CellResult {
  readonly failed?: { readonly check: Check; readonly reason: string };
}

/** The compilers of Rust on this machine: those that the tests need, then what rustup has. */
export function installedRustcs(): Rustc[] {
  const rustup = [join(homedir(), ".cargo/bin/rustup"), "rustup"].find((path) => spawnSync(path, ["--version"]).status === 0);
  const toolchains = rustup === undefined ? [] : tool(rustup, ["toolchain", "list"]).split("\n").flatMap((line) => /^\S+/.exec(line)?.[0] ?? []);
  const paths = [
    process.env["KEXTIR_RUSTC_163"], process.env["KEXTIR_RUSTC"] ?? "rustc",
    ...toolchains.map((toolchain) => tool(rustup!, ["which", "--toolchain", toolchain, "rustc"]).trim()),
  ];
  const found = paths.filter((path) => path !== undefined && path !== "").map((path) => describe(path!));
  return found.filter(({ name }, index) => found.findIndex((other) => other.name === name) === index);
}

function describe(path: string): Rustc {
  const text = tool(path, ["-vV"]);
  const release = /^release: (.*)$/m.exec(text)![1]!;
  const date = /^commit-date: (.*)$/m.exec(text)![1]!;
  return { name: `rustc ${release}${release.includes("-") ? ` (${date})` : ""}`, llvm: /^LLVM version: (.*)$/m.exec(text)![1]!, path };
}

/** `14.0.6`; undefined when that clang is not on this machine. */
export function clangVersion(major: number): string | undefined {
  const { stdout, status } = spawnSync(`clang-${major}`, ["--version"]);
  return status === 0 ? /version ([0-9.]+)/.exec(String(stdout))?.[1] : undefined;
}

/** Whether rustc can make modules for a triple: it takes a core for that. */
export function hasCore({ path }: Rustc, triple: Cell["triple"]): boolean {
  const core = (sysroot: string): boolean => existsSync(join(sysroot, "lib/rustlib", triple, "lib"));
  const own = process.env["KEXTIR_SYSROOT"] ?? "";
  return triple === TRIPLES[0] || core(tool(path, ["--print=sysroot"]).trim()) || (path === process.env["KEXTIR_RUSTC"] && own !== "" && core(own));
}

/** Does the work of a cell in `folder`; what rustc makes is made once for all clangs. */
export class VersionMatrix {
  readonly #folder: string;
  readonly #made = new Map<string, { readonly module: string; readonly archive: string; readonly native: string }>();

  constructor(folder: string) {
    this.#folder = folder;
    writeFileSync(join(folder, "caller.c"), callerOf(programs.map(sourceOf).join("\n")));
    writeFileSync(join(folder, "all.rs"), `#![no_std]\n${PANIC_HANDLER}\n${programs.map((name) => `mod ${name.replace(".rs", "")} {\n${asModule(sourceOf(name))}}\n`).join("\n")}`);
  }

  run(cell: Cell): CellResult {
    const { module, archive, native } = this.#make(cell);
    const clang = `clang-${cell.clang}`;
    const options = SETTINGS[cell.setting].clang;

    const bridged = join(this.#folder, "bridged.ll");
    const filtered = kextir([module, `--for=${clang}`, "-o", bridged]);
    if (filtered.code !== 0) return failed("parses", filtered.stderr);
    const parsed = spawnSync(`llvm-as-${cell.clang}`, ["-disable-verify", "-o", "/dev/null", bridged]);
    if (parsed.status !== 0) return failed("parses", String(parsed.stderr));
    const verified = spawnSync(`llvm-as-${cell.clang}`, ["-o", "/dev/null", bridged]);
    if (verified.status !== 0 || String(verified.stderr) !== "") return failed("verifies", String(verified.stderr));

    const object = join(this.#folder, "kernel.o");
    const compiled = kextir(["compile", module, "-o", object, `--clang=${clang}`, `--config=${PROGRAMS_CONFIG}`, ...options]);
    if (compiled.code !== 0) return failed("compiles", compiled.stderr);
    const unknown = tool("llvm-nm-22", ["-u", "--format=just-symbols", object]).split("\n").filter((symbol) => symbol.includes("llvm."));
    if (unknown.length > 0) return failed("compiles", `undefined: ${unknown.join(", ")}`);

    if (cell.triple !== TRIPLES[0] || !canRunHere()) return {};
    const host = join(this.#folder, "host.ll");
    const prepared = kextir([module, `--passes=${FOR_THIS_MACHINE}`, `--for=${clang}`, "-o", host]);
    if (prepared.code !== 0) return failed("computes", prepared.stderr);
    const results = this.#results(clang, [host, archive], options);
    return results === native ? {} : failed("computes", `${firstDifference(native, results)}`);
  }

  #make({ rustc, triple, setting }: Cell): { module: string; archive: string; native: string } {
    const key = `${rustc.name} ${triple} ${setting}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const stem = join(this.#folder, `made${this.#made.size}`);
    const [module, archive] = [`${stem}.ll`, `${stem}.a`];
    const target = triple === TRIPLES[0] ? [] : ["--target", triple, ...sysroot()];
    const flags = ["--edition", "2021", "--crate-type", "staticlib", "-Awarnings", "-Cpanic=abort", "-Ccodegen-units=1", "--out-dir", this.#folder];
    tool(rustc.path, [...flags, ...target, ...SETTINGS[setting].rustc, `--emit=link=${archive},llvm-ir=${module}`, join(this.#folder, "all.rs")]);
    const isHost = triple === TRIPLES[0] && canRunHere();
    const made = { module, archive, native: isHost ? this.#results("clang-22", [archive], []) : "" };
    this.#made.set(key, made);
    return made;
  }

  /** What the program's functions return for many arguments, a line for each. */
  #results(clang: string, parts: readonly string[], options: readonly string[]): string {
    const program = join(this.#folder, "program");
    const lenient = ["-w", "-Wno-override-module", "-Wl,--unresolved-symbols=ignore-all", "-no-pie"];
    const { status, stderr } = spawnSync(clang, [...options, ...lenient, join(this.#folder, "caller.c"), ...parts, "-o", program]);
    if (status !== 0) return String(stderr);
    const run = spawnSync(program, [], { timeout: 60_000 });
    return run.status === 0 ? String(run.stdout) : `ended with ${run.signal ?? run.status}`;
  }
}

/** Whatever does not make code for another machine, and leaves the names that the program's C part calls. */
const FOR_THIS_MACHINE = "pin-layout,strip-split-stack,strip-unwind,terminate-strings,kernel-attributes,noredzone,soft-float";

const PANIC_HANDLER = "#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! {\n    loop {}\n}\n";

function sourceOf(name: string): string {
  return readFileSync(join(PROGRAMS, name), "utf8");
}

/** A program's source without what only a whole crate has. */
function asModule(source: string): string {
  return source.replace("#![no_std]\n", "").replace(PANIC_HANDLER, "");
}

function sysroot(): string[] {
  const folder = process.env["KEXTIR_SYSROOT"];
  return folder === undefined || folder === "" ? [] : ["--sysroot", folder];
}

function canRunHere(): boolean {
  return process.arch === "x64" && process.platform === "linux" && spawnSync("ld", ["--version"]).status === 0;
}

/** The first line of what went wrong, without the places of this machine. */
function failed(check: Check, words: string): CellResult {
  const lines = words.split("\n");
  const line = lines.find((text) => /\berror:/.test(text)) ?? lines.find((text) => /\b(?:undefined|differs|ended)\b/.test(text)) ?? lines[0]!;
  return { failed: { check, reason: line.replace(/^\S*(?:\/\S*)?:\s*(?:\d+:\d+:\s*)?/, "").replace(/(?:\/[^\s:']+)+\//g, "").replace(/^error:\s*/, "") } };
}

function firstDifference(expected: string, actual: string): string {
  const lines = actual.split("\n");
  const index = expected.split("\n").findIndex((line, at) => line !== lines[at]);
  return lines.length < 2 ? actual : `${expected.split("\n")[index]?.split(" ")[0]} differs`;
}
