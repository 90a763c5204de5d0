import { expect } from "chai";
import { type CallSite, callsIn } from "../../src/asm/calls.js";
import { parseFunctionHeader } from "../../src/asm/function-header.js";
import { parseGlobalHeader } from "../../src/asm/global-header.js";

type Range = { readonly start: number; readonly stop: number };

describe("function headers", () => {
  it("are read part by part, in every era", () => {
    const text = 'define weak_odr dso_local hidden fastcc zeroext range(i8 0, 5) { i8, [2 x i8*] } addrspace(1)* @"f x"(i8 signext %a, ...) unnamed_addr addrspace(0) #0 "k"="v" uwtable(sync) #12 section "s" partition "p" comdat($c) align 16 gc "g" prefix i32 1 prologue <{ i8 }> <{ i8 2 }> personality i32 (...)* @p !dbg !0 !x !{!1} ';
    const bytes = Buffer.from(`${text}{ ret }`);
    const header = parseFunctionHeader(bytes, 0, text.length)!;
    const at = (range: Range | undefined): string => bytes.toString("latin1", range!.start, range!.stop);
    expect(header.qualifiers.map(({ word }) => word)).to.deep.equal(["weak_odr", "dso_local", "hidden", "fastcc"]);
    expect(at(header.returnType)).to.equal("{ i8, [2 x i8*] } addrspace(1)*");
    expect(header.symbol).to.equal("f x");
    expect(at(header.parameters)).to.equal("(i8 signext %a, ...)");
    expect(header.attributes.map((item) => item.group ?? `${item.key}${item.value ?? ""}`)).to.deep.equal([0, "kv", "uwtable(sync)", 12]);
    expect(bytes.toString("latin1", header.attributesEnd - 3, header.attributesEnd)).to.equal("#12");
    expect([header.section?.value, header.partition?.value, header.gc?.value, header.comdat?.symbol]).to.deep.equal(["s", "p", "g", "c"]);
    expect([at(header.prefix), at(header.prologue), at(header.personality)]).to.deep.equal(["prefix i32 1", "prologue <{ i8 }> <{ i8 2 }>", "personality i32 (...)* @p"]);
    expect(header.attachments.map(({ name }) => name)).to.deep.equal(["dbg", "x"]);
  });

  it("tell calling conventions from attributes by their shape", () => {
    for (const convention of ["cc 10", "cc99", "x86_64_sysvcc", "amdgpu_kernel", "aarch64_vector_pcs", "swifttailcc", "aarch64_sme_preservemost_from_x0"]) {
      const text = `declare ${convention} noundef ptr @f() nounwind`;
      const header = parseFunctionHeader(Buffer.from(text), 0, text.length)!;
      expect(header.qualifiers.map(({ word }) => word), convention).to.deep.equal([convention]);
      expect(header.attributes.map(({ key }) => key)).to.deep.equal(["nounwind"]);
    }
  });
});

describe("global headers", () => {
  it("are read part by part", () => {
    const read = (text: string): string[] => {
      const bytes = Buffer.from(text);
      const header = parseGlobalHeader(bytes, 0, bytes.length)!;
      const at = (range: Range | undefined): string => (range === undefined ? "-" : bytes.toString("latin1", range.start, range.stop));
      return [header.form, header.qualifiers.map(({ word }) => word).join(" "), at(header.type), at(header.initializer), header.section?.value ?? "-", header.comdat?.symbol ?? "-"];
    };
    expect(read('@a = weak_odr thread_local(initialexec) addrspace(1) externally_initialized constant <{ [2 x i8] }> <{ [2 x i8] c",}" }>, section "s", comdat($c), align 8, !dbg !0 #1'))
      .to.deep.equal(["constant", "weak_odr thread_local addrspace externally_initialized", "<{ [2 x i8] }>", '<{ [2 x i8] c",}" }>', "s", "c"]);
    expect(read("@b = external global i32, align 4")).to.deep.equal(["global", "external", "i32", "-", "-", "-"]);
    expect(read("@c = hidden alias i32 (i8), bitcast (void ()* @f to i32 (i8)*)")).to.deep.equal(["alias", "hidden", "i32 (i8)", "bitcast (void ()* @f to i32 (i8)*)", "-", "-"]);
    expect(read("@g = alias ptr, getelementptr inbounds inrange(-8, 16) ({ [3 x ptr] }, ptr @b, i32 0)")).to.deep.equal(["alias", "", "ptr", "getelementptr inbounds inrange(-8, 16) ({ [3 x ptr] }, ptr @b, i32 0)", "-", "-"]);
    expect(read('@f = global double 1.500000e+02, section "s"')).to.deep.equal(["global", "", "double", "1.500000e+02", "s", "-"]);
    expect(read("@d = ifunc void (), ptr @r")).to.deep.equal(["ifunc", "", "void ()", "ptr @r", "-", "-"]);
    expect(read("@e = global ptr getelementptr inbounds (i8, ptr @b, i64 4), comdat")).to.deep.equal(["global", "", "ptr", "getelementptr inbounds (i8, ptr @b, i64 4)", "-", "-"]);
  });
});

describe("calls", () => {
  function calls(body: string): CallSite[] {
    const bytes = Buffer.from(body);
    return [...callsIn(bytes, 0, bytes.length)];
  }

  it("are found with callee, result and attributes, whatever stands around them", () => {
    const body = `{
  %r = tail call fast fastcc range(i32 0, 5) addrspace(0) i32 (i8, ...) @"f"(i32 noundef %x, ptr byval([2 x i8]) %y) #3 "k"="v" cold [ "deopt"(i32 1) ], !dbg !7
  call void %p() nounwind
  store i8 0, ptr %q
  invoke void @g() #1
          to label %a unwind label %b
  %s = call i8* asm sideeffect "call ; }", "=r,~{memory}"() #2 ret void
  call void bitcast (void (i8)* @h to void ()*)()
}`;
    expect(calls(body).map(({ opcode, symbol, result, attributes, asm }) => [
      opcode, symbol, result && body.slice(result.start, result.stop), attributes.map((item) => item.group ?? item.key), asm?.constraints,
    ])).to.deep.equal([
      ["call", "f", "%r", [3, "k", "cold"], undefined],
      ["call", undefined, undefined, ["nounwind"], undefined],
      ["invoke", "g", undefined, [1], undefined],
      ["call", undefined, "%s", [2], "=r,~{memory}"],
      ["call", undefined, undefined, [], undefined],
    ]);
  });

  it("are not found in strings, labels and comments", () => {
    expect(calls('{ ; call void @a()\n "call": call: br label %call\n}')).to.deep.equal([]);
  });
});
