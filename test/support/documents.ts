import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { command } from "../cli/kextir.js";
import { retype } from "./transcript.js";

const docs = join(dirname(fileURLToPath(import.meta.url)), "../../../docs");

/** The documents with transcripts, and the folder that the commands of each are typed in. */
const FOLDERS = { debugging: "docs/debugging", audit: "examples/bad-kext" } as const;

export const DOCUMENTS = Object.keys(FOLDERS) as (keyof typeof FOLDERS)[];

/** For kextir, and for Makefiles. */
function tools(): Record<string, string> {
  const clang = process.env["KEXTIR_CLANG"] ?? "clang-22";
  return { KEXTIR_CLANG: clang, CLANG: clang, RUSTC: process.env["KEXTIR_RUSTC"] ?? "rustc" };
}

/** The path of a document. */
export function documentPath(name: string): string {
  return join(docs, `${name}.md`);
}

/** A document with what its commands print now, typed in a copy of its folder. */
export function retypeDocument(name: keyof typeof FOLDERS): string {
  const root = mkdtempSync(join(tmpdir(), "kextir-docs-"));
  try {
    const folder = join(root, "work");
    cpSync(join(docs, "..", FOLDERS[name]), folder, { recursive: true });
    const program = join(root, "kextir");
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`);
    chmodSync(program, 0o755);
    const env = { ...process.env, PATH: `${root}${delimiter}${process.env["PATH"] ?? ""}`, NO_COLOR: "1", LC_ALL: "C", ...tools() };
    return retype(readFileSync(documentPath(name), "utf8"), folder, env);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
