import { createHash } from "node:crypto";
import { mkdir, open, readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * What was learned of a program by running it, kept between runs of kextir in the
 * user's cache folder for as long as the file is the same by path, size and time.
 * Scripts are asked anew each time: what they run may be another program tomorrow.
 * So is every program where the folder cannot be used.
 */
export class Answers {
  readonly #path: string | undefined;
  readonly #identity: string;
  readonly #known: Map<string, unknown>;

  private constructor(path: string | undefined, identity: string, known: Map<string, unknown>) {
    this.#path = path;
    this.#identity = identity;
    this.#known = known;
  }

  /** The answers known of `program`; none without a `folder`. */
  static async of(program: string, folder: string | undefined): Promise<Answers> {
    const identity = folder === undefined ? undefined : await identityOf(program);
    if (folder === undefined || identity === undefined) return new Answers(undefined, "", new Map());
    const path = join(folder, "programs", `${createHash("sha256").update(identity).digest("hex").slice(0, 32)}.json`);
    return new Answers(path, identity, await read(path, identity));
  }

  get(question: string): unknown {
    return this.#known.get(question);
  }

  /** Adds answers; where they cannot be kept they are lost, and asked for again. */
  async keep(answers: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [question, answer] of Object.entries(answers)) this.#known.set(question, answer);
    if (this.#path === undefined) return;
    const text = `${JSON.stringify({ program: this.#identity, answers: Object.fromEntries(this.#known) })}\n`;
    try {
      await mkdir(join(this.#path, ".."), { recursive: true });
      // Two runs may do this at once: each renames a whole file, and the later one stays.
      const made = `${this.#path}.${process.pid}`;
      await writeFile(made, text);
      await rename(made, this.#path);
    } catch {
      // Nobody may write there.
    }
  }
}

/** What tells a program from others and from its own earlier self; undefined for a script, and for what is no file. */
export async function identityOf(program: string): Promise<string | undefined> {
  try {
    const file = await realpath(program);
    const { size, mtimeMs } = await stat(file);
    return (await isScript(file)) ? undefined : `${file} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

async function isScript(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString("latin1") === "#!";
  } finally {
    await handle.close();
  }
}

async function read(path: string, identity: string): Promise<Map<string, unknown>> {
  try {
    const { program, answers } = JSON.parse(await readFile(path, "utf8")) as { program?: unknown; answers?: unknown };
    if (program === identity && typeof answers === "object" && answers !== null) return new Map(Object.entries(answers));
  } catch {
    // There is none yet, or not a whole one.
  }
  return new Map();
}
