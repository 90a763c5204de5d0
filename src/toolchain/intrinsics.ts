import type { Answers } from "./answers.js";
import { runTool } from "./run.js";
import { ToolError } from "./tool-error.js";

/** A declaration of an intrinsic without attributes: `declare i8 @llvm.ucmp.i8.i32(i32, i32)`. */
export type IntrinsicDeclaration = string;

/**
 * Asks a clang which intrinsics it does not know, or takes other arguments for. Its
 * parser passes them all the same, and they end as undefined symbols. One that it knows
 * comes back with attributes, or under another name; one that it does not as it was.
 *
 * @throws ToolError when clang cannot be run.
 */
export async function unknownIntrinsics(
  clang: string, declarations: readonly IntrinsicDeclaration[], known: Answers, signal?: AbortSignal,
): Promise<readonly IntrinsicDeclaration[]> {
  const asked = declarations.filter((declaration) => known.get(declaration) === undefined && !WITHOUT_ATTRIBUTES.test(declaration));
  if (asked.length > 0) {
    const answers = (await ask(clang, asked, signal)) ?? (await askEach(clang, asked, signal));
    await known.keep(Object.fromEntries(answers));
  }
  return declarations.filter((declaration) => known.get(declaration) === false);
}

// LLVM's Intrinsics.td gives it none, so it comes back as it was from those that know it.
const WITHOUT_ATTRIBUTES = /@llvm\.experimental\.deoptimize\./;

type Answer = readonly [declaration: IntrinsicDeclaration, isKnown: boolean];

/** One signature that is wrong spoils the answer for all; then each is asked for by itself. */
async function askEach(clang: string, declarations: readonly IntrinsicDeclaration[], signal: AbortSignal | undefined): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const declaration of declarations) answers.push(...((await ask(clang, [declaration], signal)) ?? [[declaration, false] as const]));
  return answers;
}

async function ask(clang: string, declarations: readonly IntrinsicDeclaration[], signal: AbortSignal | undefined): Promise<readonly Answer[] | undefined> {
  const args = ["-target", "x86_64-apple-macosx10.15", "-Wno-override-module", "-x", "ir", "-S", "-emit-llvm", "-o", "-", "-"];
  try {
    const input = Buffer.from(`${declarations.join("\n")}\n`, "latin1");
    const { stdout } = await runTool(clang, args, { wanted: "say which intrinsics it knows", input, timeoutSeconds: 30, signal });
    const lines = new Set(Buffer.from(stdout).toString("latin1").split("\n"));
    return declarations.map((declaration) => [declaration, !lines.has(declaration)] as const);
  } catch (error) {
    if (error instanceof ToolError && error.exitCode !== undefined) return undefined;
    throw error;
  }
}
