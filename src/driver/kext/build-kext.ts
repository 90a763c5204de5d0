// From a crate to a kext: rustc, the passes, clang, what is missing of Rust's libraries, the linker, the bundle.

import { Module } from "../../ir/module.js";
import { KpiResolver } from "../../kpi/resolve.js";
import type { LinkInput } from "../../link/input.js";
import { KMOD_INFO } from "../../link/kmod-info.js";
import { type Link, link } from "../../link/link.js";
import { InputError } from "../../support/diagnostic.js";
import { buildPackage, type CargoBuild } from "../../toolchain/cargo.js";
import { readPackage, writePackageOf } from "../../toolchain/cargo-package.js";
import type { FolderFile } from "../../toolchain/debug-symbols.js";
import { findRust, type Rust, sysrootFor } from "../../toolchain/rust.js";
import { findingDiagnostics } from "../finding-diagnostics.js";
import { kernelSymbols } from "../kernel-symbols.js";
import { auditKext, type KextFiles, makeKextFiles } from "./kext-bundle.js";
import { findClang } from "../kernel-object.js";
import type { BuildOptions } from "./build-options.js";
import { debugSymbolsOf } from "./debug-info.js";
import { ObjectMaker } from "./object-maker.js";
import { definedIn, undefinedIn } from "./object-symbols.js";
import { RustLibrary } from "./rust-library.js";

/** What was built. */
export interface BuiltKext {
  readonly files: KextFiles;
  readonly link: Link;
  /** The files of the dSYM, where debug info was asked for. */
  readonly debugSymbols: readonly FolderFile[] | undefined;
  /** Where builds of the kext keep what they can use again. */
  readonly folder: string;
}

/**
 * Builds a kext, up to the files of its bundle, which are judged and not yet written.
 *
 * @throws InputError when the crate, the code or the kext is wrong.
 * @throws UsageError when an option names no program.
 * @throws ToolError when a tool is missing, or fails.
 */
export async function buildKext(options: BuildOptions): Promise<BuiltKext> {
  const { stage, kernel, exports } = options;
  const clang = await findClang(options.clang, undefined, options.places);
  const rust = await findRust(options.rustc, RUST_TARGET, options.places);
  const sysroot = await stage("core", async (say) => {
    const found = await sysrootFor(rust, RUST_TARGET, options.coreScript, options.signal);
    say(found ?? "rustc's own");
    return found;
  });
  const { archive, ir, folder } = await stage("rustc", (say) => compileCrate(rust, sysroot, options, say));
  const objects = new ObjectMaker(clang, folder, options);
  const inputs: LinkInput[] = [];
  let main: Module | undefined;
  if (ir !== undefined) {
    options.keep(`${folder}/main.ll`, ir);
    main = new Module(ir);
    inputs.push(await objects.ofModule(main, "main"));
  }
  for (const glue of options.glue) inputs.push(await objects.ofGlue(glue));
  const resolver = new KpiResolver(kernel.lists, "x86_64", kernel.darwin);
  const library = await linkInLibrary(archive, inputs, objects, (symbol) => resolver.exporter(symbol) !== undefined, ir === undefined ? [KMOD_INFO, ...exports] : []);

  const linked = await stage("link", async (say) => {
    const result = link([...inputs, ...library], { exports, deadStrip: true, kernel: kernelSymbols(resolver) });
    say(`${inputs.length + library.length} objects, ${result.image.length} bytes`);
    return result;
  });
  options.keep(`${folder}/${options.bundle.executable}`, linked.image);
  const bundle = { ...options.bundle, kernel };
  const files = await stage("bundle", async (say) => {
    const made = makeKextFiles(linked.image, bundle);
    say(`${made.keys["CFBundleIdentifier"] as string} ${made.keys["CFBundleVersion"] as string}`);
    return made;
  });
  const debugSymbols = options.debugInfo ? await stage("dsym", () => debugSymbolsOf(linked, files.executable, options.places, options.signal)) : undefined;
  await stage("audit", async (say) => {
    const origin = { module: main, debugSymbols: debugSymbols?.find(({ path }) => path.endsWith(`/DWARF/${files.executable}`))?.bytes };
    const { findings, functions, verdict } = await auditKext(files, bundle, options.audit, options.places, origin);
    // Those with a place are about the crate's own module.
    if (main !== undefined) options.about("main.ll", main.bytes);
    for (const diagnostic of findingDiagnostics(findings)) options.report(diagnostic);
    if (verdict === "unfit") throw new InputError();
    say(`${functions.length} functions, fit for a kernel`);
  });
  return { files, link: linked, debugSymbols, folder };
}


interface CompiledCrate extends CargoBuild {
  /** Where builds of the kext keep what they can use again. */
  readonly folder: string;
}

async function compileCrate(rust: Rust, sysroot: string | undefined, options: BuildOptions, say: (detail: string) => void): Promise<CompiledCrate> {
  const { source, baseFolder, features, isColored, rustFlags, isLto, debugInfo, signal } = options;
  const manifest = "file" in source ? await writePackageOf(source, features, options.supportCrate) : source.manifest;
  const crate = await readPackage(rust, manifest);
  const folder = "file" in source ? source.folder : `${crate.targetFolder}/kextir/${crate.name}`;
  const named = { ...crate, folders: new Map([...crate.folders, [baseFolder, "."]]) };
  const build = await buildPackage({ rust, package: named, target: RUST_TARGET, sysroot, folder: `${folder}/cargo`, isLto, debugInfo, features, isColored, rustFlags, signal });
  options.words(build.stderr);
  say(`${crate.name}${build.isFresh ? ", as before" : ""}`);
  return { ...build, folder };
}

const RUST_TARGET = "x86_64-apple-darwin";

/** Compiles what `inputs` need of the library, and what that needs, the calls that clang alone makes included. */
async function linkInLibrary(
  archive: Uint8Array, inputs: readonly LinkInput[], objects: ObjectMaker, isOfKernel: (symbol: string) => boolean, wanted: readonly string[],
): Promise<LinkInput[]> {
  const library = new RustLibrary(archive, (module) => objects.disassemble(module));
  const made = new Map<string, LinkInput>();
  const isMissing = (symbol: string): boolean => !isOfKernel(symbol) && ![...inputs, ...made.values()].some((input) => definedIn(input).has(symbol));
  for (let wanting = inputs, symbols = [...wanted]; wanting.length > 0 || symbols.length > 0; symbols = []) {
    const missing = [...symbols, ...wanting.flatMap((input) => [...undefinedIn(input)])].filter(isMissing);
    const { modules, natives } = await library.demand(missing);
    const compiled: LinkInput[] = [...natives];
    for (const module of modules) compiled.push(await objects.ofLibrary(module));
    for (const object of compiled) made.set(object.name, object);
    wanting = compiled;
  }
  return [...made.values()];
}
