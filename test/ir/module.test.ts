import { expect } from "chai";
import { enumAttribute, stringAttribute } from "../../src/asm/attributes.js";
import { EntityKind } from "../../src/asm/entity-kind.js";
import { changeFunctionAttributes, removeGroup } from "../../src/ir/attribute-change.js";
import { Module } from "../../src/ir/module.js";

function parse(text: string): Module {
  return new Module(Buffer.from(text, "latin1"));
}

function print(module: Module): string {
  return Buffer.concat([...module.print()]).toString("latin1");
}

describe("module", () => {
  it("removes an entity with its line and the comments above it", () => {
    const module = parse("; A\n\n; comment of f\n; Function Attrs: nounwind\ndeclare void @f()\n\ndeclare void @g() ; tail\n");
    module.symbol("f")!.remove();
    expect(print(module)).to.equal("; A\n\ndeclare void @g() ; tail\n");
    module.symbol("g")!.remove();
    expect(print(module)).to.equal("; A\n\n ; tail\n");
  });

  it("removes one of two entities on a line, and neighbours one after the other", () => {
    const module = parse("@a = global i8 0 @b = global i8 1\n@c = global i8 2\n@d = global i8 3");
    for (const name of ["a", "c", "d"]) module.symbol(name)!.remove();
    expect(print(module)).to.equal(" @b = global i8 1\n");
    expect(module.symbol("c")).to.equal(undefined);
  });

  it("shows a later pass what an earlier one inserted, edited and removed", () => {
    const module = parse("define void @f() {\n  ret void\n}\n\n!0 = !{}\n");
    module.author = "first";
    const group = module.addAttributeGroup("cold");
    const fn = module.symbol("f")!;
    fn.edit([{ start: fn.start + 16, stop: fn.start + 16, text: ` #${group.number}` }]);
    module.author = "second";
    expect([...module.attributeGroups()].map(({ number }) => number)).to.deep.equal([0]);
    expect([...module.definitions()][0]!.hasAttribute("cold")).to.equal(true);
    group.change([enumAttribute("noredzone")]);
    expect(print(module)).to.equal("define void @f() #0 {\n  ret void\n}\n\nattributes #0 = { cold noredzone }\n\n!0 = !{}\n");
    expect(module.entitiesIncluding("noredzone")).to.deep.equal([group]);
    expect(module.entitiesIncluding("ret void")).to.deep.equal([fn]);
  });

  it("keeps target lines before everything else that is inserted", () => {
    const module = parse('source_filename = "a"\n');
    const first = module.entity(0);
    module.addAttributeGroup("cold");
    module.insertAfter(first, EntityKind.Target, 'target triple = "x"');
    module.insertAfter(first, EntityKind.Declaration, "declare void @f()");
    expect(print(module)).to.equal('source_filename = "a"\ntarget triple = "x"\nattributes #0 = { cold }\ndeclare void @f()\n');
  });

  it("keeps the line ends of a module written with CRLF", () => {
    const module = parse("declare void @f()\r\n");
    module.insertAfter(module.symbol("f"), EntityKind.Declaration, "declare void @g()");
    expect(print(module)).to.equal("declare void @f()\r\ndeclare void @g()\r\n");
  });

  it("finds the entity at an offset, and the place of edited text in the input", () => {
    const module = parse("@a = global i8 0\n@b = global i8 1\n");
    const b = module.symbol("b")!;
    expect(module.entityAt(20)).to.equal(b);
    expect(module.entityAt(16)).to.equal(undefined);
    b.edit([{ start: b.start, stop: b.start + 2, text: "@longer" }]);
    expect(b.text()).to.equal("@longer = global i8 1");
    expect(b.span(b.stop - 1)).to.deep.equal({ start: 32, end: 33 });
    expect(module.symbol("longer")).to.equal(b);
    expect(module.symbol("b")).to.equal(undefined);
  });

  it("follows the body of a function through edits of its header and of itself", () => {
    const module = parse("define void @f() { ret void }");
    const fn = [...module.definitions()][0]!;
    fn.changeInlineAttributes([enumAttribute("cold"), stringAttribute("k", "v")]);
    expect(fn.text()).to.equal('define void @f() cold "k"="v" { ret void }');
    expect(fn.text().slice(fn.bodyStart - fn.start)).to.equal("{ ret void }");
    fn.edit([{ start: fn.bodyStart + 1, stop: fn.bodyStart + 1, text: " entry:" }]);
    expect(fn.text().slice(fn.bodyStart - fn.start)).to.equal("{ entry: ret void }");
    fn.changeInlineAttributes([], ["cold", "k"]);
    expect(fn.text()).to.equal("define void @f() { entry: ret void }");
  });
});

describe("attribute changes", () => {
  const functions = ["a", "b", "c"].map((name) => `define void @${name}() #0 { ret void }\n`).join("");

  it("change a group in place where all its functions agree", () => {
    const module = parse(`${functions}attributes #0 = { nounwind "k"="v" }\n`);
    expect(changeFunctionAttributes(module, () => ({ set: [enumAttribute("noredzone"), stringAttribute("z")] }))).to.equal(3);
    expect(print(module)).to.equal(`${functions}attributes #0 = { nounwind noredzone "k"="v" "z" }\n`);
    expect(changeFunctionAttributes(module, () => ({ set: [enumAttribute("noredzone")] }))).to.equal(0);
  });

  it("leave the group to who has no wish, and copy it for the others", () => {
    const module = parse(`${functions}attributes #0 = { nounwind }\n`);
    changeFunctionAttributes(module, (fn) => (fn.symbol === "b" ? undefined : { set: [enumAttribute("cold")] }));
    expect(print(module)).to.equal(`${functions.replaceAll(/@([ac])\(\) #0/g, "@$1() #1")}attributes #0 = { nounwind }\nattributes #1 = { nounwind cold }\n`);
  });

  it("correct a value wherever it is written, and drop what is repeated", () => {
    const module = parse('define void @f() #0 "k"="old" "k"="older" { ret void }\nattributes #0 = { "k"="oldest" cold }\n');
    changeFunctionAttributes(module, () => ({ set: [stringAttribute("k", "new")] }));
    expect(print(module)).to.equal('define void @f() #0 "k"="new" { ret void }\nattributes #0 = { "k"="new" cold }\n');
  });

  it("take out a group left empty, with its references on headers and calls", () => {
    const module = parse('declare void @d() #0\ndefine void @f() #0 { call void @d() #0, !dbg !1 call void @d() #0 ret void }\nattributes #0 = { "k" }\n');
    const group = module.attributeGroup(0)!;
    group.change([], ["k"]);
    removeGroup(module, group);
    expect(print(module)).to.equal("declare void @d()\ndefine void @f() { call void @d(), !dbg !1 call void @d() ret void }\n");
  });
});
