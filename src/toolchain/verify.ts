import type { Diagnostic } from "../support/diagnostic.js";
import { missingTool, type SearchPlaces } from "./find.js";
import { rankLlvmTools } from "./rank.js";
import { runTool, type ToolInput } from "./run.js";
import { ToolError } from "./tool-error.js";

/**
 * Has the newest llvm-as read a module's text: it parses and verifies. Returns what
 * it refuses; undefined for a module that it accepts. Debug info that it would drop
 * counts as refused.
 *
 * @throws ToolError when there is no llvm-as.
 */
export async function verifyModule(text: ToolInput, places: SearchPlaces, signal?: AbortSignal): Promise<Diagnostic | undefined> {
  const [llvmAs] = await rankLlvmTools("llvm-as", places);
  if (llvmAs === undefined) throw missingTool("llvm-as", "verify the module between passes", places);
  const words = await refusal(llvmAs.file, text, signal);
  if (words === "") return undefined;
  const [first = "", ...rest] = words.split("\n");
  return { severity: "error", code: "invalid-module", message: `${llvmAs.file} refuses it: ${first.replace(/^\S*llvm-as\S*:\s*/, "")}`, notes: rest };
}

/**
 * The newest llvm-as that takes all of `texts`, as a question asked of other versions of
 * the module; undefined where none takes them.
 */
export async function findVerifier(texts: readonly Uint8Array[], places: SearchPlaces): Promise<((text: Uint8Array) => Promise<boolean>) | undefined> {
  for (const { file } of await rankLlvmTools("llvm-as", places)) {
    const takes = async (text: Uint8Array): Promise<boolean> => (await refusal(file, text, undefined)) === "";
    let takesAll = true;
    for (const text of texts) takesAll &&= await takes(text);
    if (takesAll) return takes;
  }
  return undefined;
}

/** What llvm-as says of a module that it does not take whole. */
async function refusal(llvmAs: string, text: ToolInput, signal: AbortSignal | undefined): Promise<string> {
  try {
    const { stderr } = await runTool(llvmAs, ["-o", "/dev/null", "-"], { wanted: "verify the module", input: text, signal });
    return stderr.trim();
  } catch (error) {
    if (error instanceof ToolError && error.exitCode !== undefined) return error.stderr.trim();
    throw error;
  }
}
