import { ENVIRONMENT_FOR_CLANG } from "./clang.js";
import { runTool } from "./run.js";

/**
 * Asks a clang what its `-mkernel` puts on C functions for a target: the IR, as text,
 * of a small C file that has definitions (a leaf, one with a local array, a static
 * one), declarations and calls. Reading it is the caller's.
 *
 * @throws ToolError when clang does not know the target, or fails otherwise.
 */
export async function probeKernelAttributes(clang: string, target: string, signal?: AbortSignal): Promise<Uint8Array> {
  // Optimised, but with no pass of the optimiser run: those attributes are inferred
  // from a function's body, and only what clang itself puts there is asked for.
  const args = ["-target", target, "-mkernel", "-O2", "-Xclang", "-disable-llvm-passes", "-x", "c", "-S", "-emit-llvm", "-o", "-", "-"];
  const { stdout } = await runTool(clang, args, {
    wanted: `show what -mkernel puts on C functions for ${target}`,
    input: Buffer.from(PROBE),
    env: ENVIRONMENT_FOR_CLANG,
    signal,
  });
  return stdout;
}

/**
 * Asks a clang for the data layout of a target: its own, which it puts in place of the
 * one that a module names. Undefined when it does not say.
 *
 * @throws ToolError when clang does not know the target, or fails otherwise.
 */
export async function probeDataLayout(clang: string, target: string, signal?: AbortSignal): Promise<string | undefined> {
  const { stdout } = await runTool(clang, ["-target", target, "-x", "c", "-S", "-emit-llvm", "-o", "-", "-"], {
    wanted: `show the data layout of ${target}`,
    input: Buffer.alloc(0),
    env: ENVIRONMENT_FOR_CLANG,
    signal,
  });
  return /^target datalayout = "(.*)"$/m.exec(Buffer.from(stdout).toString("latin1"))?.[1];
}

const PROBE = `
extern int declared(char *text, int count);
extern int variadic(const char *format, ...);

int leaf(int value) { return value * 3 + 1; }

static __attribute__((noinline)) int local(int value) { return value ^ 0x55; }

int caller(int value) {
  char text[32];
  variadic("%d", value);
  return declared(text, leaf(value)) + local(value);
}
`;
