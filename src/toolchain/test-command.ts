import { runTool } from "./run.js";
import { ToolError } from "./tool-error.js";

/** A command that tells good files from bad ones. */
export interface TestCommand {
  /** Program and arguments; `{}` in them stands for the file, which is the last argument where it stands nowhere. */
  readonly words: readonly string[];
  /** A test that takes longer is ended. */
  readonly timeoutSeconds?: number | undefined;
}

export interface TestResult {
  readonly verdict: "good" | "bad" | "unknown";
  /** As in `exit code 1`, `SIGSEGV`, `no end within 5 s`. */
  readonly how: string;
  readonly stderr: string;
}

/**
 * Runs the command on a file: exit code 0 is good; 125 says that it cannot tell, as to
 * `git bisect run`; another exit code, an end by a signal and running too long are bad.
 *
 * @throws ToolError when the program cannot be started; exit codes 126 and 127, by which
 *   shells say that, count as such.
 */
export async function runTestCommand({ words, timeoutSeconds }: TestCommand, file: string): Promise<TestResult> {
  const [program = "", ...args] = words.map((word) => word.replaceAll("{}", file));
  if (!words.slice(1).some((word) => word.includes("{}"))) args.push(file);
  try {
    const { stderr } = await runTool(program, args, { wanted: "test a module", ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) });
    return { verdict: "good", how: "exit code 0", stderr };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const { failure, stderr } = error;
    switch (failure.kind) {
      case "exit":
        if (failure.code === 126 || failure.code === 127) throw error;
        return { verdict: failure.code === 125 ? "unknown" : "bad", how: `exit code ${failure.code}`, stderr };
      case "signal": return { verdict: "bad", how: failure.signal, stderr };
      case "timeout": return { verdict: "bad", how: `no end within ${failure.seconds} s`, stderr };
      default: throw error;
    }
  }
}
