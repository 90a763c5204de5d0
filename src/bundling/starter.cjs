#!/usr/bin/env node
// Starts kextir. What filtering takes is one script, kextir.js: the chunks that the bundler made, as
// functions by name. V8 gets its compiled code from a cache made when kextir was built, which saves a
// third of the time that a small module takes; without a cache for this Node it compiles as usual.
// The other chunks are read when they are asked for.

"use strict";

const { readFileSync } = require("node:fs");
const { Script, compileFunction } = require("node:vm");

const folder = `${__dirname}/chunks/`;

/** Runs the command line; the promise is of its exit code. `onScript` is told of the script and its cache. */
exports.start = (onScript) => {
  const filename = `${folder}kextir.js`;
  const cache = `${filename}.${process.version}-${process.arch}.cache`;
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: readCache(cache) });
  onScript?.(script, cache);
  const chunks = script.runInThisContext();
  const loaded = new Map();

  function load(name) {
    if (!name.startsWith("./")) return require(name);
    let module = loaded.get(name);
    if (module === undefined) {
      module = { exports: {} };
      loaded.set(name, module);
      (chunks[name] ?? readChunk(name))(module.exports, load, module);
    }
    return module.exports;
  }
  // Chunks cannot import by themselves: Node takes them for no modules.
  load.import = (url) => import(url);
  load.packageFolder = `${__dirname}/..`;
  return load("./main.cjs").exitCode;
};

function readChunk(name) {
  const filename = folder + name.slice(2);
  return compileFunction(readFileSync(filename, "latin1"), ["exports", "require", "module"], { filename });
}

function readCache(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

// All is written by now. Ending here spares Node taking its heap apart.
if (require.main === module) exports.start().then((code) => process.exit(code));
