import * as fc from "fast-check";
import { expect } from "chai";
import { readMachO } from "../../src/macho/read.js";
import { InputError } from "../../src/support/diagnostic.js";
import { ANY_KERNEL, EMPTY_KEXT, KMOD_INFO, linked, problems, Workshop } from "./build.js";

describe("what a kext cannot be linked from", () => {
  const shop = new Workshop();
  after(() => shop.close());
  const kext = () => shop.assemble("kext.o", EMPTY_KEXT);

  it("names every duplicate, with those who define it", () => {
    const one = shop.assemble("one.o", ".globl _a, _b\n_a: retq\n_b: retq\n");
    const two = shop.assemble("two.o", ".globl _a, _b\n_a: retq\n_b: retq\n");
    expect(problems([kext(), one, two])).to.deep.equal([
      "link-duplicate-symbol: '_a' is defined by 2 objects; defined by 'one.o'; defined by 'two.o'",
      "link-duplicate-symbol: '_b' is defined by 2 objects; defined by 'one.o'; defined by 'two.o'",
    ]);
  });

  it("names every symbol that the kernel is known not to have, with those who refer to it", () => {
    const judgeUndefined = (name: string) => (name.startsWith("_no_") ? { reason: "no kernel has it", fix: "define it" } : undefined);
    const one = shop.assemble("one.o", "_f: callq _no_one\ncallq _IOLog\ncallq _no_two\n");
    const two = shop.assemble("two.o", "_g: callq _no_two\n");
    expect(problems([kext(), one, two], { kernel: { ...ANY_KERNEL, judgeUndefined } })).to.deep.equal([
      "link-undefined-symbol: '_no_one' is not defined: no kernel has it; referred to by 'one.o'",
      "link-undefined-symbol: '_no_two' is not defined: no kernel has it; referred to by 'one.o'; referred to by 'two.o'",
    ]);
  });

  const refused: readonly (readonly [what: string, source: string, problem: RegExp])[] = [
    ["an address in 4 bytes", ".data\n_short: .long _short\n", /^link-short-pointer: 'bad\.o': _short\+0x0 holds an address in 4 bytes/],
    ["data of another kext by its distance", "_reads: movl _version_major(%rip), %eax\nretq\n", /^link-direct-reference: 'bad\.o': _reads\+0x2 reaches '_version_major'/],
    ["a symbol of another kext and a number", ".data\n_off: .quad _version_major + 8\n", /^link-external-addend: 'bad\.o': _off\+0x0 holds the address of '_version_major' plus 8/],
    ["an alignment of more than a page", ".section __DATA,__wide\n.p2align 13\n.globl _w\n_w: .quad 1\n", /^link-alignment: 'bad\.o': section '__DATA,__wide' wants to be aligned to 2\^13/],
    ["a pointer to far outside the kext", ".data\n_far: .quad _far + 0x7000000000000001\n", /^link-overflow: 'bad\.o': _far\+0x0 would hold the distance/],
    ["a distance to a fixed address", "_near: callq _fixed\n", /^link-far-number: 'bad\.o': _near\+0x1 reaches the fixed address '_fixed'/],
  ];
  for (const [what, source, problem] of refused) {
    it(`refuses ${what}`, () => {
      expect(problems([kext(), shop.assemble("fixed.o", ".globl _fixed\n.set _fixed, 0x1000\n"), shop.assemble("bad.o", source)])[0]).to.match(problem);
    });
  }

  it("refuses weak references that nothing tests for, and links those that are tested", () => {
    const weak = "_use: movq _newer@GOTPCREL(%rip), %rax\nretq\n.weak_reference _newer\n";
    expect(problems([kext(), shop.assemble("weak.o", weak)])[0]).to.match(/^link-weak-import: '_newer' is a weak reference.*; referred to by 'weak\.o'$/);
    const judgeUndefined = (name: string) => (name === "_newer" ? { reason: "this kernel has it not", fix: "" } : undefined);
    const tested = shop.assemble("tested.o", `${weak}_test: movq _gOSKextUnresolved@GOTPCREL(%rip), %rax\nretq\n`);
    expect(problems([kext(), tested], { kernel: { ...ANY_KERNEL, judgeUndefined } })).to.deep.equal([]);
  });

  it("refuses more sections than symbols can name, code outside of __TEXT, and the segment of the tables", () => {
    const many = Array.from({ length: 300 }, (_, index) => `.section __DATA,__s${index}\n.quad 0\n`).join("");
    const wrong = (source: string) => problems([kext(), shop.assemble("wrong.o", source)])[0];
    const twice = [many, many.replaceAll("__s", "__t")].map((source, index) => shop.assemble(`many${index}.o`, source.split("\n").slice(0, 400).join("\n")));
    expect(problems([kext(), ...twice])[0]).to.match(/^link-too-many-sections: the kext has 402 sections/);
    expect(wrong(".section __HIB,__text,regular,pure_instructions\n_f: retq\n")).to.match(/^link-code-segment: 'wrong\.o': section '__HIB,__text' holds code/);
    expect(wrong(".section __LINKEDIT,__x\n.quad 0\n")).to.match(/^link-section-type: /);
  });

  it("refuses two relocations for one place", () => {
    const bytes = Buffer.from(shop.assemble("twice.o", ".data\n_twice: .quad _twice, _twice\n").bytes);
    bytes.writeUInt32LE(4, readMachO(bytes).sections.find(({ name }) => name === "__data")!.relocationOffset);
    expect(problems([kext(), { name: "twice.o", bytes }])[0]).to.match(/^link-bad-relocation: 'twice\.o': section '__DATA,__data' has two relocations for what is at 0x4/);
  });

  it("refuses thread-local variables", () => {
    const bad = shop.compile("tls.o", "_Thread_local int t; int get(void) { return t; }");
    expect(problems([kext(), bad]).map((problem) => problem.split(":")[0])).to.include("link-section-type");
  });

  it("says what is wrong with kmod_info", () => {
    const text = ".text\n_start: retq\n_stop: retq\n";
    const wrong = (change: (source: string) => string) => problems([shop.assemble("info.o", text + change(KMOD_INFO))]);
    expect(problems([shop.assemble("text.o", text)])[0]).to.match(/^link-no-kmod-info/);
    expect(wrong((source) => source.replace(".long 1, -1", ".long 2, -1"))[0]).to.match(/has info_version 2/);
    expect(wrong((source) => source.replace("__DATA,__data", "__TEXT,__const"))[0]).to.match(/is in __TEXT/);
    expect(wrong((source) => source.replace(".quad _start, _stop", ".quad _start, 0"))[0]).to.match(/has no stop function/);
    expect(wrong((source) => source.replace(".quad _start, _stop", ""))[0]).to.match(/has fewer than 196 bytes/);
    expect(wrong((source) => source.replace('.asciz "org.example.test"\n.space 47', '.fill 64, 1, 65'))[0]).to.match(/has a name of more than 63 bytes/);
  });

  it("refuses other files by name", () => {
    expect(() => linked([{ name: "text.txt", bytes: Buffer.from("no object at all") }])).to.throw(InputError, /'text\.txt': /);
    expect(() => linked([kext(), { name: "thin.a", bytes: Buffer.from("!<thin>\n") }])).to.throw(InputError, /'thin\.a': a thin archive/);
    const linkedKext = linked([kext()]).image;
    expect(() => linked([{ name: "hello", bytes: linkedKext }])).to.throw(InputError, /'hello' is no object but a file of Mach-O type 11/);
  });

  it("ends damaged objects in an error or a kext, never in anything else", () => {
    const { bytes } = shop.compile(
      "victim.o",
      `extern int f(int); static const char *names[] = {"a", "b"}; int g(int x) { switch (x) { case 0: return f(1); case 1: return f(3); case 2: return f(9); case 3: return x; case 4: return f(7) + 1; default: return names[x & 1][0]; } }`,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
        const damaged = Buffer.from(bytes);
        for (const [at, value] of changes) damaged[at] = value;
        try {
          linked([kextOnce, { name: "victim.o", bytes: damaged }], { deadStrip: true });
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 1500 },
    );
  });
  const kextOnce = kext();
});
