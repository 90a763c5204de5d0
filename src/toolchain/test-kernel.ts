// Builds the test kernel from its sources, with a clang and an lld that are here.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENVIRONMENT_FOR_CLANG } from "./clang.js";
import { missingTool, type SearchPlaces } from "./find.js";
import { rankLlvmTools } from "./rank.js";
import { runTool } from "./run.js";
import { makeTemporaryFolder } from "./temporary-folder.js";

// It lies further up than 2 GiB below the end of memory: hence -fpie. What is not hidden is for kexts. Each function
// has its frame, until it comes back, so that a report names the one that the kext had called.
const FLAGS = [
  "-target", "x86_64-unknown-linux-gnu", "-std=c11", "-ffreestanding", "-nostdlib", "-nostdlibinc", "-static", "-Wl,--build-id=none", "-O2", "-fpie", "-no-pie",
  "-fvisibility=hidden", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls", "-mno-red-zone", "-mgeneral-regs-only", "-fno-stack-protector", "-Wno-unused-command-line-argument",
];

/**
 * The test kernel, an ELF file that qemu boots. It is built once for the same sources
 * and compilers, in a second, and kept in the cache folder.
 *
 * @param sources the folder `test-kernel` of the package.
 * @throws ToolError without a clang or an ld.lld, and when they fail.
 */
export async function buildTestKernel(sources: string, places: SearchPlaces): Promise<Uint8Array> {
  const [clang] = await rankLlvmTools("clang", places);
  if (clang === undefined) throw missingTool("clang", "compile the test kernel", places);
  const [linker] = await rankLlvmTools("ld.lld", places);
  if (linker === undefined) throw missingTool("ld.lld", "link the test kernel", places);

  const files = await sourceFiles(sources);
  const key = createHash("sha256").update(JSON.stringify([FLAGS, await identity(clang.file), await identity(linker.file)]));
  for (const file of files) key.update(`\0${file}\0`).update(await readFile(join(sources, file)));
  const kept = places.cacheFolder === undefined ? undefined : join(places.cacheFolder, "test-kernel", `${key.digest("hex").slice(0, 32)}.elf`);
  if (kept !== undefined) {
    const built = await readFile(kept).catch(() => undefined);
    if (built !== undefined) return built;
  }

  const folder = await makeTemporaryFolder(join(tmpdir(), "test-kernel"));
  try {
    const made = join(folder.path, "test-kernel.elf");
    const inputs = files.filter((file) => /\.[cS]$/.test(file)).map((file) => join(sources, file));
    await runTool(clang.file, [...FLAGS, `--ld-path=${linker.file}`, `-Wl,-T,${join(sources, "kernel.ld")}`, ...inputs, "-o", made], { wanted: "build the test kernel", env: ENVIRONMENT_FOR_CLANG });
    const kernel = await readFile(made);
    if (kept !== undefined) await keep(kernel, kept);
    return kernel;
  } finally {
    folder.remove();
  }
}

async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => /\.(?:c|h|S|ld)$/.test(entry)).sort();
}

async function identity(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  return `${file} ${size} ${mtimeMs}`;
}

/** Two runs may do this at once: each renames a whole file. Where nobody may write, it is built again. */
async function keep(kernel: Uint8Array, path: string): Promise<void> {
  try {
    await mkdir(join(path, ".."), { recursive: true });
    const folder = await makeTemporaryFolder(path);
    try {
      await writeFile(join(folder.path, "kernel"), kernel);
      await rename(join(folder.path, "kernel"), path);
    } finally {
      folder.remove();
    }
  } catch {
    // It is not kept.
  }
}
