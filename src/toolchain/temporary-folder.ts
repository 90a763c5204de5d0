import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

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
  const path = await mkdtemp(join(dirname(file), `.${basename(file)}.kextir-`));
  // A signal that has a listener no longer ends the process. So it is sent again when
  // the folder is gone and the listener with it: then other listeners have their turn,
  // among them execa's, which ends the programs still running, and Node's own ending.
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  const remove = (): void => {
    for (const signal of ENDING_SIGNALS) process.removeListener(signal, onSignal);
    // A program still running may write into the folder while it is emptied.
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, onSignal);
  return { path, remove };
}

const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
