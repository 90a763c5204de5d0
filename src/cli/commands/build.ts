// A crate in, NAME.kext out.

import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { KernelChoice } from "../../audit/symbols.js";
import type { GlueFile, RustSource } from "../../driver/kext/build-options.js";
import { buildKext } from "../../driver/kext/build-kext.js";
import { parseTriple } from "../../ir/triple.js";
import { darwinOfMacos } from "../../kpi/darwin.js";
import { formatMap } from "../../link/map.js";
import { InputError, UsageError } from "../../support/diagnostic.js";
import { languageOf } from "../../toolchain/source.js";
import { auditSettings } from "../audit-settings.js";
import { bundleChoice, bundleOptions } from "../bundle-options.js";
import { readLinkInput } from "../binary-input.js";
import { defineCommand } from "../command.js";
import { loadConfig } from "../config.js";
import { namedClang, namedRustc, rustFlags, searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { kernelChoice, kernelOptions } from "../kernel-options.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { packageFolder } from "../package-folder.js";
import { choosePipeline, pipelineOptions } from "../pipeline-options.js";
import { showStages } from "../stages.js";
import { bundlePlace, writeDebugSymbols, writeKextBundle } from "../write-bundle.js";

const DEFAULT_TARGET = "x86_64-apple-macosx10.15";

const outputOptions = {
  output: { short: "o", value: "NAME.kext", help: "the folder to make, or to bring up to date" },
  "save-temps": { help: "keep everything that is made on the way, in target/kextir" },
} as const satisfies Options;

const rustOptions = {
  features: { value: "LIST", isRepeated: true, help: "features to turn on, with commas between them" },
  edition: { value: "YEAR", choices: ["2015", "2018", "2021", "2024"], help: "the edition of Rust that a file is written in (default: 2021); a package says its own" },
  "no-lto": { help: "do not have rustc make one module of the program: each codegen unit, and what is needed of each library, goes through the passes by itself" },
  rustc: { value: "PROGRAM", help: "the rustc to use, with the cargo beside it (default: KEXTIR_RUSTC, else the first on the PATH that has the libraries for macOS, or the sources to build them of)" },
} as const satisfies Options;

const codeOptions = {
  glue: { value: "FILE", isRepeated: true, help: "a source in C, C++ or assembly, an object or an archive to go into the kext, too; may be repeated" },
  export: { value: "SYMBOL", isRepeated: true, help: "let other kexts use SYMBOL, as _name; may be repeated (default: all is hidden, and what nothing needs is left out)" },
  target: { value: "TRIPLE", help: `what clang compiles for (default: ${DEFAULT_TARGET})` },
  clang: { value: "PROGRAM", help: "the clang to use (default: KEXTIR_CLANG, else the newest that is found)" },
  optimize: { short: "O", value: "LEVEL", choices: ["0", "1", "2", "3", "s", "z"], spelling: "-O0 … -O3, -Os, -Oz", help: "the level that clang compiles at (default: -O2); rustc's is the package's" },
  debug: { short: "g", help: "make NAME.kext.dSYM, too, with the debug info: for debuggers, and for source lines in reports of audit and boot" },
  "no-bridge": { help: "do not rewrite modules where clang is older than the LLVM that wrote them" },
} as const satisfies Options;

export const build = defineCommand({
  usage: "build CRATE|FILE.rs -o NAME.kext [options] [-- CLANG ARGUMENTS]",
  description: `\
Makes a kext of a cargo package or of one source file: rustc, the passes, clang, what is missing of Rust's
own libraries by the same way, the linker, the bundle, the audit. Rust's core for the target is built, once,
where rustc does not bring it. What has not changed is not made again. A failure leaves the old bundle as it
was. On a terminal, and with -v, each stage is told with its time. Flags for rustc are taken from RUSTFLAGS,
not from cargo's configuration; a panic always aborts, whatever the package's profile says.`,
  options: { ...outputOptions, ...rustOptions, ...codeOptions, ...bundleOptions, ...kernelOptions, ...pipelineOptions },
  groups: [
    { title: "Output", options: outputOptions },
    { title: "Rust", options: rustOptions },
    { title: "Code", options: codeOptions },
    { title: "Info.plist", options: bundleOptions },
    { title: "The kernel", options: kernelOptions },
    { title: "Passes", options: pipelineOptions },
  ],
  examples: [
    ["kextir build . -o hello.kext", "the package in this folder, with kmod_info from the crate kext"],
    ["kextir build src/lib.rs --glue glue.c -o hello.kext", "a file, with kmod_info from C"],
  ],

  async run({ options, operands, rest, messages, reporter }) {
    const input = onlyOperand(operands, "package or source file");
    const { output } = options;
    if (input === undefined) throw new UsageError("build needs a package or a source file", "kextir build . -o NAME.kext");
    if (output === undefined) throw new UsageError("build needs -o", `kextir build ${input} -o NAME.kext`);
    const bundle = bundleChoice(options, output);
    const loaded = await loadConfig(options, join(input, "Cargo.toml"));
    const { config } = loaded;
    reporter.demand(config);
    const target = options.target ?? config.target ?? DEFAULT_TARGET;
    if (parseTriple(target).architecture !== "x86_64" || !parseTriple(target).isMachO) throw new UsageError(`--target=${target}: kexts are linked for x86_64 macOS only`, `--target=${DEFAULT_TARGET}`);
    const kept = options["save-temps"] ? keepFile : (): void => {};
    const own = packageFolder();
    const source = sourceAt(input, options.edition);
    bundlePlace(output);
    const { stage, clear } = showStages(reporter, { isVerbose: messages.verbose, isQuiet: messages.quiet || messages.json });
    const { files, link, debugSymbols, folder } = await buildKext({
      source,
      baseFolder: baseFolderOf(source),
      glue: options.glue.map(glueAt),
      passes: await choosePipeline(options, config),
      target,
      rustc: options.rustc ?? namedRustc(),
      clang: options.clang ?? namedClang(),
      optimizationLevel: options.optimize ?? config.optimizationLevel,
      clangArgs: [...(config.clangArgs ?? []), ...rest],
      features: options.features.flatMap((list) => list.split(/[, ]+/)).filter((feature) => feature !== ""),
      isColored: reporter.isColored && !messages.json,
      rustFlags: rustFlags(),
      isLto: !options["no-lto"],
      isBridged: !options["no-bridge"],
      debugInfo: options.debug,
      exports: options.export,
      bundle,
      kernel: withRelease(kernelChoice(options, loaded), target),
      audit: auditSettings(config),
      places: searchPlaces(),
      coreScript: join(own, "setup", "core"),
      supportCrate: join(own, "crates", "kext"),
      stage,
      about: (name, bytes) => reporter.about(name, bytes),
      report(diagnostic) {
        clear();
        reporter.report(diagnostic);
      },
      words(text) {
        if (messages.quiet || text === "") return;
        clear();
        reporter.write(text);
      },
      keep: kept,
    });
    kept(join(folder, `${bundle.executable}.map`), Buffer.from(`${[...formatMap(bundle.executable, link)].join("\n")}\n`));
    if (reporter.errors > 0) throw new InputError();
    const isNew = writeKextBundle(output, files);
    if (debugSymbols !== undefined) writeDebugSymbols(`${bundlePlace(output).place}.dSYM`, debugSymbols);
    await stage(isNew ? "done" : "same", async (say) => say(output));
    return ExitCode.Done;
  },
});

function sourceAt(path: string, edition: string | undefined): RustSource {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw cannotFind(path, "file or folder");
  if (path.endsWith(".rs") && found.isFile()) {
    const name = basename(path, ".rs").replace(/[^\w-]/g, "_").replace(/^(?=\d)/, "_");
    return { file: resolve(path), name, edition: edition ?? "2021", folder: resolve("target", "kextir", name) };
  }
  if (edition !== undefined) throw new UsageError("--edition is for a source file: a package says its edition itself", "write it into Cargo.toml");
  const manifest = found.isDirectory() ? join(path, "Cargo.toml") : path;
  if (basename(manifest) !== "Cargo.toml") throw new UsageError(`'${path}' is no package and no source file`, "name a folder with a Cargo.toml, or a file of Rust, as src/lib.rs");
  if (statSync(manifest, { throwIfNoEntry: false }) !== undefined) return { manifest: resolve(manifest) };
  throw new InputError({ severity: "error", code: "cannot-read", message: `'${path}' is no package: there is no Cargo.toml in it`, fix: "name the folder of the package, or a file of Rust, as src/lib.rs" });
}

function cannotFind(path: string, what: string): InputError {
  return new InputError({ severity: "error", code: "cannot-read", message: `cannot read '${path}': no such ${what}` });
}

/** The current folder, unless the source is a file elsewhere. */
function baseFolderOf(source: RustSource): string {
  const isElsewhere = "file" in source && relative(process.cwd(), source.file).startsWith("..");
  return isElsewhere ? dirname(source.file) : process.cwd();
}

function glueAt(path: string): GlueFile {
  const language = languageOf(path);
  if (language === undefined) return readLinkInput(path);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw cannotFind(path, "file");
  return { file: path, name: basename(path), language };
}

/** Where no release is named, the one that clang compiles for is the oldest. */
function withRelease(kernel: KernelChoice, target: string): KernelChoice {
  const [, major, minor] = /-macosx?(\d+)\.(\d+)/.exec(target) ?? /-macosx?(\d+)()/.exec(target) ?? [];
  return kernel.darwin !== undefined || major === undefined ? kernel : { ...kernel, darwin: darwinOfMacos(Number(major), Number(minor ?? 0)) };
}

function keepFile(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
