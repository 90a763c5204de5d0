#!/usr/bin/env node
// Starts kextir. Its code is in dist/chunks: start.cjs, which every command takes, filter.cjs, which
// filtering a text takes beside it, and what other commands do. V8 gets it compiled from caches that
// were made for this Node when kextir was built: a small input takes half the time then. Where there
// is none, or V8 refuses it, it compiles as usual.

"use strict";

const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");

const folder = `${__dirname}/chunks/`;
const caches = `${folder}${process.version}-${process.arch}/`;

/** The command line: it takes arguments, and gives the promise of an exit code. `onScript` is told of each chunk's script. */
exports.load = (onScript) => {
  // Chunks cannot import by themselves: Node takes them for no modules.
  load.import = (url) => import(url);
  load.packageFolder = `${__dirname}/..`;
  const loaded = new Map();
  return load("./start.cjs")["main.cjs"].main;

  function load(name) {
    if (!name.startsWith("./")) return require(name);
    let chunk = loaded.get(name);
    if (chunk === undefined) loaded.set(name, (chunk = run(name)));
    return chunk;
  }

  function run(name) {
    const file = name.slice(2);
    const filename = folder + file;
    const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: readCache(caches + file) });
    onScript?.(file, script);
    const module = { exports: {} };
    script.runInThisContext()(module.exports, load, module);
    return module.exports;
  }
};

function readCache(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

if (require.main === module) {
  // All is written by now. Ending here spares Node taking its heap apart.
  exports.load()(process.argv.slice(2)).then((code) => process.exit(code));
}
