import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

/** One run of a whole process. */
export interface Run {
  /** Wall-clock milliseconds from start to exit. */
  readonly milliseconds: number;
  /** Peak resident memory in MB, as Linux counts it; 0 where that cannot be read. */
  readonly megabytes: number;
}

/** Runs `command`, its output thrown away or written to the file `output`; rejects when it fails. */
export function run(command: readonly string[], output = "/dev/null"): Promise<Run> {
  const [program, ...args] = command;
  const stdout = openSync(output, "w");
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env; // Node pays 40 ms for it at every start
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program!, args, { stdio: ["ignore", stdout, "inherit"], env });
    let megabytes = 0;
    const sample = setInterval(() => (megabytes = Math.max(megabytes, peakMemory(child.pid))), 5);
    child.on("error", reject);
    child.on("exit", (code) => {
      clearInterval(sample);
      closeSync(stdout);
      if (code === 0) resolve({ milliseconds: performance.now() - start, megabytes });
      else reject(new Error(`${command.join(" ")} exited with ${code}`));
    });
  });
}

/** Runs both in turn, `rounds` times after one round to warm up, so that both see the same machine. */
export async function compare(rounds: number, a: () => Promise<Run>, b: () => Promise<Run>): Promise<{ a: Run[]; b: Run[] }> {
  const runs: { a: Run[]; b: Run[] } = { a: [], b: [] };
  for (let round = -1; round < rounds; round++) {
    const [runA, runB] = [await a(), await b()];
    if (round < 0) continue;
    runs.a.push(runA);
    runs.b.push(runB);
  }
  return runs;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function peakMemory(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) / 1000;
  } catch {
    return 0; // it has just ended
  }
}
