// Transcripts in documents: in a block marked `console`, commands after `$ `, each on one line, and
// below each what it printed.

import { spawnSync } from "node:child_process";

/**
 * The document with what its commands print now, standard error included, in the places
 * of what it says they print. They run one after another in `folder`.
 */
export function retype(document: string, folder: string, env: NodeJS.ProcessEnv): string {
  return document.replace(/^```console\n([^]*?)^```$/gm, (_, block: string) => {
    const commands = block.split("\n").filter((line) => line.startsWith("$ ")).map((line) => line.slice(2));
    const typed = commands.map((command) => {
      const { stdout } = spawnSync("bash", ["-c", `exec 2>&1\n${command}`], { cwd: folder, env, encoding: "utf8" });
      return `$ ${command}\n${stdout}${stdout === "" || stdout.endsWith("\n") ? "" : "\n"}`;
    });
    return `\`\`\`console\n${typed.join("")}\`\`\``;
  });
}
