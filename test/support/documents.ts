import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { command } from "../cli/kextir.js";
import { retype } from "./transcript.js";

const docs = join(dirname(fileURLToPath(import.meta.url)), "../../../docs");

/** The documents with transcripts, each beside a folder of its name that the commands are typed in. */
export const DOCUMENTS = ["debugging"] as const;

/** The path of a document. */
export function documentPath(name: string): string {
  return join(docs, `${name}.md`);
}

/** A document with what its commands print now, typed in a copy of its folder. */
export function retypeDocument(name: string): string {
  const root = mkdtempSync(join(tmpdir(), "kextir-docs-"));
  try {
    const folder = join(root, "work");
    cpSync(join(docs, name), folder, { recursive: true });
    const program = join(root, "kextir");
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`);
    chmodSync(program, 0o755);
    const env = { ...process.env, PATH: `${root}${delimiter}${process.env["PATH"] ?? ""}`, NO_COLOR: "1", LC_ALL: "C", KEXTIR_CLANG: process.env["KEXTIR_CLANG"] ?? "clang-22" };
    return retype(readFileSync(documentPath(name), "utf8"), folder, env);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
