import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parseRewriteMap } from "../../src/pass/rewrite-map.js";
import { printPassSpec } from "../../src/pass/pipeline.js";
import { UsageError } from "../../src/support/diagnostic.js";
import { runPipeline } from "../support/fixtures.js";
import { canonical } from "../support/llvm.js";

const MAP = `# What LLVM's documentation shows, and what its YAML also takes.
%YAML 1.2
---
function: { source: printk, target: IOLog, } # trailing comma
function: {
  source: 'it''s',
  target: "tab\\x2dbed"
}
global variable: { source: "^k_(.*)_([[:digit:]]+)$", transform: "io_\\\\2_\\\\1" }
global alias:
  source: old   # indented
  target: new
...
---
function:
    source: exact
    target: plain
    naked: true
`;

const MODULE = `
declare i32 @printk(ptr, ...)
declare void @"it's"()
declare void @"\\01exact"()
@k_state_12 = global ptr @"it's"
@old = alias ptr, ptr @k_state_12
@k_other = global ptr @old

define void @f() {
  %r = call i32 (ptr, ...) @printk(ptr null)
  call void @"\\01exact"()
  ret void
}
`;

describe("pass/rewrite-map", () => {
  it("reads maps in braces and indented", () => {
    expect(parseRewriteMap(MAP)).to.deep.equal([
      { key: "function:printk", value: "IOLog" },
      { key: "function:it's", value: "tab-bed" },
      { key: "variable:/^k_(.*)_([[:digit:]]+)$/", value: "io_\\2_\\1" },
      { key: "alias:old", value: "new" },
      { key: "function:\\01exact", value: "plain" },
    ]);
    expect(parseRewriteMap("")).to.deep.equal([]);
    expect(parseRewriteMap("function: { source: a#b, target: /c/ }")).to.deep.equal([{ key: "function:a#b", value: "\\2Fc/" }]);
  });

  it("renames what opt renames by the same map", () => {
    const folder = mkdtempSync(join(tmpdir(), "kextir-map-"));
    try {
      const map = join(folder, "rewrite.map");
      writeFileSync(map, MAP);
      const opt = spawnSync("opt-22", ["-S", "-passes=rewrite-symbols", `-rewrite-map-file=${map}`, "-o", "-", "-"], { input: MODULE, encoding: "latin1" });
      expect(opt.status, opt.stderr).to.equal(0);
      const { output, diagnostics } = runPipeline(Buffer.from(MODULE), printPassSpec({ name: "rename-symbols", options: parseRewriteMap(MAP) }));
      expect(diagnostics).to.equal("");
      expect(canonical(output, 22)).to.equal(canonical(opt.stdout, 22));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const faults: readonly (readonly [map: string, message: string])[] = [
    ["function: { sorce: a, target: b }", "map:1: unknown field 'sorce' of function"],
    ["\nglobal variable: { source: a, target: b, naked: true }", "map:2: unknown field 'naked' of global variable"],
    ["functions: { source: a, target: b }", "map:1: unknown entry 'functions'"],
    ["function: { source: a }", "map:1: function must have one of target and transform"],
    ["function: { source: a, target: b, transform: c }", "map:1: function must have one of target and transform"],
    ["function: { target: b }", "map:1: function has no source"],
    ["function: { source: a, target: b", "map:1: expected ',' or '}'"],
    ["function: a", "map:1: expected the fields of function"],
    ["function:\nsource: a", "map:2: expected the fields of function"],
    ["function:\n  source: a\n   target: b", "map:3: expected a field indented by 2"],
    ["function:\n  source:\n  target: b", "map:2: 'source' has no value"],
    ["function: { source: \"a, target: b }", "map:1: a quote is not closed"],
    ["function: { source: \"\\q\", target: b }", "map:1: unknown escape \\q"],
    ["function: { source: \"(\", transform: b }", "map:1: 'function:/(/=b': Invalid regular expression"],
    ["function: { source: \"(a)\", transform: \"\\\\2\" }", "map:1: 'function:/(a)/=\\2': the pattern has no group 2"],
    ["function: { source: llvm.trap, target: b }", "map:1: 'function:llvm.trap=b': LLVM gives 'llvm.trap' its meaning by its name"],
    ["function: { source: a, target: b }\nfunction: { source: a, target: c }", "map:2: another target for the source of line 1"],
    ["- a", "map:1: expected ':' after '- a'"],
    ["function: { source: *a, target: b }", "map:1: a value that begins with * must be quoted"],
  ];
  for (const [map, message] of faults) {
    it(`says where it is wrong: ${JSON.stringify(map)}`, () => {
      expect(() => parseRewriteMap(map, "map")).to.throw(UsageError, message);
    });
  }
});
