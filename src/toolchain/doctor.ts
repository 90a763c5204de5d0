// Collects what `kextir doctor` shows. It runs what it finds, to ask for versions;
// it installs and writes nothing.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { probeDialect } from "./dialect.js";
import type { DoctorReport, DoctorRustc, DoctorTool, DoctorUse } from "./doctor-report.js";
import { findLlvmPrograms, findLlvmTools, findProgram, findRustcs, type LlvmTool, type LlvmToolName, QEMU, type Rustc, type SearchPlaces, type UnusableTool } from "./find.js";
import { installCommand, installerOf, type InstallablePart } from "./install.js";
import { runTool } from "./run.js";
import { ToolError } from "./tool-error.js";

/** What the command line knows of the system. */
export interface SystemFacts {
  /** As `os.release()` gives it. */
  readonly release: string;
  readonly architecture: string;
  /** Node's version without the `v`. */
  readonly node: string;
}

/** Finds out which rustc, clang and LLVM tools are here and what they suffice for. */
export async function examine(places: SearchPlaces, system: SystemFacts): Promise<DoctorReport> {
  const unusable: UnusableTool[] = [];
  const [rustcs, clangs, llvmDis, llvmAs, opts, llvmObjdumps, dsymutils, llvmSymbolizers, linkers] = await Promise.all([
    examineRustcs(places, unusable),
    examineTools("clang", places, unusable),
    examineTools("llvm-dis", places, unusable),
    examineTools("llvm-as", places, unusable),
    examineTools("opt", places, unusable),
    examineTools("llvm-objdump", places, unusable),
    examineTools("dsymutil", places, unusable),
    examineTools("llvm-symbolizer", places, unusable),
    findLlvmPrograms("ld.lld", places),
  ]);
  const newest = newestOf(rustcs);
  const installer = installerOf(places);
  const facts = { rustcs, clangs, llvmDis, llvmAs, opts, llvmObjdumps, dsymutils, llvmSymbolizers };
  return {
    schemaVersion: 1,
    system: { platform: places.platform, ...system, installer },
    ...facts,
    unusable: unusable.sort((a, b) => (a.file < b.file ? -1 : 1)),
    newestRustc: newest && {
      file: newest.rustc.file,
      llvmMajor: newest.llvmMajor,
      textReadBy: readersOf(clangs, newest.llvmMajor),
      bitcodeReadBy: readersOf(llvmDis, newest.llvmMajor),
    },
    uses: judgeUses(facts, { linker: linkers[0], qemu: findProgram(QEMU, places) }, newest?.llvmMajor, (part, major) => installCommand(part, installer, major)),
  };
}

type Facts = Pick<DoctorReport, "rustcs" | "clangs" | "llvmDis" | "llvmAs" | "opts" | "llvmObjdumps" | "dsymutils" | "llvmSymbolizers">;

/** What the test kernel takes besides clang, by its paths. */
interface Machine {
  readonly linker: string | undefined;
  readonly qemu: string | undefined;
}

type Install = (part: InstallablePart, major?: number) => string;

// What the newest rustc here writes is what the tools should read; without a rustc
// any tool will do, for the IR comes from elsewhere.
function judgeUses(facts: Facts, { linker, qemu }: Machine, needed: number | undefined, install: Install): DoctorUse[] {
  const lacksReader = (tools: readonly DoctorTool[]): boolean => readersOf(tools, needed ?? 0).length === 0;
  const reading = needed === undefined ? "" : ` that reads LLVM ${needed}`;
  const uses: Omit<DoctorUse, "isReady">[] = [
    { use: "filter", summary: "text in, text out", missing: [] },
    {
      use: "bitcode",
      summary: "bitcode as input",
      missing: lacksReader(facts.llvmDis)
        ? [{ what: `llvm-dis${reading}`, why: "it turns bitcode into text", install: install("llvm", needed) }]
        : [],
    },
    {
      use: "compile",
      summary: "IR to a checked Mach-O object",
      missing: [
        ...(lacksReader(facts.clangs)
          ? [{ what: `clang${reading}`, why: "it compiles the IR", install: install("clang", needed) }]
          : []),
        ...(facts.llvmObjdumps.length === 0
          ? [{ what: "llvm-objdump", why: "the check reads the object's instructions", install: install("llvm") }]
          : []),
      ],
    },
    {
      use: "verify",
      summary: "the IR between passes judged by LLVM itself",
      missing: lacksReader(facts.llvmAs)
        ? [{ what: `llvm-as${reading}`, why: "older compilers verify no IR", install: install("llvm", needed) }]
        : [],
    },
    {
      use: "debug",
      summary: "debug info joined to NAME.kext.dSYM, and source lines in what audit and boot find",
      missing: [
        ...(facts.dsymutils.length === 0 ? [{ what: "dsymutil", why: "it joins the objects' debug info", install: install("llvm") }] : []),
        ...(facts.llvmSymbolizers.length === 0 ? [{ what: "llvm-symbolizer", why: "it finds the lines of addresses", install: install("llvm") }] : []),
      ],
    },
    {
      use: "boot",
      summary: "a kext run in a test kernel",
      missing: [
        ...(qemu === undefined ? [{ what: QEMU, why: "the kernel runs in it", install: install("qemu") }] : []),
        ...(linker === undefined ? [{ what: "ld.lld", why: "it links the kernel", install: install("lld") }] : []),
        ...(facts.clangs.length === 0 ? [{ what: "clang", why: "it compiles the kernel", install: install("clang") }] : []),
      ],
    },
    {
      use: "example",
      summary: "Rust compiled for x86_64-apple-darwin",
      missing: facts.rustcs.some(canTargetDarwin)
        ? []
        : [{ what: "core for x86_64-apple-darwin", why: "no_std Rust is compiled against it", install: installCore(facts.rustcs, install) }],
    },
  ];
  return uses.map((use) => ({ ...use, isReady: use.missing.length === 0 }));
}

