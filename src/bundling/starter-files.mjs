// From the chunks that esbuild makes of ES modules to the files that starter.cjs loads: the body of a
// function each, which gets `exports`, `require` and `module`. The starter's `require` knows the other
// files, too, and has an `import` for what users name and the package's folder.

import { basename } from "node:path";
import { build, transform } from "esbuild";

/**
 * The files' code by name. esbuild makes a chunk of each share that some commands have in common. What
 * is always loaded together is joined again, in one scope: start.cjs is what every command takes,
 * link for example; filter.cjs is what filtering takes beside it. The others stay files of their own.
 *
 * @param {{ outputFiles: { path: string, text: string }[], metafile: import("esbuild").Metafile }} chunks
 * @param {import("esbuild").CommonOptions} options for all of esbuild's runs
 * @returns {Promise<Map<string, string>>}
 */
export async function starterFiles({ outputFiles, metafile }, options) {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const filter = chunksOf(chunkFrom("src/cli/commands/run.ts"));
  const link = chunksOf(chunkFrom("src/cli/commands/link.ts"));
  const start = new Set([...chunksOf(chunkFrom("src/cli/main.ts")), ...[...filter].filter((name) => link.has(name))]);
  const joined = new Map([["start.cjs", [...start]], ["filter.cjs", [...filter].filter((name) => !start.has(name))]]);
  const homes = new Map([...joined].flatMap(([file, names]) => names.map((name) => [name, file])));

  const files = new Map();
  for (const [file, names] of joined) files.set(file, await join(file, names));
  for (const name of texts.keys()) if (!homes.has(name)) files.set(name, await alone(name));
  return files;

  /** The chunk that has what this source exports. */
  function chunkFrom(source) {
    return [...outputs].find(([, { entryPoint }]) => entryPoint?.endsWith(source))[0];
  }

  /** A chunk and those that it cannot start without. */
  function chunksOf(name, found = new Set()) {
    if (found.has(name)) return found;
    found.add(name);
    for (const { path, kind, external } of outputs.get(name).imports) if (kind === "import-statement" && !external) chunksOf(basename(path), found);
    return found;
  }

  /** Exports what each chunk does, by the chunk's name. */
  async function join(file, names) {
    const parts = names.map((name, at) => ({ name, at, exported: outputs.get(name).exports }));
    const imports = parts.map(({ name, at, exported }) => `import{${exported.map((each) => `${each} as ${each}_${at}`)}}from"./${name}";`);
    const exports = parts.map(({ name, at, exported }) => `"${name}":{${exported.map((each) => `${each}:${each}_${at}`)}}`);
    const plugin = {
      name: "chunks",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^\.\/.*\.cjs$/ }, ({ path }) => (homes.get(basename(path)) === file ? { path, namespace: "chunk" } : { path, external: true }));
        onLoad({ filter: /.*/, namespace: "chunk" }, ({ path }) => ({ contents: textIn(file, basename(path)) }));
      },
    };
    const stdin = { contents: `${imports.join("")}module.exports={${exports}};` };
    const { outputFiles: [{ text }] } = await build({ ...options, stdin, plugins: [plugin], bundle: true, format: "cjs", write: false });
    return text;
  }

  async function alone(name) {
    const text = textIn(name, name).replace(/\bexport\{([^}]*)\};\s*$/, (_, names) => {
      const properties = names.split(",").map((each) => each.split(" as ")).map(([local, exported = local]) => `${exported}:${local}`);
      return `module.exports={${properties}};`;
    });
    return (await transform(text, { ...options, format: "cjs" })).code;
  }

  /** A chunk's text with constants for what it takes from other files: esbuild would ask a getter of a getter each time. */
  function textIn(file, chunk) {
    return texts
      .get(chunk)
      .replace(/\bimport(?:\{([^}]*)\}from)?"\.\/([^"]+\.cjs)";/g, (all, names, from) => {
        if (homes.get(from) === file) return all;
        return names === undefined ? `${load(from)};` : `const{${names.replaceAll(" as ", ":")}}=${load(from)};`;
      })
      .replace(/\bimport\("\.\/([^"]+\.cjs)"\)/g, (_, from) => `Promise.resolve(${load(from)})`)
      .replace(/\bimport\(/g, "require.import(")
      .replaceAll("KEXTIR_PACKAGE_FOLDER", "require.packageFolder");
  }

  function load(chunk) {
    return homes.has(chunk) ? `require("./${homes.get(chunk)}")["${chunk}"]` : `require("./${chunk}")`;
  }
}
