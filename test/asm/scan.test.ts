import { expect } from "chai";
import fc from "fast-check";
import { EntityKind } from "../../src/asm/entity-kind.js";
import { scanModule } from "../../src/asm/scan.js";

const KIND_NAMES = Object.fromEntries(Object.entries(EntityKind).map(([name, kind]) => [kind, name]));

function entities(text: string): string[] {
  const bytes = Buffer.from(text, "latin1");
  const { count, kinds, starts, ends } = scanModule(bytes);
  return Array.from({ length: count }, (_, i) => `${KIND_NAMES[kinds[i]!]} ${bytes.toString("latin1", starts[i], ends[i])}`);
}

function problems(text: string): string[] {
  return scanModule(Buffer.from(text)).problems.map(({ code, offset }) => `${code} ${offset}`);
}

describe("scan", () => {
  it("finds every kind of entity", () => {
    const lines = [
      'SourceFilename source_filename = "a"', 'Target target triple = "x"', 'Target target datalayout = "e"', 'ModuleAsm module asm "nop"',
      "Type %T = type { i8, target(\"spirv.Image\") }", "Comdat $c = comdat any", "GlobalValue @g = global i32 0, align 4", "GlobalValue @a = alias i32, ptr @g",
      "Declaration declare void @d() #0", "Definition define void @f() #0 { ret void }", "AttributeGroup attributes #0 = { cold }",
      "NamedMetadata !m.x = !{!0}", "MetadataNode !0 = !{i32 1}", "UseListOrder uselistorder ptr @g, { 1, 0 }", "Summary ^0 = module: (path: \"\")",
    ];
    for (const separator of ["\n", " ", "\r\n", " ; comment\r", "\0"]) {
      expect(entities(lines.map((line) => line.slice(line.indexOf(" ") + 1)).join(separator))).to.deep.equal(lines);
    }
  });

  it("needs no blank between functions, and counts braces in a body on one line", () => {
    expect(entities("define { i8 } @f() { ret { i8 } { i8 1 } }define void @g(){ret void}")).to.deep.equal([
      "Definition define { i8 } @f() { ret { i8 } { i8 1 } }", "Definition define void @g(){ret void}",
    ]);
  });

  it("is not fooled by strings and comments that hold a function", () => {
    const text = '@s = constant [9 x i8] c"\n}\ndefine "\ndefine void @f() { ; }\n call void asm "}", ""() /* } */\n ret void }\n; define void @x() {\n@z = global i8 0';
    expect(entities(text).map((entity) => entity.split(" ", 2).join(" "))).to.deep.equal(["GlobalValue @s", "Definition define", "GlobalValue @z"]);
  });

  it("finds the body after prefix, prologue and personality constants with braces", () => {
    const header = "define void @f() prefix { i8, [1 x <{ i8 }>] } { i8 1, [1 x <{ i8 }>] [<{ i8 }> <{ i8 2 }>] } prologue i8 1 personality ptr @p ";
    const bytes = Buffer.from(`${header}{ ret void }`);
    expect(scanModule(bytes).bodies[0]).to.equal(header.length);
    const typed = "define void @f() personality i8* bitcast (i32 (...)* @p to i8*) ";
    expect(scanModule(Buffer.from(`${typed}{ ret void }`)).bodies[0]).to.equal(typed.length);
  });

  it("takes metadata lines apart as it would without line ends", () => {
    const node = fc.constantFrom(
      '!0 = !{!"a;b", !"c"}', "!1 = distinct !{}", '!2 = !DILocation(line: 1, scope: !0)', '!3 = !{!"raw\nnewline"}', '!4 = !{!"= !5 = "}',
      "!6 = !{\n !1 }", "!7 = !{} ; !8 = !{}", '!9 = !{!"\\"}', "!10 = !{} ",
    );
    fc.assert(fc.property(fc.array(node, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), (nodes, newline) => {
      const text = nodes.join(newline);
      const expected = nodes.map((line) => `MetadataNode ${line.replace(/ ; .*$/, "").trimEnd()}`);
      expect(entities(text)).to.deep.equal(expected);
    }));
  });

  it("says what it cannot make sense of, and where", () => {
    expect(problems("define void @f() {\n ret void\n")).to.deep.equal(["unterminated-body 17"]);
    expect(problems('@a = constant [1 x i8] c"x')).to.deep.equal(["unterminated-string 24"]);
    expect(problems("hello world")).to.deep.equal(["unknown-entity 0"]);
    expect(problems("define void @f()\n")).to.deep.equal(["missing-body 0"]);
    expect(problems("@a = global i8 0 /* x")).to.deep.equal(["unterminated-comment 17"]);
    expect(problems("; only a comment")).to.deep.equal([]);
  });

  it("covers any bytes in order without overlap", () => {
    const chunk = fc.oneof(fc.constantFrom("define void @f() {", "}", '"', ";", "\n", "!0 = ", "{", "(", "/*", "*/", "@a = ", "attributes #0 = "), fc.string());
    fc.assert(fc.property(fc.array(chunk, { maxLength: 40 }), (chunks) => {
      const bytes = Buffer.from(chunks.join(""), "latin1");
      const { count, starts, ends } = scanModule(bytes);
      let last = 0;
      for (let i = 0; i < count; i++) {
        expect(starts[i]!).to.be.at.least(last);
        expect(ends[i]!).to.be.greaterThan(starts[i]!);
        last = ends[i]!;
      }
      expect(last).to.be.at.most(bytes.length);
    }));
  });
});
