// The attributes that a pass is said to have given and taken are those that the
// functions had before it and after it, asked of the module at that time.

import { expect } from "chai";
import { passes } from "../../passes/registry.js";
import { pipelines } from "../../passes/pipelines.js";
import { printAttribute } from "../../src/asm/attributes.js";
import { attributeChanges } from "../../src/diff/attribute-changes.js";
import { Steps } from "../../src/diff/steps.js";
import type { Entity } from "../../src/ir/entity.js";
import type { Function } from "../../src/ir/function.js";
import { Module } from "../../src/ir/module.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { InputError } from "../../src/support/diagnostic.js";
import { fixturesOf } from "../support/fixtures.js";

function attributesOf(module: Module, fn: Function): Set<string> {
  const items = fn.attributeItems().flatMap((item) => (item.group === undefined ? [item] : (module.attributeGroup(item.group)?.attributes ?? [])));
  return new Set(items.map(printAttribute));
}

function snapshot(module: Module): Map<Entity, Set<string>> {
  return new Map([...module.functions()].map((fn) => [fn, attributesOf(module, fn)] as const));
}

describe("attribute changes", () => {
  it("are what functions had before and after each pass", () => {
    let compared = 0;
    for (const { name } of passes) {
      for (const fixture of fixturesOf(name)) {
        const module = new Module(fixture.input);
        const snapshots = [snapshot(module)];
        const configured = configurePipeline("kext", { passes, pipelines });
        try {
          runPassManager(module, configured, { afterPass: () => void snapshots.push(snapshot(module)) });
        } catch (error) {
          if (error instanceof InputError) continue;
          throw error;
        }
        const wanted = snapshots.slice(1).flatMap((after, index) => {
          const before = snapshots[index]!;
          return [...after].flatMap(([fn, now]) => {
            const old = before.get(fn);
            // A function that a later pass removed is not told of.
            if (old === undefined || fn.isRemoved) return [];
            const changes = [...[...now].filter((text) => !old.has(text)).map((text) => `+${text}`), ...[...old].filter((text) => !now.has(text)).map((text) => `-${text}`)];
            return changes.map((change) => `${index + 1} ${(fn as Function).symbol} ${change}`);
          });
        });
        const found = attributeChanges(module, new Steps(configured.map(({ signature }) => signature))).flatMap(({ step, functions, added, removed }) =>
          functions.flatMap((fn) => [...added.map((text) => `+${text}`), ...removed.map((text) => `-${text}`)].map((change) => `${step} ${(fn as Function).symbol} ${change}`)),
        );
        expect(found.sort(), fixture.name).to.deep.equal(wanted.sort());
        compared += found.length;
      }
    }
    expect(compared).to.be.greaterThan(500);
  });
});
