import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Calls `use` with a new, empty folder beside `file` (so that what is made there can
 * be renamed over it) and removes the folder afterwards, however that ends: also when
 * a signal ends kextir. Throws what `use` throws and what making a folder there throws.
 */
export async function withTemporaryFolder<T>(file: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(dirname(file), `.${basename(file)}.kextir-`));
  const remove = removeOnSignal(folder);
  try {
    return await use(folder);
  } finally {
    remove();
  }
}

const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

// A signal that has a listener no longer ends the process, so it is sent again once
// the folder is gone and the listener with it: other listeners, and then Node's own
// ending, have their turn. Programs that were started and still run are ended before
// by their own listener (execa's), which waits for the others to leave.
function removeOnSignal(folder: string): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  const remove = (): void => {
    for (const signal of ENDING_SIGNALS) process.removeListener(signal, onSignal);
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, onSignal);
  return remove;
}
