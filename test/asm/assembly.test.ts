import { expect } from "chai";
import { type AssemblyDialect, assemblyNames, printAssemblyName } from "../../src/asm/assembly.js";

const ELF: AssemblyDialect = { prefix: "", comment: "#" };
const MACHO: AssemblyDialect = { prefix: "_", comment: "#" };
const ARM64: AssemblyDialect = { prefix: "_", comment: ";" };

function names(text: string, dialect = ELF): string[] {
  return assemblyNames(text, dialect, false).map(({ name }) => name);
}

function templateNames(text: string): string[] {
  return assemblyNames(text, MACHO, true).map(({ name }) => name);
}

describe("asm/assembly", () => {
  it("tells symbols from mnemonics, registers, relocations and numbers", () => {
    expect(names("call call@PLT; movq $sym, %rax; lea sym+4(%rip), %rbx")).to.deep.equal(["call", "sym", "sym"]);
    expect(names("lock; rep movsb; lock cmpxchg %eax, sym")).to.deep.equal(["sym"]);
    expect(names("jmp 1f\n1: mov $0x10, sym")).to.deep.equal(["sym"]);
    expect(names("adrp x, _s@PAGE %% add y, z, :lo12:_s", ARM64)).to.deep.equal(["x", "_s", "y", "z", "_s"]);
  });

  it("reads labels and definitions, several in a statement", () => {
    expect(names("a: b: call c\nd = e + .")).to.deep.equal(["a", "b", "c", "d", "e"]);
    expect(names("a : nop\n .set b, c")).to.deep.equal(["a", "b", "c"]);
  });

  it("leaves comments, strings and text operands alone", () => {
    expect(names("a: # b\n/* c\nd */ call e // f\n# g")).to.deep.equal(["a", "e"]);
    expect(names(".ascii \"a\\\"b\"; .section c,\"d\"; .globl e")).to.deep.equal(["e"]);
    expect(names("bl _a ; _b\nmov x, #1 // _c\n# _d", ARM64)).to.deep.equal(["_a", "x"]);
    expect(names("ldr r, =a @ b", { prefix: "", comment: "@" })).to.deep.equal(["r", "a"]);
    expect(names("cmp $'a, b; cmp $'\\'', c")).to.deep.equal(["b", "c"]);
  });

  it("takes a quoted word outside text for a name", () => {
    expect(names("call \"a b\"; \"c\": nop")).to.deep.equal(["a b", "c"]);
  });

  it("knows the parts of a macro's names for what they are", () => {
    expect(names(".macro m a\ncall \\a\ncall x\\a\ncall \\()y\n.endm\nm sym")).to.deep.equal(["y", "sym"]);
  });

  it("reads `$` in a template as what introduces operands", () => {
    expect(templateNames("call ${0:P}; mov $$_a, $1; lea _b$0; lea ${0}_c; call _d$$e")).to.deep.equal(["_a", "_d$e"]);
    expect(templateNames("$(call _a|call _b$)")).to.include.members(["_a", "_b"]);
  });

  it("says where names stand, and goes through any text", () => {
    const text = "call _x, \"y\"";
    expect(assemblyNames(text, MACHO, false).map(({ start, stop }) => text.slice(start, stop))).to.deep.equal(["_x", "\"y\""]);
    for (const broken of ["\"", "'", "$", "${", "/*", "\\", "%", "a:", ":", "@", "'\\"]) {
      assemblyNames(broken, ELF, false);
      assemblyNames(broken, MACHO, true);
    }
  });

  it("prints names bare where the assembler reads them so", () => {
    expect(printAssemblyName("_a.b$c", false)).to.equal("_a.b$c");
    expect(printAssemblyName("_a.b$c", true)).to.equal("_a.b$$c");
    expect(printAssemblyName("a \"b", false)).to.equal("\"a \\\"b\"");
  });
});
