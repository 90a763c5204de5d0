import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface TemporaryFolder {
  readonly path: string;
  /** Takes it away with what is in it. */
  remove(): void;
}

/**
 * Makes a new, empty folder beside `file`, so that what is made in it can be renamed
 * over the file. A signal that ends kextir takes it away; else the caller does.
 *
 * @throws what `mkdtemp` throws where none can be made.
 */
export async function makeTemporaryFolder(file: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(dirname(file), ".kextir-"));
  if (folders.size === 0) for (const signal of ENDING_SIGNALS) process.on(signal, removeAllAndEnd);
  folders.add(path);
  return { path, remove: () => remove(path) };
}

const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const folders = new Set<string>();

// A signal that has a listener no longer ends the process. So it is sent again when
// the folders are gone and the listener with them: then other listeners have their
// turn, among them execa's, which ends the programs still running, and Node's own
// ending.
function removeAllAndEnd(signal: NodeJS.Signals): void {
  for (const path of folders) remove(path);
  process.kill(process.pid, signal);
}

function remove(path: string): void {
  // A program still running may write into the folder while it is emptied.
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  folders.delete(path);
  if (folders.size === 0) for (const signal of ENDING_SIGNALS) process.removeListener(signal, removeAllAndEnd);
}
