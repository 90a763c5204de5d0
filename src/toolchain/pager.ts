import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * Shows text in a pager, which has the terminal until the user leaves it. `command`
 * is a program with arguments, divided by blanks. Returns false where it cannot be
 * started. less is told, unless LESS tells it otherwise, to end by itself where all
 * fits on a screen and to show colours, as git tells it.
 */
export async function page(command: string, pieces: Iterable<Uint8Array>): Promise<boolean> {
  const [program = "", ...args] = command.split(/\s+/);
  const child = spawn(program, args, { stdio: ["pipe", "inherit", "inherit"], env: { LESS: "FRX", ...process.env } });
  const isStarted = await Promise.race([once(child, "spawn").then(() => true), once(child, "error").then(() => false)]).catch(() => false);
  if (!isStarted) return false;
  const ended = once(child, "close");
  // Ctrl-C is the pager's to obey or not.
  process.on("SIGINT", ignore);
  try {
    await pipeline(Readable.from(pieces), child.stdin).catch(leaveQuietly);
    await ended;
  } finally {
    process.removeListener("SIGINT", ignore);
  }
  return true;
}

const ignore = (): void => {};

// A user who has seen enough leaves before all is written.
function leaveQuietly(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "EPIPE" && code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
}
