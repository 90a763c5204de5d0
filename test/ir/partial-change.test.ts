import { expect } from "chai";
import { catalog } from "../../src/driver/catalog.js";
import { Module } from "../../src/ir/module.js";
import { PartialChange } from "../../src/ir/partial-change.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { InputError } from "../../src/support/diagnostic.js";
import { type Fixture, fixturesOf } from "../support/fixtures.js";
import { canonical, llvmAs } from "../support/llvm.js";

/** What a fixture's passes make of it; undefined where they refuse it. */
function changed(fixture: Fixture): Module | undefined {
  const module = new Module(fixture.input);
  try {
    runPassManager(module, configurePipeline(fixture.pipeline, catalog));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  return module.changes > 0 ? module : undefined;
}

const bytes = (module: Module): Buffer => Buffer.concat([...module.print()]);

describe("a part of a pass's change", () => {
  const cases = catalog.passes.flatMap(({ name }) => fixturesOf(name)).flatMap((fixture) => {
    const module = changed(fixture);
    return module === undefined ? [] : [{ fixture, module }];
  });

  it("there are modules to try it on", () => expect(cases).to.have.length.above(80));

  it("none of it is the module as it was, all of it means what the pass made", () => {
    for (const { fixture, module } of cases) {
      const change = new PartialChange(module, "test");
      expect(bytes(change.apply([])).equals(fixture.input), fixture.name).to.equal(true);
      // opt, which prints what the module means, asks for a back end besides.
      if (fixture.llvm === undefined || /riscv/.test(bytes(module).toString("latin1")) || !llvmAs(bytes(module), fixture.llvm).accepted) continue;
      const all = change.apply(change.units);
      expect(llvmAs(bytes(all), fixture.llvm), fixture.name).to.include({ accepted: true });
      expect(withoutGroups(canonical(bytes(all), fixture.llvm)), fixture.name).to.equal(withoutGroups(canonical(bytes(module), fixture.llvm)));
    }
  });

  it("of each function alone is a valid module where only attributes changed", () => {
    for (const { fixture, module } of cases) {
      if (!/^(noredzone|soft-float|strip-split-stack|kernel-attributes)/.test(fixture.name) || fixture.llvm === undefined) continue;
      if (!llvmAs(fixture.input, fixture.llvm).accepted) continue;
      const change = new PartialChange(module, "test");
      for (const unit of change.units) {
        const part = change.apply([unit]);
        expect(llvmAs(bytes(part), fixture.llvm), `${fixture.name} ${unit.name}`).to.include({ accepted: true });
        const others = [...part.definitions()].filter((fn) => unit.name !== `define ${fn.printedName}`);
        const before = new Module(fixture.input);
        for (const fn of others) {
          const old = [...before.definitions()].find(({ symbol }) => symbol === fn.symbol)!;
          expect(fn.attributes().map(keyOf), `${fixture.name} ${unit.name} ${fn.printedName}`).to.deep.equal(old.attributes().map(keyOf));
        }
      }
    }
  });
});

const keyOf = ({ key, value }: { readonly key: string; readonly value?: string }): string => `${key}=${value ?? ""}`;

/** Without the numbers of groups, in whose order nothing lies, and with the groups themselves sorted. */
function withoutGroups(text: string): string {
  const groups = new Map([...text.matchAll(/^attributes (#\d+) = (.*)$/gm)].map(([, number, attributes]) => [number!, attributes!]));
  return text.replace(/^attributes .*\n/gm, "").replace(/#\d+/g, (number) => groups.get(number) ?? number);
}
