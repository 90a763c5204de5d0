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
    await known.keep(Object.fromEntries(await askAll(clang, asked, signal)));
  }
  return declarations.filter((declaration) => known.get(declaration) === false);
}

// LLVM's Intrinsics.td gives it none, so it comes back as it was from those that know it.
const WITHOUT_ATTRIBUTES = /@llvm\.experimental\.deoptimize\./;

type Answer = readonly [declaration: IntrinsicDeclaration, isKnown: boolean];

/** One signature that is wrong spoils the answer for all; halves are asked then, down to the one. */
async function askAll(clang: string, declarations: readonly IntrinsicDeclaration[], signal: AbortSignal | undefined): Promise<readonly Answer[]> {
  const answers = await ask(clang, declarations, signal);
  if (answers !== undefined) return answers;
  if (declarations.length === 1) return [[declarations[0]!, false]];
  const middle = declarations.length >> 1;
  return [...(await askAll(clang, declarations.slice(0, middle), signal)), ...(await askAll(clang, declarations.slice(middle), signal))];
}

/** Without debug information clangs before 22 do not verify what they read, signatures of intrinsics included. */
const VERIFIED = `
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: NoDebug)
!1 = !DIFile(filename: "probe", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
`;

async function ask(clang: string, declarations: readonly IntrinsicDeclaration[], signal: AbortSignal | undefined): Promise<readonly Answer[] | undefined> {
  const args = ["-target", "x86_64-apple-macosx10.15", "-Wno-override-module", "-x", "ir", "-S", "-emit-llvm", "-o", "-", "-"];
  try {
    const input = Buffer.from(`${declarations.join("\n")}\n${VERIFIED}`, "latin1");
    const { stdout } = await runTool(clang, args, { wanted: "say which intrinsics it knows", input, timeoutSeconds: 30, signal });
    const lines = new Set(Buffer.from(stdout).toString("latin1").split("\n"));
    return declarations.map((declaration) => [declaration, !lines.has(declaration)] as const);
  } catch (error) {
    if (error instanceof ToolError && error.exitCode !== undefined) return undefined;
    throw error;
  }
}
