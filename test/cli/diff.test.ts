import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { diffSchema } from "../../src/cli/diff-schema.js";
import { command, inFolder, kextir, MODULE } from "./kextir.js";

const PASSES = "--passes=strip-split-stack,noredzone,rename-symbols";

describe("kextir diff IN", () => {
  it("prints a patch that does what the passes do", () =>
    inFolder((folder) => {
      const input = join(folder, "main.ll");
      writeFileSync(input, MODULE);
      const { code, stdout, text } = kextir(["diff", "main.ll", PASSES], { cwd: folder });
      expect(code).to.equal(1);
      expect(text).to.match(/^# noredzone: \+noredzone on 3 functions: @hello, @leaf, @printk$/m);
      expect(text).to.match(/^--- main\.ll\tinput\n\+\+\+ main\.ll\toutput\n@@ -\d+,\d+ \+\d+,\d+ @@ @hello.* \(rename-symbols\)/m);
      const expected = kextir(["main.ll", PASSES], { cwd: folder }).stdout;
      expect(spawnSync("patch", ["-p0"], { cwd: folder, input: stdout }).status).to.equal(0);
      expect(readFileSync(input).equals(expected)).to.equal(true);
      const again = kextir(["diff", "main.ll", PASSES], { cwd: folder });
      expect(again.code).to.equal(0);
      expect(again.text).to.equal("");
    }));

  it("takes bitcode's and standard input's text", () => {
    expect(kextir(["diff", "-", PASSES], { input: MODULE }).text).to.match(/^--- -\tinput$/m);
  });

  it("--stat says how much each pass changed, and what", () => {
    const { text, code } = kextir(["diff", "-", PASSES, "--stat"], { input: MODULE });
    expect(code).to.equal(1);
    expect(text).to.match(/^strip-split-stack: 1 entity, 1 line added, 1 removed\n {2}attribute group +1 +\+1 -1 {2}attributes #0\n {2}-"probe-stack"="inline-asm" on 3 functions: @hello, @leaf, @printk\n/);
    expect(text).to.match(/^noredzone: .*\n.*\n {2}\+noredzone on 3 functions: @hello, @leaf, @printk\n/m);
    expect(text).to.match(/^rename-symbols: 2 entities, 2 lines added, 2 removed\n {2}definition +1 .*@hello\n {2}declaration +1 .*@printk\n/m);
    expect(kextir(["diff", "-", PASSES, "--format=stat"], { input: MODULE }).text).to.equal(text);
  });

  it("--format=json and --json follow the published schema, and credit each pass with its own step", () => {
    const { text, code } = kextir(["diff", "-", PASSES, "--format=json"], { input: MODULE });
    expect(code).to.equal(1);
    expect(kextir(["diff", "-", PASSES, "--json"], { input: MODULE }).text).to.equal(text);
    const report = diffSchema.parse(JSON.parse(text));
    expect(report.passes).to.deep.equal(["strip-split-stack", "noredzone", "rename-symbols"]);
    const steps = report.changes.filter(({ entity }) => entity === "attributes #0");
    expect(steps.map(({ pass }) => pass)).to.deep.equal(["strip-split-stack", "noredzone"]);
    expect(steps[0]!.after).to.equal(steps[1]!.before);
    expect(steps[0]!.before).to.include("probe-stack");
    expect(steps[1]!.after).to.include("noredzone").and.not.include("probe-stack");
    expect(steps[0]!.line).to.equal(MODULE.split("\n").findIndex((line) => line.startsWith("attributes #0")) + 1);
    expect(report.attributes.filter(({ pass }) => pass === "noredzone")).to.deep.equal(
      ["@hello", "@leaf", "@printk"].map((name) => ({ pass: "noredzone", function: name, added: ["noredzone"], removed: [] })),
    );
    const schema: unknown = JSON.parse(kextir(["schema", "diff"]).text);
    expect(schema).to.have.nested.property("properties.changes.items.properties.pass");
  });

  it("--blame names the passes that changed a line", () => {
    const { text } = kextir(["diff", "-", PASSES, "--blame"], { input: MODULE });
    expect(text).to.match(/^strip-split-stack,noredzone \+attributes #0 = /m);
    expect(text).to.match(/^rename-symbols {4}-declare .*@printk/m);
    expect(text).to.match(/^ {19}define/m);
  });

  it("--word marks the words that differ, by marks or by colour, with every choice of what to show", () =>
    inFolder((folder) => {
      const text = (...args: string[]): string => kextir(["diff", "-", PASSES, "--word", ...args], { input: MODULE }).text;
      expect(text()).to.match(/^@@ -\d+,\d+ \+\d+,\d+ @@ @hello/m);
      expect(text()).to.match(/^start:\n {2}%0 = tail call i32 \(ptr, \.\.\.\) \[-@printk-\]\{\+@IOLog\+\}\(ptr noundef nonnull @text\)$/m);
      expect(text()).to.match(/^attributes #0 = \{ nounwind \[-"probe-stack"="inline-asm"-\]\{\+noredzone\+\} \}$/m);
      expect(text("--color=always")).to.include(") \x1b[31m@printk\x1b[m\x1b[32m@IOLog\x1b[m(").and.not.include("[-");
      expect(text("--pass=noredzone")).to.match(/^attributes #0 = \{ nounwind\{\+ noredzone\+\} \}$/m).and.not.include("IOLog");
      expect(text("--function=leaf")).to.match(/\{\+noredzone\+\}/).and.not.include("IOLog");
      expect(text("--blame")).to.match(/^rename-symbols {4}declare i32 \[-@printk-\]\{\+@IOLog\+\}/m).and.match(/^strip-split-stack,noredzone attributes #0/m);
      writeFileSync(join(folder, "a.ll"), MODULE);
      writeFileSync(join(folder, "b.ll"), MODULE.replace("i32 %y\n}", "i32 7\n}\n\ndeclare void @late()").trimEnd());
      const files = kextir(["diff", "a.ll", "b.ll", "--word"], { cwd: folder });
      expect(files.code).to.equal(1);
      expect(files.text).to.match(/^ {2}ret i32 \[-%y-\]\{\+7\+\}$/m).and.match(/^\{\+declare void @late\(\)\+\}$/m);
      const stat = kextir(["diff", "-", "--word", "--stat"], { input: MODULE });
      expect(stat.code).to.equal(2);
      expect(stat.stderr).to.include("--word is a form of the unified diff");
    }));

  it("--pass shows one pass's step alone", () => {
    const { text } = kextir(["diff", "-", PASSES, "--pass=noredzone"], { input: MODULE });
    expect(text).to.match(/^--- -\tbefore noredzone\n\+\+\+ -\tafter noredzone$/m);
    expect(text).not.to.match(/^[-+].*(IOLog|probe-stack=)/m);
    expect(text).to.match(/^\+attributes #0 = .*noredzone/m);
    const twice = "--passes=rename-symbols<printk=a>,rename-symbols<a=b>";
    expect(kextir(["diff", "-", twice, "--pass=rename-symbols#2", "--stat"], { input: MODULE }).text).to.match(/^rename-symbols#2: /);
    const wrong = kextir(["diff", "-", PASSES, "--pass=noredzon"], { input: MODULE });
    expect(wrong.code).to.equal(2);
    expect(wrong.stderr).to.match(/not among those to run[^]*did you mean 'noredzone'/);
  });

  it("--function shows one function, by its symbol or its Rust path, and its groups", () => {
    const module = MODULE.replaceAll("@leaf", "@_ZN5hello4leaf17h0123456789abcdefE");
    for (const name of ["_ZN5hello4leaf17h0123456789abcdefE", "hello::leaf"]) {
      const { text, code } = kextir(["diff", "-", PASSES, `--function=${name}`], { input: module });
      expect(code).to.equal(1);
      expect(text).to.match(/^\+attributes #0 = .*noredzone/m).and.not.match(/^[-+].*printk/m);
      expect(text).to.match(/^# noredzone: \+noredzone on 1 function: @_ZN5/m);
    }
    expect(kextir(["diff", "-", "--passes=rename-symbols", "--function=leaf"], { input: MODULE }).code).to.equal(0);
    expect(kextir(["diff", "-", PASSES, "--function=nobody"], { input: MODULE }).code).to.equal(2);
  });

  it("--function shows the attribute groups of calls in the function", () => {
    const module = MODULE.replace("@printk(ptr noundef nonnull @text)", "@printk(ptr noundef nonnull @text) #1").replace("attributes #0", "attributes #1 = { cold }\nattributes #0");
    const of = (name: string): string => kextir(["diff", "-", "--passes=kernel-attributes", `--function=${name}`], { input: module }).text;
    expect(of("hello")).to.match(/^[-+]attributes #1 = \{ .*cold/m);
    expect(of("leaf")).not.to.match(/^[-+]attributes #1 = \{ .*cold/m);
  });

  it("--format=side-by-side shows lines around a change, those between two changes once", () => {
    const { text } = kextir(["diff", "-", "--passes=noredzone,rename-symbols", "--format=side-by-side", "--width=120"], { input: MODULE });
    const rows = text.split("\n");
    const at = rows.findIndex((row) => /@printk\(ptr noundef.* \| .*@IOLog/.test(row));
    expect(rows[at - 1]).to.match(/^start: +start:$/);
    expect(rows[at + 2]).to.match(/^ {2}ret void +ret void$/);
    expect(rows.filter((row) => row.startsWith("  ret void"))).to.have.length(1);
  });

  it("--format=side-by-side fits the width", () => {
    for (const width of [40, 80, 133]) {
      const lines = kextir(["diff", "-", "--format=side-by-side"], { input: MODULE, env: { COLUMNS: String(width) } }).text.split("\n");
      expect(Math.max(...lines.map((line) => [...line].length))).to.be.at.most(width);
      expect(lines.some((line) => / \| /.test(line))).to.equal(true);
      expect(kextir(["diff", "-", "--format=side-by-side", `--width=${width}`], { input: MODULE }).text).to.equal(lines.join("\n"));
    }
  });

  it("colours when asked to", () => {
    expect(kextir(["diff", "-", PASSES, "--color=always"], { input: MODULE }).text).to.match(/\[31m-declare .*\[m\n/);
    expect(kextir(["diff", "-", PASSES], { input: MODULE }).text).not.to.include("\x1b");
  });

  it("is exact for any bytes", () =>
    inFolder((folder) => {
      const module = Buffer.from('source_filename = "a\0\xff"\r\n\r\ndefine void @"\xe4 b"() {\r\n  ret void\r\n}', "latin1");
      writeFileSync(join(folder, "odd name.ll"), module);
      const { stdout } = kextir(["diff", "odd name.ll", "--passes=noredzone"], { cwd: folder });
      const expected = kextir(["odd name.ll", "--passes=noredzone"], { cwd: folder }).stdout;
      expect(spawnSync("patch", ["-p0"], { cwd: folder, input: stdout }).status).to.equal(0);
      expect(readFileSync(join(folder, "odd name.ll")).equals(expected)).to.equal(true);
    }));

  it("is exact for odd files and odd names of files", () =>
    inFolder((folder) => {
      for (const [name, module] of [["two words.ll", MODULE.trimEnd()], ["a\tb.ll", MODULE.replaceAll("\n", "\r\n")], ['q"ü.ll', `; \0\n${MODULE}`]] as const) {
        writeFileSync(join(folder, name), module);
        const { stdout } = kextir(["diff", name, "--passes=noredzone"], { cwd: folder });
        const expected = kextir([name, "--passes=noredzone"], { cwd: folder }).stdout;
        expect(spawnSync("patch", ["-p0", "--binary"], { cwd: folder, input: stdout }).status, name).to.equal(0);
        expect(readFileSync(join(folder, name)).equals(expected), name).to.equal(true);
      }
      expect(kextir(["diff", "two words.ll", "two words.ll"], { cwd: folder })).to.include({ code: 0, text: "" });
      writeFileSync(join(folder, "empty.ll"), "");
      writeFileSync(join(folder, "full.ll"), MODULE);
      const filled = kextir(["diff", "empty.ll", "full.ll"], { cwd: folder });
      expect(filled.text).to.match(/^--- empty\.ll\tbefore\n\+\+\+ full\.ll\tafter\n@@ -0,0 \+1,\d+ @@/);
      expect(spawnSync("patch", ["empty.ll"], { cwd: folder, input: filled.stdout }).status).to.equal(0);
      expect(readFileSync(join(folder, "empty.ll"), "utf8")).to.equal(MODULE);
      expect(kextir(["diff", folder]).code).to.equal(2);
      expect(kextir(["diff", "full.ll", folder], { cwd: folder }).stderr).to.match(/is a directory|is a folder/i);
    }));

  it("ends quietly where nobody reads on", () =>
    inFolder((folder) => {
      const functions = Array.from({ length: 5000 }, (_, at) => `define void @f${at}() {\n  ret void\n}\n`).join("");
      writeFileSync(join(folder, "big.ll"), functions);
      const { stdout, stderr } = spawnSync("sh", ["-c", `"$0" "$1" diff big.ll --passes=noredzone | head -1`, process.execPath, command], { cwd: folder, encoding: "utf8" });
      expect(stdout).to.equal("# noredzone: +noredzone on 5000 functions: @f0, @f1, @f2, @f3, @f4, @f5, @f6, @f7 and 4992 more\n");
      expect(stderr).to.equal("");
    }));

  it("exits 2 for trouble of any kind", () => {
    expect(kextir(["diff", "no-such-file.ll"]).code).to.equal(2);
    expect(kextir(["diff", "-"], { input: "not IR" }).code).to.equal(2);
    expect(kextir(["diff", "-", "--passes=nonsense"], { input: MODULE }).code).to.equal(2);
    const refused = kextir(["diff", "-", "--passes=retarget"], { input: `${MODULE}@t = thread_local global i32 0\n` });
    expect(refused.code).to.equal(2);
    expect(refused.text).to.equal("");
  });
});

describe("a person who has never seen kextir", () => {
  it("finds from --help alone which pass adds an attribute to a function", () => {
    const overview = kextir(["--help"]).text;
    const [command] = /^ {2}(\w+) +.*which pass changes what in which function/m.exec(overview)?.slice(1) ?? [];
    expect(overview).to.include("kextir COMMAND --help explains a command");
    const help = kextir([command!, "--help"]).text;
    const [example] = /^ {2}kextir (.*)\n {6}which pass adds which attribute to a function/m.exec(help)?.slice(1) ?? [];
    const module = MODULE.replaceAll("@leaf", "@_ZN5hello4main17h0123456789abcdefE");
    const { text } = kextir(example!.replace("main.ll", "-").split(" "), { input: module });
    const blocks = text.split(/^(?=\S)/m).filter((block) => / \+noredzone on 1 function: @_ZN5hello4main/.test(block));
    expect(blocks).to.have.length(1);
    expect(blocks[0]).to.match(/^kernel-attributes: /);
    const short = kextir(["diff", "-", "--function=main"], { input: module });
    expect(short.stderr).to.include("there is no 'main' in the module").and.include("did you mean 'hello::main'?");
  });
});

describe("kextir diff A B", () => {
  const renumbered = MODULE.replace(/#0/g, "#7");

  it("prints a patch from one to the other, and sees through numbering otherwise", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "a.ll"), MODULE);
      writeFileSync(join(folder, "b.ll"), renumbered);
      const patch = kextir(["diff", "a.ll", "b.ll"], { cwd: folder });
      expect(patch.code).to.equal(1);
      expect(spawnSync("patch", ["a.ll"], { cwd: folder, input: patch.stdout }).status).to.equal(0);
      expect(readFileSync(join(folder, "a.ll"), "latin1")).to.equal(renumbered);
      writeFileSync(join(folder, "a.ll"), MODULE);
      for (const format of ["stat", "side-by-side", "json"]) {
        const { code, text } = kextir(["diff", "a.ll", "b.ll", `--format=${format}`], { cwd: folder });
        expect(code, format).to.equal(0);
        if (format === "json") expect(diffSchema.parse(JSON.parse(text)).changes).to.deep.equal([]);
        else expect(text, format).to.equal("");
      }
    }));

  it("shows every change of these, none of which llvm-diff sees", () =>
    inFolder((folder) => {
      const base = `${MODULE}@place = global i32 0\n`;
      // What is changed, to what, and how the diff says so.
      const edits: readonly (readonly [string, string, RegExp])[] = [
        ['attributes #0 = { nounwind', "attributes #0 = { nounwind noredzone", /^ {2}\+noredzone on 3 functions: @hello, @leaf, @printk$/m],
        ['"probe-stack"="inline-asm"', '"probe-stack"="__probestack"', /^ {2}-"probe-stack"="inline-asm" on 3 functions: .*\n {2}\+"probe-stack"="__probestack" on 3 functions: /m],
        ["define i32 @leaf", "define internal i32 @leaf", /^ {2}definition +1 +\+1 -1 {2}@leaf$/m],
        ["@text = private unnamed_addr constant", "@text = unnamed_addr constant", /^ {2}global +1 +\+1 -1 {2}@text$/m],
        ["@place = global i32 0", '@place = global i32 0, section "__DATA,__place"', /^ {2}global +1 +\+1 -1 {2}@place$/m],
        ["ptr noundef nonnull @text", "ptr noundef @text", /^ {2}definition +1 +\+1 -1 {2}@hello$/m],
        ["store volatile i32 %x, ptr %place, align 4", "store volatile i32 %x, ptr %place, align 1", /^ {2}definition +1 +\+1 -1 {2}@leaf$/m],
        ["x86_64-unknown-linux-gnu", "x86_64-apple-macosx", /^ {2}target +1 +\+1 -1 {2}target triple$/m],
        ["rustc version 1.96.0", "rustc version 1.97.0", /^ {2}metadata node +1 +\+1 -1 {2}!0$/m],
        ["declare i32 @printk", "declare noundef i32 @printk", /^ {2}declaration +1 +\+1 -1 {2}@printk$/m],
      ];
      writeFileSync(join(folder, "a.ll"), base);
      for (const [what, by, shown] of edits) {
        expect(base).to.include(what);
        writeFileSync(join(folder, "b.ll"), base.replace(what, by));
        const witness = spawnSync("llvm-diff-22", ["a.ll", "b.ll"], { cwd: folder, encoding: "utf8" });
        expect(`${witness.status}: ${witness.stdout}${witness.stderr}`, `llvm-diff of ${by}`).to.equal("0: ");
        const { code, text } = kextir(["diff", "a.ll", "b.ll", "--stat"], { cwd: folder });
        expect(code, by).to.equal(1);
        expect(text, by).to.match(shown);
        // The change, and nothing else.
        expect(text.match(/^ {2}\w/gm), by).to.have.length(1);
      }
    }));

  it("names attributes that came", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "a.ll"), MODULE);
      writeFileSync(join(folder, "b.ll"), renumbered.replace("attributes #7 = { ", "attributes #7 = { noredzone "));
      const { code, text } = kextir(["diff", "a.ll", "b.ll", "--stat"], { cwd: folder });
      expect(code).to.equal(1);
      expect(text).to.match(/^ {2}\+noredzone on 3 functions: @hello, @leaf, @printk$/m);
      const report = diffSchema.parse(JSON.parse(kextir(["diff", "a.ll", "b.ll", "--json"], { cwd: folder }).text));
      expect(report.changes.map(({ pass, entity }) => [pass, entity])).to.deep.equal([[null, "attributes #0"]]);
    }));

  it("takes no option that is about passes", () => {
    const { code, stderr } = kextir(["diff", "a.ll", "b.ll", "--passes=noredzone"]);
    expect(code).to.equal(2);
    expect(stderr).to.include("no pass runs where two modules are compared");
    expect(kextir(["diff", "a.ll", "b.ll", "c.ll"]).code).to.equal(2);
  });
});

describe("the pager", () => {
  /** Runs the command in a terminal and gives what the terminal showed. */
  function inTerminal(args: readonly string[], env: Readonly<Record<string, string>>): string {
    const words = [process.execPath, command, ...args].map((word) => `'${word}'`).join(" ");
    const { stdout } = spawnSync("script", ["-qec", words, "/dev/null"], { input: "", env: { ...process.env, TERM: "xterm", NO_COLOR: "", ...env } });
    return String(stdout).replaceAll("\r\n", "\n");
  }

  it("has what goes to a terminal, and only that", () =>
    inFolder((folder) => {
      const input = join(folder, "main.ll");
      writeFileSync(input, MODULE);
      const args = ["diff", input, PASSES];
      expect(inTerminal(args, { KEXTIR_PAGER: "tr a-z A-Z" })).to.match(/\+DECLARE .*@IOLOG/);
      expect(inTerminal(args, { PAGER: "tr a-z A-Z" })).to.match(/\+DECLARE .*@IOLOG/);
      const plain = inTerminal(args, { KEXTIR_PAGER: "", PAGER: "tr a-z A-Z" });
      expect(plain).to.match(/\[32m\+declare .*@IOLog/);
      expect(inTerminal(args, { KEXTIR_PAGER: "no-such-pager-here" })).to.equal(plain);
      expect(kextir(args, { env: { KEXTIR_PAGER: "tr a-z A-Z" } }).text).to.match(/\+declare .*@IOLog/);
    }));
});
