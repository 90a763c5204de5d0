// Makes a large valid module out of a real one: copies of all it defines, with
// symbols and metadata numbered apart.
//
//   node dist/bench/large-module.js IN.ll MEGABYTES > OUT.ll

import { readFileSync, writeSync } from "node:fs";
import { EntityKind } from "../src/asm/entity-kind.js";
import { Lexer, Token } from "../src/asm/lexer.js";
import { printName, symbolName } from "../src/asm/names.js";
import type { Entity } from "../src/ir/entity.js";
import { Module } from "../src/ir/module.js";

const [path, megabytes] = process.argv.slice(2);
if (path === undefined || megabytes === undefined) throw new Error("usage: large-module IN.ll MEGABYTES");

const module = new Module(readFileSync(path));
const defined = new Set<string>();
for (const fn of module.definitions()) if (fn.symbol !== undefined) defined.add(fn.symbol);
for (const global of module.globals()) if (global.symbol !== undefined && !global.symbol.startsWith("llvm.")) defined.add(global.symbol);
const nodes = [...module.entities(EntityKind.MetadataNode)].length;

const COPIED: ReadonlySet<EntityKind> = new Set([EntityKind.GlobalValue, EntityKind.Definition, EntityKind.MetadataNode]);
const copied = Array.from({ length: module.scan.count }, (_, index) => module.entity(index)).filter(
  (entity) => (COPIED.has(entity.kind) && !entity.text().startsWith("@llvm.")) || entity.text().startsWith("!llvm.dbg.cu "),
);

let size = 0;
const write = (bytes: Buffer): void => {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
  size += bytes.length;
};
write(module.bytes);
for (let copy = 1; size < Number(megabytes) * 1e6; copy++) {
  write(Buffer.from(copied.map((entity) => renumbered(entity, copy)).join("\n") + "\n", "latin1"));
}

function renumbered(entity: Entity, copy: number): string {
  const { bytes } = entity;
  const lexer = new Lexer(bytes, entity.start, entity.stop);
  let text = "";
  let at = entity.start;
  while (lexer.next() !== Token.End) {
    let token: string | undefined;
    if (lexer.kind === Token.Metadata && /^![0-9]+$/.test(lexer.text())) token = `!${Number(lexer.text().slice(1)) + copy * nodes}`;
    else if (lexer.kind === Token.Global) {
      const name = symbolName(bytes, lexer.start, lexer.stop);
      if (name !== undefined && defined.has(name)) token = `@${printName(`${name}.${copy}`)}`;
    }
    if (token === undefined) continue;
    text += bytes.toString("latin1", at, lexer.start) + token;
    at = lexer.stop;
  }
  return text + bytes.toString("latin1", at, entity.stop);
}
