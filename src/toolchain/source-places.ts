import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "./run.js";
import { makeTemporaryFolder } from "./temporary-folder.js";

/** A place in a source file. */
export interface SourceLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The source lines that addresses in an object were made from, as its debug info tells
 * llvm-symbolizer; of inlined code, where it was written, but for Rust's own libraries:
 * there, where they were called. Without those that it does not know.
 *
 * @throws ToolError when llvm-symbolizer fails.
 */
export async function sourceLines(symbolizer: string, object: Uint8Array, addresses: readonly number[]): Promise<ReadonlyMap<number, SourceLine>> {
  // It reads objects by name only.
  const folder = await makeTemporaryFolder(join(tmpdir(), "object"));
  try {
    const file = join(folder.path, "object.o");
    await writeFile(file, object);
    const { stdout } = await runTool(symbolizer, [`--obj=${file}`, "--output-style=JSON"], {
      wanted: "find the source lines of addresses",
      input: Buffer.from(addresses.map((address) => `0x${address.toString(16)}\n`).join("")),
    });
    return parseAnswers(Buffer.from(stdout).toString("utf8"));
  } finally {
    folder.remove();
  }
}

interface Answer {
  readonly Address?: string;
  readonly Symbol?: readonly { readonly FileName?: string; readonly Line?: number }[];
}

const rustLibrary = /^\/rustc\/|\/library\/(?:core|alloc|std)\/src\//;

/** One JSON document on a line, the innermost of the functions inlined into one another first. */
function parseAnswers(text: string): ReadonlyMap<number, SourceLine> {
  const lines = new Map<number, SourceLine>();
  for (const document of text.split("\n")) {
    if (!document.startsWith("{")) continue;
    const { Address: address, Symbol: symbols } = JSON.parse(document) as Answer;
    const { FileName: file = "", Line: line = 0 } = symbols?.find(({ FileName: name = "" }) => !rustLibrary.test(name)) ?? symbols?.[0] ?? {};
    if (address !== undefined && file !== "" && line > 0) lines.set(Number(address), { file, line });
  }
  return lines;
}
