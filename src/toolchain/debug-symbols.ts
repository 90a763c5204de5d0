// NAME.kext.dSYM: the debug info of a kext's objects, with the addresses of the kext.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingTool, type SearchPlaces } from "./find.js";
import { rankLlvmTools } from "./rank.js";
import { runTool } from "./run.js";
import { makeTemporaryFolder } from "./temporary-folder.js";

/** What a kext was linked of. */
export interface DebugInfoSource {
  /** The kext's binary, and its name in the bundle. */
  readonly image: Uint8Array;
  readonly executable: string;
  readonly objects: readonly ObjectWithDebugInfo[];
}

export interface ObjectWithDebugInfo {
  readonly bytes: Uint8Array;
  readonly symbols: readonly { readonly name: string; readonly objectAddress: number; readonly address: number; readonly size: number }[];
}

/** A file in a folder, by its path there. */
export interface FolderFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Has the newest dsymutil here join the debug info. Gives the files of the dSYM's folder; nothing
 * of this machine, and no time, is in them.
 *
 * @throws ToolError without a dsymutil, and when it fails.
 */
export async function makeDebugSymbols({ image, executable, objects }: DebugInfoSource, places: SearchPlaces, signal?: AbortSignal): Promise<FolderFile[]> {
  const [dsymutil] = await rankLlvmTools("dsymutil", places);
  if (dsymutil === undefined) throw missingTool("dsymutil", "join the objects' debug info", places);
  const folder = await makeTemporaryFolder(join(tmpdir(), "dsym"));
  try {
    // dsymutil names the file that it makes after its input.
    const map = join("map", executable);
    await Promise.all(["map", "objects"].map((name) => mkdir(join(folder.path, name))));
    await Promise.all([
      writeFile(join(folder.path, executable), image),
      writeFile(join(folder.path, map), debugMapText(executable, objects)),
      ...objects.map(({ bytes }, index) => writeFile(join(folder.path, objectName(index)), bytes)),
    ]);
    const made = `${executable}.kext.dSYM`;
    await runTool(dsymutil.file, ["-y", map, "-o", made], { wanted: "join the objects' debug info", cwd: folder.path, signal });
    return await filesIn(join(folder.path, made));
  } finally {
    folder.remove();
  }
}

function objectName(index: number): string {
  return `objects/${index}.o`;
}

/** A debug map, as dsymutil reads it in place of a binary's stabs. Of triples, it knows this one. */
function debugMapText(executable: string, objects: readonly ObjectWithDebugInfo[]): string {
  const lines = ["---", "triple: x86_64-apple-darwin", `binary-path: ${quoted(executable)}`, "objects:"];
  for (const [index, { symbols }] of objects.entries()) {
    lines.push(`  - filename: ${objectName(index)}`, "    timestamp: 0", "    symbols:");
    for (const { name, objectAddress, address, size } of symbols) lines.push(`      - { sym: ${quoted(name)}, objAddr: ${objectAddress}, binAddr: ${address}, size: ${size} }`);
  }
  return [...lines, "...", ""].join("\n");
}

/** As YAML has text in which nothing but the quote itself has a meaning. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function filesIn(folder: string): Promise<FolderFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Promise.all(paths.sort().map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })));
}
