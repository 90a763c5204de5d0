// Makes the command out of the sources: dist/kextir.cjs, which starts it, and dist/chunks with its
// code. One chunk, kextir.js, is all that filtering a text takes; the rest is loaded when asked for.

import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const start = `${root}dist/kextir.cjs`;
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
const { outputFiles, metafile, warnings } = await build({
  ...common,
  entryPoints: { main: `${root}src/cli/bin.ts` },
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
if (warnings.length > 0) throw new Error("the bundle would not be whole");

const zod = await build({ ...common, entryPoints: [`${root}src/bundling/zod-names.mjs`], bundle: true, format: "cjs", write: false });

const chunks = new Map([["zod.cjs", zod.outputFiles[0].text]]);
for (const { path, text } of outputFiles) {
  // The starter gives chunks a `require` for other chunks, and with it an `import` for what users name and the package's folder.
  // What chunks take from each other becomes constants of theirs: esbuild would ask a getter of a getter each time.
  const constant = text.replace(/\bimport\{([^}]*)\}from"(\.\/[^"]+\.cjs)";/g, (_, names, from) => `const{${names.replaceAll(" as ", ":")}}=require("${from}");`);
  const lazy = constant.replace(/\bimport\("(\.\/[^"]+\.cjs)"\)/g, 'Promise.resolve(require("$1"))').replace(/\bimport\(/g, "require.import(").replaceAll("KEXTIR_PACKAGE_FOLDER", "require.packageFolder");
  chunks.set(basename(path), (await transform(lazy, { ...common, format: "cjs" })).code);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const together = chunksOf("main.cjs");
const functions = [...together].map((name) => `${JSON.stringify(`./${name}`)}:function(exports,require,module){${chunks.get(name)}}`);
writeFileSync(`${folder}kextir.js`, `({${functions.join(",\n")}})`);
for (const [name, code] of chunks) if (!together.has(name)) writeFileSync(folder + name, code);
copyFileSync(`${root}src/bundling/starter.cjs`, start);
chmodSync(start, 0o755);

// V8's cache holds the compiled code of the functions that were called, so a small module is filtered.
let compiled;
process.argv.splice(1, Infinity, start, `${root}src/bundling/warm-up.ll`, "-o", "/dev/null", "--no-config", "-q");
const exitCode = await createRequire(import.meta.url)(start).start((script, file) => (compiled = { script, file }));
if (exitCode !== 0) throw new Error("kextir could not filter src/bundling/warm-up.ll");
writeFileSync(compiled.file, compiled.script.createCachedData());

/** A chunk and those that it cannot start without. */
function chunksOf(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const [, output] = Object.entries(metafile.outputs).find(([path]) => basename(path) === name);
  for (const { path, kind, external } of output.imports) if (kind === "import-statement" && !external) chunksOf(basename(path), found);
  return found;
}

/** Gives passes a stand-in for zod, see there, which loads a chunk with the real one. */
function useZodOnDemand({ onResolve }) {
  onResolve({ filter: /^zod\/mini$/ }, ({ importer }) =>
    /\/(?:passes|src\/pass)\/[^/]*$/.test(importer) ? { path: `${root}src/bundling/zod-on-demand.mjs` } : undefined,
  );
  onResolve({ filter: /\/zod-names\.mjs$/ }, () => ({ path: "./zod.cjs", external: true }));
}
