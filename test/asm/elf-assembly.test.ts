import { expect } from "chai";
import fc from "fast-check";
import { type ElfAssembly, machOAssembly } from "../../src/asm/elf-assembly.js";

describe("asm/elf-assembly", () => {
  it("gives symbols their underscore in AT&T syntax", () => {
    expect(translate("call f")).to.equal("call _f");
    expect(translate("call f@PLT; jmp *g@GOTPCREL(%rip)")).to.equal("call _f; jmp *_g@GOTPCREL(%rip)");
    expect(translate("movq $f, %rax # f")).to.equal("movq $_f, %rax # f");
    expect(translate("lock xaddl %eax, counter+4(%rip)")).to.equal("lock xaddl %eax, _counter+4(%rip)");
    expect(translate("a: b: 1: jmp 1b")).to.equal("_a: _b: 1: jmp 1b");
    expect(translate('"odd name": call "odd name"')).to.equal('"_odd name": call "_odd name"');
    expect(translate("vaddps {rn-sae}, %zmm0, %zmm1, %zmm2 {%k1}{z}")).to.equal("vaddps {rn-sae}, %zmm0, %zmm1, %zmm2 {%k1}{z}");
    expect(translate("movq %gs:0x28, %rax")).to.equal("movq %gs:0x28, %rax");
  });

  it("tells symbols from registers and operators in Intel syntax", () => {
    const intel = (text: string): string | undefined => translate(text, { isIntel: true });
    expect(intel("mov eax, dword ptr [rip + f]")).to.equal("mov eax, dword ptr [rip + _f]");
    expect(intel("mov r10b, byte ptr fs:[rax + 4*rcx - 8]")).to.equal("mov r10b, byte ptr fs:[rax + 4*rcx - 8]");
    expect(intel("call f\njne g\nlea rax, offset h")).to.equal("call _f\njne _g\nlea rax, offset _h");
    expect(intel("mov rax, known")).to.equal("mov rax, _known");
    expect(intel("mov rax, cr3\nmov xmm31, zmmword ptr [rsp]")).to.equal("mov rax, cr3\nmov xmm31, zmmword ptr [rsp]");
    expect(intel("mov rax, stranger")).to.equal(undefined);
    expect(translate(".intel_syntax\nmov rax, rbx\n.att_syntax\nmov %rax, b")).to.equal(".intel_syntax\nmov rax, rbx\n.att_syntax\nmov %rax, _b");
  });

  it("makes local labels Mach-O's", () => {
    expect(translate(".Lx: jmp .Lx")).to.equal("Lx: jmp Lx");
    expect(translate(".L${:uid}: jmp .L${:uid}", { isTemplate: true })).to.equal("L${:uid}: jmp L${:uid}");
  });

  it("leaves a template's operands, comments and strings alone", () => {
    expect(translate("mov $0, ${1:q} /* f */ // f\n.ascii \"call f\"", { isTemplate: true })).to.equal("mov $0, ${1:q} /* f */ // f\n.ascii \"call f\"");
    expect(translate("movl $$f, $0", { isTemplate: true })).to.equal("movl $$_f, $0");
    expect(translate("call f$0", { isTemplate: true })).to.equal(undefined);
  });

  it("translates directives", () => {
    expect(translate(".align 16")).to.equal(".balign 16");
    expect(translate(".align 4", { architecture: "aarch64" })).to.equal(".align 4");
    expect(translate(".type f,@function\nf: ret\n.size f, .-f")).to.equal("\n_f: ret\n");
    expect(translate(".section .text.f,\"ax\",@progbits")).to.equal(".section __TEXT,__text,regular,pure_instructions");
    expect(translate(".section __DATA,__mine")).to.equal(".section __DATA,__mine");
    expect(translate(".comm f, 8, 16")).to.equal(".comm _f, 8, 4");
    expect(translate(".weak known")).to.equal(".globl _known\n.weak_definition _known");
    expect(translate(".weak stranger")).to.equal(".weak_reference _stranger");
    expect(translate(".cfi_def_cfa_register rbp")).to.equal(".cfi_def_cfa_register rbp");
    for (const text of [".symver a, a@B", ".section .mine", ".macro m", ".comm a, 8, 24", "movq f@TPOFF, %rax", ".local a\n.comm a, 8"]) {
      expect(translate(text), text).to.equal(undefined);
    }
  });

  it("translates AArch64's relocations, and the separator that opens a comment in Mach-O", () => {
    const arm = (text: string): string | undefined => translate(text, { architecture: "aarch64" });
    expect(arm("adrp x0, f; add x0, x0, :lo12:f")).to.equal("adrp x0, _f@PAGE\n add x0, x0, _f@PAGEOFF");
    expect(arm("adrp x0, :got:f\nldr x0, [x0, #:got_lo12:f]")).to.equal("adrp x0, _f@GOTPAGE\nldr x0, [x0, #_f@GOTPAGEOFF]");
    expect(arm("mrs x0, tpidr_el1\ndsb ish\ncsel w0, w1, wzr, eq")).to.equal("mrs x0, tpidr_el1\ndsb ish\ncsel w0, w1, wzr, eq");
    expect(arm("ldr x0, [x0, :tlsdesc_lo12:f]")).to.equal(undefined);
  });

  it("never throws, and its edits can be applied", () => {
    const pieces = fc.constantFrom(
      "call", " ", "\n", ";", ":", ".L", "f", "known", "$0", "${1:q}", "$$", "%rax", "@PLT", "@GOT", "{", "}", "=", '"', "#", "//", "/*", "*/",
      ".section", ".type", ".weak", ".comm", ",", "8", ":lo12:", "adrp", "x0", ".intel_syntax", ".align", "[rip", "]", "'", "\\",
    );
    const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, fc.boolean(), fc.boolean(), fc.constantFrom("x86_64" as const, "aarch64" as const), (text, isIntel, isTemplate, architecture) => {
        const { edits } = machOAssembly({ ...DEFAULTS, text, isIntel, isTemplate, architecture });
        let reached = 0;
        for (const { start, stop } of edits) {
          expect(start).to.be.at.least(reached);
          expect(stop).to.be.within(start, text.length);
          reached = stop;
        }
      }),
      { numRuns: 5000 },
    );
  });
});

const DEFAULTS: ElfAssembly = {
  text: "", architecture: "x86_64", isIntel: false, isTemplate: false,
  lookUp: (name) => (name === "known" ? "defined" : undefined),
};

/** The text translated; undefined when it is refused. */
function translate(text: string, options: Partial<ElfAssembly> = {}): string | undefined {
  const { edits, problems } = machOAssembly({ ...DEFAULTS, ...options, text });
  if (problems.length > 0) return undefined;
  return edits.reduceRight((result, { start, stop, text: by }) => result.slice(0, start) + by + result.slice(stop), text);
}
