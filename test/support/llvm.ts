import { spawnSync } from "node:child_process";
import { execa } from "execa";

/** The LLVM releases whose llvm-as the tests ask. */
export const LLVM_MAJORS = [13, 14, 15, 16, 19, 22] as const;

/** What an LLVM tool said. */
export interface Verdict {
  readonly accepted: boolean;
  readonly stderr: string;
}

/**
 * Parses and verifies `text` with llvm-as of that major. Malformed debug info is
 * only a warning there, and loses it all, so it counts as refused.
 */
export function llvmAs(text: Buffer | string, major: number): Verdict {
  const { stderr, status } = run(`llvm-as-${major}`, ["-o", "/dev/null", "-"], text);
  return { accepted: status === 0 && !stderr.includes("ignoring invalid debug info"), stderr };
}

/** Like llvmAs, without waiting in line: several may run at once. */
export async function llvmAsAsync(text: Buffer, major: number): Promise<Verdict> {
  const { stderr, exitCode } = await execa(`llvm-as-${major}`, ["-o", "/dev/null", "-"], { input: text, reject: false });
  if (exitCode === undefined) throw new Error(`llvm-as-${major} cannot be run (make test installs it)`);
  return { accepted: exitCode === 0 && !stderr.includes("ignoring invalid debug info"), stderr };
}

/** `text` as LLVM of that major prints it after parsing. */
export function canonical(text: Buffer | string, major: number): string {
  const { stdout, stderr, status } = run(`opt-${major}`, ["-S", "-passes=verify", "-o", "-", "-"], text);
  if (status !== 0) throw new Error(`opt-${major} refused the module: ${stderr}`);
  return stdout;
}

function run(command: string, args: string[], input: Buffer | string): { stdout: string; stderr: string; status: number | null } {
  const result = spawnSync(command, args, { input, maxBuffer: 1 << 30 });
  if (result.error) throw new Error(`${command} cannot be run (make test installs it): ${result.error.message}`);
  return { stdout: result.stdout.toString("latin1"), stderr: result.stderr.toString(), status: result.status };
}