function canTargetDarwin({ targets, hasLibrarySources, cargo }: DoctorRustc): boolean {
  return targets.includes("x86_64-apple-darwin") || (hasLibrarySources && cargo !== null);
}

// rustup adds compiled libraries to the rustc that the user has.
function installCore(rustcs: readonly DoctorRustc[], install: Install): string {
  const hasRustup = rustcs.some(({ file }) => existsSync(join(dirname(file), "rustup")));
  return hasRustup ? "rustup target add x86_64-apple-darwin" : install("rustc");
}

function readersOf(tools: readonly DoctorTool[], major: number): string[] {
  return tools.filter(({ reads }) => reads >= major).map(({ file }) => file);
}

async function examineTools(name: LlvmToolName, places: SearchPlaces, unusable: UnusableTool[]): Promise<DoctorTool[]> {
  const found = await findLlvmTools(name, places);
  unusable.push(...found.unusable);
  const examined = await Promise.all(found.tools.map((tool) => examineTool(tool).catch((error: unknown) => {
    if (!(error instanceof ToolError)) throw error;
    unusable.push({ file: tool.file, reason: error.message });
    return undefined;
  })));
  return examined.filter((tool) => tool !== undefined);
}

async function examineTool({ name, file, version }: LlvmTool): Promise<DoctorTool> {
  const asked = version.major ?? (name === "clang" ? await probeDialect(file) : undefined);
  return { file, version: version.number, vendor: version.vendor, reads: asked ?? Number.parseInt(version.number, 10) };
}

async function examineRustcs(places: SearchPlaces, unusable: UnusableTool[]): Promise<DoctorRustc[]> {
  const found = await findRustcs(places);
  unusable.push(...found.unusable);
  return Promise.all(found.tools.map(examineRustc));
}

async function examineRustc({ file, version }: Rustc): Promise<DoctorRustc> {
  const library = join(await sysrootOf(file), "lib", "rustlib");
  const cargo = join(dirname(file), "cargo");
  return {
    file,
    release: version.release,
    commitHash: version.commitHash ?? null,
    host: version.host,
    llvm: version.llvm ?? null,
    cargo: existsSync(cargo) ? cargo : null,
    targets: installedTargets(library),
    hasLibrarySources: existsSync(join(library, "src", "rust", "library", "core", "src", "lib.rs")),
  };
}

async function sysrootOf(rustc: string): Promise<string> {
  try {
    const { stdout } = await runTool(rustc, ["--print", "sysroot"], { wanted: "say where its libraries are", timeoutSeconds: 10 });
    return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    // A rustc that says its version but not this has no libraries that we can see.
    if (error instanceof ToolError) return "";
    throw error;
  }
}

function installedTargets(library: string): string[] {
  try {
    return readdirSync(library).filter((entry) => holdsCore(join(library, entry, "lib"))).sort();
  } catch {
    return [];
  }
}

function holdsCore(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((entry) => /^libcore-.*\.rlib$/.test(entry));
}

interface NewestRustc {
  readonly rustc: DoctorRustc;
  readonly llvmMajor: number;
}

function newestOf(rustcs: readonly DoctorRustc[]): NewestRustc | null {
  let newest: NewestRustc | null = null;
  for (const rustc of rustcs) {
    const llvmMajor = Number.parseInt(rustc.llvm ?? "", 10);
    if (llvmMajor > (newest?.llvmMajor ?? 0)) newest = { rustc, llvmMajor };
  }
  return newest;
}
