import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { formatExplanation } from "../../src/cli/commands/explain.js";
import { explanationAreas } from "../../src/cli/explanations.js";
import { catalog } from "../../src/driver/catalog.js";
import { moduleProblems } from "../../src/driver/module-problems.js";
import { Module } from "../../src/ir/module.js";
import { configurePipeline } from "../../src/pass/configure.js";
import { runPassManager } from "../../src/pass/pass-manager.js";
import { type Diagnostic, InputError } from "../../src/support/diagnostic.js";
import { kextir } from "./kextir.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const explanations = explanationAreas.flatMap((area) => area.explanations);
const codes = new Set(explanations.map(({ code }) => code));

/** The codes that the sources report, read off the places where diagnostics are made. */
function codesInSources(): Set<string> {
  const files = ["src", "passes"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(root, folder, file)),
  );
  const patterns = [
    /\bcode: "([a-z0-9]+(?:-[a-z0-9]+)*)"/g,
    // Helpers that make a diagnostic of their arguments.
    /\b(?:refusal|refuse|unplaced|finding|error|say|MachOError|linkError|fieldError)\(\s*(?:[^"()`]*,\s*)?"([a-z0-9]+(?:-[a-z0-9]+)+)"/g,
    /\bsay\("(?:error|warning)", "([a-z-]+)"/g,
    /^ {2}"?([a-z-]+)"?: \{ ?(?:\n\s+)?severity: "/gm,
    /^\s+entity, \w+(?:\.\w+)*, "([a-z-]+)"/gm,
  ];
  const found = new Set<string>();
  for (const file of files) {
    if (!file.endsWith(".ts") || file.includes("/explanations/")) continue;
    const text = readFileSync(file, "utf8");
    for (const pattern of patterns) for (const match of text.matchAll(pattern)) found.add(match[1]!);
  }
  for (const other of NO_CODES) found.delete(other);
  return found;
}

/** What is a code of something else: of zod's issues, of call sites. */
const NO_CODES = ["custom", "call"];

/** The codes of the problems that the input's text has, and of what passes say of it. */
function reported(input: Buffer, pipeline: string): string[] {
  const diagnostics: Diagnostic[] = [];
  const module = new Module(input);
  try {
    diagnostics.push(...moduleProblems(module));
    runPassManager(module, configurePipeline(pipeline, catalog), { afterPass: (result) => diagnostics.push(...result.diagnostics) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    diagnostics.push(...error.diagnostics);
  }
  return diagnostics.map(({ code }) => code);
}

describe("explain", () => {
  it("has an explanation for every code, and for none that is not reported", () => {
    expect([...codesInSources()].sort()).to.deep.equal([...codes].sort());
    expect(explanations).to.have.length(codes.size);
  });

  it("has an explanation for every code in the fixtures", () => {
    const fixtures = readdirSync(join(root, "ir-fixtures"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".diagnostics"));
    for (const file of fixtures) {
      for (const line of readFileSync(join(root, "ir-fixtures", file), "latin1").trimEnd().split("\n")) expect(codes, file).to.include(line.split(" ")[1]);
    }
  });

  for (const { code, example } of explanations) {
    if (example === undefined || code === "invalid-module") continue;
    it(`gives an example of ${code} that brings it about`, () => {
      expect(reported(Buffer.from(example.module), example.passes)).to.include(code);
    });
  }

  it("gives an example of invalid-module that llvm-as refuses", () => {
    const { passes, module } = explanations.find(({ code }) => code === "invalid-module")!.example!;
    expect(kextir([`--passes=${passes}`, "--verify-each"], { input: module }).stderr).to.include("[invalid-module]");
  });

  it("keeps to lines that a terminal shows whole", () => {
    for (const explanation of explanations) {
      const { code, text, example } = explanation;
      const shown = formatExplanation(explanation);
      expect(shown).to.match(new RegExp(`^${code}: .+\\n\\n`));
      if (!example?.module.includes("datalayout")) for (const line of shown.split("\n").slice(1)) expect(line.length, line).to.be.at.most(100);
      expect(text, code).to.match(/\.$/);
    }
  });

  it("shows the page of a code", () => {
    expect(kextir(["explain", "red-zone-access"]).text).to.equal(`${formatExplanation(explanations.find(({ code }) => code === "red-zone-access")!)}\n`);
  });

  it("lists the codes, takes one in brackets, and suggests one near", () => {
    const list = kextir(["explain"]);
    for (const code of codes) expect(list.text).to.include(`  ${code} `);
    expect(kextir(["explain", "[rename-clash]"]).text).to.equal(kextir(["explain", "rename-clash"]).text);
    const wrong = kextir(["explain", "rename-clsh"]);
    expect(wrong.code).to.equal(2);
    expect(wrong.stderr).to.equal("kextir: error: no diagnostic has the code 'rename-clsh' [usage]\nfix: did you mean 'rename-clash'?\n");
    expect(JSON.parse(kextir(["explain", "rename-clash", "--json"]).text).codes[0]).to.include({ code: "rename-clash", area: "rename-symbols" });
  });
});
