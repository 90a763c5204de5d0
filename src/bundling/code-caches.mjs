// Has V8 keep the code it compiles of the command's chunks, for this Node, in dist/chunks/VERSION-ARCH:
// of the functions that are called while typical command lines run here.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const caches = `${root}dist/chunks/${process.version}-${process.arch}/`;
const [module, object] = [`${root}src/bundling/warm-up.ll`, `${root}src/bundling/warm-up.o`];
const folder = mkdtempSync(join(tmpdir(), "kextir-warm-up-"));

const scripts = new Map();
const main = createRequire(import.meta.url)(`${root}dist/kextir.cjs`).load((name, script) => scripts.set(name, script));
mkdirSync(caches);
try {
  await run(module, "-o", "/dev/null", "--no-config", "-q");
  // What the other commands use of it would make the filter start more slowly.
  keepCode("filter.cjs");
  scripts.delete("filter.cjs");

  await run("link", object, "-o", join(folder, "warm-up"));
  await run("bundle", join(folder, "warm-up"), "-o", join(folder, "warm-up.kext"));
  await run("audit", object, "--no-config");
  await run("audit", module, "--no-config");
  await run("inspect", object);
  await run("inspect", module);
  await run("diff", module, "--no-config");
  await run("explain", "not-ir");
  await run("passes");
  for (const command of ["compile", "build", "boot", "bisect", "doctor", "schema"]) await run(command, "--help");
  for (const name of scripts.keys()) keepCode(name);
} finally {
  rmSync(folder, { recursive: true });
}

/** A finding (1) is as good as none, and without a program that a command runs (3) less of it is kept. */
async function run(...args) {
  const exitCode = await main(args);
  if (exitCode !== 0 && exitCode !== 1 && exitCode !== 3) throw new Error(`kextir ${args.join(" ")}: exit code ${exitCode}`);
}

function keepCode(name) {
  writeFileSync(caches + name, scripts.get(name).createCachedData());
}
