// The only place that starts programs. Each is given an array of arguments and
// never passes through a shell. execa is loaded when the first one is started:
// loading it takes longer than filtering a small module does.

import type { ChildProcess } from "node:child_process";
import type { Options } from "execa";
import { openSpool } from "./spool.js";
import { ToolError, type ToolFailure } from "./tool-error.js";

/** What a program reads on its standard input: bytes, or chunks of them made as it reads. */
export type ToolInput = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface RunOptions {
  /** What is wanted of the program, completing "it was to …". */
  readonly wanted: string;
  /** Standard input; nothing is to be read when absent. */
  readonly input?: ToolInput;
  /** Whether standard output goes through a temporary file: for a program that writes much and each line by itself. */
  readonly spoolsOutput?: boolean;
  /** Variables to set in the program's environment, or with `undefined` to take out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** How to install the program, for the message when it is not there. */
  readonly install?: string | undefined;
  /** The arguments to show in an error instead, where those given hold a temporary name. */
  readonly shownArgs?: readonly string[];
  /** What to do when the program ran and failed, one line, or how to tell by its standard error. */
  readonly fix?: string | ((stderr: string) => string | undefined) | undefined;
  /** Ends the program; its `reason` is what is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the program when it has run so long. */
  readonly timeoutSeconds?: number;
  /** What is written to the program's standard input, which stays open, when it has run so long, and each second from then on: a request that it end. */
  readonly lateRequest?: { readonly afterSeconds: number; readonly text: string };
}

export interface ToolOutput {
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/**
 * Runs a program to its end and gives what it wrote.
 *
 * @throws ToolError when it cannot be started, exits with another code than 0 or is ended by a signal.
 * @throws what `input` throws while it is read, and the reason of an aborted `signal`.
 */
export async function runTool(program: string, args: readonly string[], options: RunOptions): Promise<ToolOutput> {
  const chunks: Uint8Array[] = [];
  const output = streamTool(program, args, options);
  for (;;) {
    const next = await output.next();
    if (next.done === true) return { stdout: concatenate(chunks), stderr: next.value };
    chunks.push(next.value);
  }
}

/**
 * Runs a program, gives its standard output in chunks as they come, and returns
 * its standard error at the end. Leaving the loop early ends the program. Throws
 * what `runTool` throws, possibly after output was given.
 */
export async function* streamTool(
  program: string,
  args: readonly string[],
  options: RunOptions,
): AsyncGenerator<Uint8Array, string, undefined> {
  options.signal?.throwIfAborted();
  const { execa } = await import("execa");
  const stop = new AbortController();
  const reading: Reading = { failed: false, error: undefined };
  // Where no file can be made a pipe does the same, slowly.
  const spool = options.spoolsOutput === true ? await openSpool().catch(() => undefined) : undefined;
  const subprocess = execa(program, args, {
    ...optional("env", options.env as Options["env"]),
    ...optional("cwd", options.cwd),
    stdin: options.lateRequest !== undefined ? "pipe" : options.input === undefined ? "ignore" : readInput(options.input, reading, stop),
    // Its types know file descriptors of one digit only.
    stdout: (spool?.fd ?? "pipe") as "pipe",
    encoding: "buffer",
    buffer: { stdout: false, stderr: true },
    reject: false,
    cancelSignal: stop.signal,
    forceKillAfterDelay: 1000,
    stripFinalNewline: false,
  });
  const release = stopOn(stop, options);
  letGoWhenStopped(subprocess, stop.signal);
  const forget = requestWhenLate(subprocess, options);
  try {
    if (spool !== undefined) yield* spool.read(subprocess);
    else if (subprocess.stdout) {
      try {
        for await (const chunk of subprocess.stdout) yield chunk as Uint8Array;
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
    }
    const result = await subprocess;
    if (reading.failed) throw reading.error;
    options.signal?.throwIfAborted();
    const stderr = new TextDecoder().decode(result.stderr);
    if (result.failed) {
      const failure: ToolFailure = stop.signal.aborted
        ? { kind: "timeout", seconds: options.timeoutSeconds ?? 0 }
        : failureOf(result);
      throw new ToolError({
        program,
        args: options.shownArgs ?? args,
        wanted: options.wanted,
        failure,
        stderr,
        fix: failure.kind === "not-found" ? options.install : typeof options.fix === "function" ? options.fix(stderr) : options.fix,
        cause: result.cause ?? result,
      });
    }
    return stderr;
  } finally {
    release();
    forget();
    stop.abort();
    await subprocess;
    await spool?.close();
  }
}

interface Reading {
  failed: boolean;
  error: unknown;
}

// A source that throws half way must not look like the end of the input: the
// program is ended before its standard input is.
async function* readInput(input: ToolInput, reading: Reading, stop: AbortController): AsyncGenerator<Uint8Array> {
  try {
    if (input instanceof Uint8Array) yield input;
    else yield* input;
  } catch (error) {
    reading.failed = true;
    reading.error = error;
    stop.abort();
    throw error;
  }
}

function stopOn(stop: AbortController, { signal, timeoutSeconds }: RunOptions): () => void {
  const abort = (): void => stop.abort();
  signal?.addEventListener("abort", abort, { once: true });
  const timer = timeoutSeconds === undefined ? undefined : setTimeout(abort, timeoutSeconds * 1000);
  return () => {
    signal?.removeEventListener("abort", abort);
    clearTimeout(timer);
  };
}

function requestWhenLate({ stdin }: Pick<ChildProcess, "stdin">, { lateRequest }: RunOptions): () => void {
  if (lateRequest === undefined || stdin === null) return () => {};
  // A program that has just ended reads no more.
  stdin.on("error", () => {});
  let again: NodeJS.Timeout | undefined;
  const ask = (): void => void stdin.write(lateRequest.text);
  const timer = setTimeout(() => {
    ask();
    again = setInterval(ask, 1000);
  }, lateRequest.afterSeconds * 1000);
  return () => {
    clearTimeout(timer);
    clearInterval(again);
  };
}

// A program that is a wrapper script may leave a child of its own that still
// holds the pipes; once the program itself was stopped nobody waits for that one.
function letGoWhenStopped(subprocess: Pick<ChildProcess, "stdout" | "stderr" | "once">, stopped: AbortSignal): void {
  const letGo = (): void => {
    subprocess.stdout?.destroy();
    subprocess.stderr?.destroy();
  };
  subprocess.once("exit", () => {
    if (stopped.aborted) letGo();
    else stopped.addEventListener("abort", letGo, { once: true });
  });
}

interface FailedResult {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
  readonly originalMessage?: string | undefined;
  readonly shortMessage?: string | undefined;
}

function failureOf({ exitCode, signal, code, originalMessage, shortMessage }: FailedResult): ToolFailure {
  if (signal !== undefined) return { kind: "signal", signal };
  if (code === "ENOENT") return { kind: "not-found" };
  if (exitCode !== undefined) return { kind: "exit", code: exitCode };
  if (code === "EACCES") return { kind: "not-started", reason: "permission denied" };
  return { kind: "not-started", reason: originalMessage ?? shortMessage ?? code ?? "unknown reason" };
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  return Buffer.concat(chunks);
}

// exactOptionalPropertyTypes: an option that is not set has to be absent.
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}
