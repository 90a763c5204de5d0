// Makes the command out of the sources: dist/kextir.cjs, which starts it, and dist/chunks with its
// code. Each command loads what it takes; start.cjs and filter.cjs are all that filtering a text does.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { starterFiles } from "./bundling/starter-files.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const starter = `${root}dist/kextir.cjs`;
const folder = `${root}dist/chunks/`;
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

const common = {
  platform: "node",
  target: "node20.19",
  // Names are kept: stack traces are read by them.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
};

// The script and the style sheet of diff's report, which carries them: one text each, known by its hash.
const page = await build({
  entryPoints: { script: `${root}src/page/main.ts`, style: `${root}src/page/page.css` },
  bundle: true,
  format: "iife",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  minify: true,
  charset: "ascii",
  outdir: "page",
  write: false,
});
const pageParts = page.outputFiles.map(({ path, text }) => [path.endsWith(".css") ? "style" : "script", text.trim()]);
for (const [name, text] of pageParts) if (/<[/!]/.test(text)) throw new Error(`the page's ${name} cannot stand in a page`);
const pageHashes = pageParts.map(([name, text]) => [`${name}Hash`, `sha256-${createHash("sha256").update(text).digest("base64")}`]);

// esbuild splits ES modules only, so chunks are made as such and then turned into CommonJS, which
// Node starts more quickly and V8 keeps compiled.
const chunks = await build({
  ...common,
  entryPoints: { main: `${root}src/cli/main.ts` },
  bundle: true,
  format: "esm",
  splitting: true,
  outdir: folder,
  outExtension: { ".js": ".cjs" },
  define: { KEXTIR_VERSION: JSON.stringify(version), KEXTIR_REPORT_PAGE: JSON.stringify(JSON.stringify(Object.fromEntries([...pageParts, ...pageHashes]))) },
  plugins: [{ name: "zod-on-demand", setup: useZodOnDemand }],
  metafile: true,
  write: false,
});
// A name that zod-on-demand.mjs lacks is a warning.
if (chunks.warnings.length > 0) throw new Error("the bundle would not be whole");

const files = await starterFiles(chunks, common);
const zod = await build({ ...common, entryPoints: [`${root}src/bundling/zod-names.mjs`], bundle: true, format: "cjs", write: false });
files.set("zod.cjs", zod.outputFiles[0].text);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [name, code] of files) writeFileSync(folder + name, `(function(exports,require,module){${code}})`);
copyFileSync(`${root}src/bundling/starter.cjs`, starter);
chmodSync(starter, 0o755);
execFileSync(process.execPath, [`${root}src/bundling/code-caches.mjs`], { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });

/** Gives passes a stand-in for zod, see there, which loads a chunk with the real one. */
function useZodOnDemand({ onResolve }) {
  onResolve({ filter: /^zod\/mini$/ }, ({ importer }) =>
    /\/(?:passes|src\/pass)\/[^/]*$/.test(importer) ? { path: `${root}src/bundling/zod-on-demand.mjs` } : undefined,
  );
  onResolve({ filter: /\/zod-names\.mjs$/ }, () => ({ path: "./zod.cjs", external: true }));
}
