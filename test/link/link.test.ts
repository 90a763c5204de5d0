// Kexts are linked from what clang makes, judged by LLVM's readers, and run by a loader that does
// what the kernel's linker does.

import { expect } from "chai";
import { readMachO } from "../../src/macho/read.js";
import type { Link } from "../../src/link/link.js";
import { EMPTY_KEXT, KMOD_INFO, linked, run, Workshop } from "./build.js";

/** Every form of relocation that an x86_64 object has; the result tells in bits which of them were right. */
const FORMS = `.text
.globl _forms
_forms:
pushq %rbx
xorl %ebx, %ebx
movl _word(%rip), %eax                       # SIGNED
cmpl $0x11223344, %eax
jne 1f
orl $1, %ebx
1: cmpb $0x44, _word(%rip)                   # SIGNED_1
jne 1f
orl $2, %ebx
1: cmpw $0x3344, _word(%rip)                 # SIGNED_2
jne 1f
orl $4, %ebx
1: cmpl $0x11223344, _word(%rip)             # SIGNED_4
jne 1f
orl $8, %ebx
1: movq _word@GOTPCREL(%rip), %rax           # GOT_LOAD of what is here
cmpl $0x11223344, (%rax)
jne 1f
orl $16, %ebx
1: movq _version_major@GOTPCREL(%rip), %rax  # GOT_LOAD of the kernel's
cmpl $19, (%rax)
jne 1f
orl $32, %ebx
1: pushq _word@GOTPCREL(%rip)                # GOT
popq %rax
cmpl $0x11223344, (%rax)
jne 1f
orl $64, %ebx
1: cmpq $0, _word@GOTPCREL(%rip)             # GOT with a byte behind it
je 1f
orl $128, %ebx
1: callq _seven                              # BRANCH, to another object
cmpl $7, %eax
jne 1f
orl $256, %ebx
1: movq _pointer(%rip), %rax                 # UNSIGNED, to a symbol and a number
cmpw $0x1122, 2(%rax)
jne 1f
movq _number_pointer(%rip), %rcx
cmpl $19, (%rcx)
jne 1f
orl $512, %ebx
1: leaq _table(%rip), %rcx                   # SUBTRACTOR, of 4 and 8 bytes
movslq 4(%rcx), %rax
addq %rcx, %rax
callq *%rax
cmpl $9, %eax
jne 1f
leaq _table(%rip), %rcx
movq 8(%rcx), %rax
addq %rcx, %rax
callq *%rax
cmpl $9, %eax
jne 1f
orl $1024, %ebx
1: movq _in_text(%rip), %rax                 # a pointer in __TEXT
cmpl $0x11223344, (%rax)
jne 1f
orl $2048, %ebx
1: movl L_hidden+4(%rip), %eax               # SIGNED, without a symbol
cmpl $0x55667788, %eax
jne 1f
movq L_section_pointer(%rip), %rax
cmpl $0x55667788, (%rax)
jne 1f
orl $4096, %ebx
1: movq _absolute_pointer(%rip), %rax
cmpq $0x1234, %rax
jne 1f
orl $8192, %ebx
1: movl %ebx, %eax
popq %rbx
retq
_nine: movl $9, %eax
retq
.section __TEXT,__const
.p2align 3
_in_text: .quad _word
.p2align 3
_table: .long 0
.long _nine - _table
.quad _nine - _table
.section __DATA,__data
.globl _word
.p2align 2
_word: .long 0x11223344
_pointer: .quad _word
_number_pointer: .quad _version_major
_absolute_pointer: .quad _absolute
.section __DATA,__private
.p2align 3
L_hidden: .long 0
.long 0x55667788
L_section_pointer: .quad L_hidden + 4
`;

function sectionNames({ layout }: Link): string[] {
  return layout.sections.map(({ segment, name }) => `${segment},${name}`);
}

function symbolsOf({ image }: Link): string[] {
  return readMachO(image).symbols.map(({ name }) => name);
}

describe("linking a kext", () => {
  const shop = new Workshop();
  after(() => shop.close());

  it("applies every form of relocation, so that the code runs", () => {
    const forms = shop.assemble("forms.o", `${FORMS}.subsections_via_symbols\n`);
    const seven = shop.assemble("seven.o", ".globl _seven, _absolute\n_seven: movl $7, %eax\nretq\n.set _absolute, 0x1234\n");
    const kext = linked([shop.assemble("kext.o", EMPTY_KEXT), forms, seven]);
    expect(shop.load(kext, "_forms")).to.equal(`start returned 0\n_forms returned ${0b11111111111111}\nstop returned 0\n`);
    // Once more in one piece, and with what nothing needs left out.
    const whole = shop.assemble("whole.o", FORMS);
    expect(shop.load(linked([shop.assemble("kext.o", EMPTY_KEXT), whole, seven]), "_forms")).to.include(`returned ${0b11111111111111}\n`);
    const stripped = linked([shop.assemble("kext.o", EMPTY_KEXT), forms, seven], { deadStrip: true, exports: ["_forms"] });
    expect(shop.load(stripped, "_forms")).to.include(`returned ${0b11111111111111}\n`);
  });

  it("runs constructors in order, start, stop and destructors, with commons, weak definitions and large zeroed memory", () => {
    const main = shop.compile(
      "main.o",
      `void IOLog(const char *, ...);
       int shared; int aligned __attribute__((aligned(64)));
       static volatile char large[64 << 20];
       __attribute__((weak)) const char *who(void) { return "weak"; }
       const char *shout(void);
       __attribute__((constructor)) static void first(void) { IOLog("constructed %d\\n", ++shared); }
       int start(void *info, void *data) { large[sizeof large - 1] = 5; IOLog("%s %s %d %d\\n", who(), shout(), large[sizeof large - 1], (int)((long)&aligned % 64)); return 0; }
       int stop(void *info, void *data) { return shared; }`,
      "-fcommon",
    );
    const other = shop.compile(
      "other.o",
      `void IOLog(const char *, ...);
       extern int shared; long shared_size[3];
       const char *who(void) { return "strong"; }
       __attribute__((weak)) const char *shout(void) { return "loud"; }
       __attribute__((constructor)) static void second(void) { IOLog("constructed %d\\n", ++shared); }`,
      "-fcommon",
    );
    const third = shop.compile("third.o", `__attribute__((weak)) const char *shout(void) { return "never"; } int shared;`, "-fcommon");
    const info = shop.assemble("info.o", KMOD_INFO);
    const kext = linked([main, other, third, info]);
    expect(shop.load(kext)).to.equal("constructed 1\nconstructed 2\nstrong loud 5 0\nstart returned 0\nstop returned 2\n");
    expect(kext.image.length).to.be.lessThan(1 << 16);
    expect(sectionNames(kext)).to.deep.equal([
      "__TEXT,__text",
      "__TEXT,__cstring",
      "__DATA,__mod_init_func",
      "__DATA,__data",
      "__DATA,__bss",
      "__DATA,__common",
    ]);
    expect(run("llvm-nm-22", ["-g", shop.path("kext")]).match(/ [A-TV-Z] .*/g)).to.deep.equal([" D _kmod_info"]);
  });

  for (const format of ["bsd", "gnu", "darwin"] as const) {
    it(`takes from an archive of the form ${format} what is needed, and what that needs`, () => {
      const kext = shop.assemble("kext.o", `.text\n_start: callq _needed\nretq\n_stop: xorl %eax, %eax\nretq\n${KMOD_INFO}`);
      const members = [
        shop.assemble("unneeded-with-a-long-name.o", ".globl _unneeded, _second\n_unneeded: retq\n_second: callq _nowhere\n"),
        shop.assemble("needed-with-a-long-name.o", ".globl _needed\n_needed: jmp _zero\n"),
        shop.assemble("zero.o", ".globl _zero\n_zero: xorl %eax, %eax\nretq\n"),
        { name: "lib.rmeta", bytes: Buffer.from("no object\n") },
      ];
      const link = linked([shop.archive(`lib-${format}.a`, format, members), kext]);
      expect(shop.load(link)).to.equal("start returned 0\nstop returned 0\n");
      expect(symbolsOf(link)).to.include("_zero").and.not.include("_unneeded");
      expect(link.table.objects.map(({ object }) => object.name)).to.deep.equal(["kext.o", `lib-${format}.a(needed-with-a-long-name.o)`, `lib-${format}.a(zero.o)`]);
    });
  }

  it("keeps one of equal strings, and the ends that share no string", () => {
    const one = shop.compile("one.o", `const char *one(void) { return "the same text"; } const char *own(void) { return "same text"; }`);
    const two = shop.compile(
      "two.o",
      `const char *one(void); const char *two(void) { return "the same text"; } long same(void) { return one() == two(); }`,
    );
    const kext = linked([shop.assemble("kext.o", EMPTY_KEXT), one, two]);
    expect(shop.load(kext, "_same")).to.include("_same returned 1\n");
    expect(kext.image.toString("latin1").match(/same text\0/g)).to.have.length(2);
  });

  it("leaves out what nothing needs, and keeps what is marked as needed", () => {
    const source = `
      static int helper(int x) { return x * 3; }
      __attribute__((noinline)) int kept(int x) { return helper(x); }
      int dead(int x) { return kept(x) + 1; }
      __attribute__((used)) static int marked(void) { return 4; }
      int (*table[])(int) = { kept };
      int start(void *i, void *d) { return table[0](0); }
      int stop(void *i, void *d) { return 0; }`;
    const kext = linked([shop.compile("dead.o", source), shop.assemble("info.o", KMOD_INFO)], { deadStrip: true });
    expect(shop.load(kext)).to.equal("start returned 0\nstop returned 0\n");
    expect(symbolsOf(kext)).to.include.members(["_kept", "_marked", "_table"]).and.not.include("_dead");
  });

  it("shows others only what is asked for, and lets pointers to weak exports be replaced", () => {
    const source = `int answer(void) { return 42; } __attribute__((weak)) int soft(void) { return 1; } int (*p)(void) = soft; int hidden(void) { return p() + soft(); }`;
    const kext = linked([shop.assemble("kext.o", EMPTY_KEXT), shop.compile("api.o", source)], { exports: ["_answer", "_soft"] });
    shop.load(kext);
    expect(run("llvm-nm-22", ["-m", shop.path("kext")]).split("\n").filter((line) => line.includes(" external "))).to.satisfy((lines: string[]) =>
      ["external _answer", "external _kmod_info", "weak external _soft"].every((wanted) => lines.some((line) => line.endsWith(wanted))),
    );
    const { externalRelocations } = readMachO(kext.image);
    expect(externalRelocations.map(({ target }) => target.kind === "symbol" && target.symbol.name)).to.deep.equal(["_soft"]);
  });

  it("defines ___dso_handle as the header", () => {
    const kext = linked([shop.assemble("kext.o", EMPTY_KEXT), shop.compile("dso.o", `extern int __dso_handle; long header(void) { return *(unsigned *)&__dso_handle == 0xfeedfacf; } void *at = &__dso_handle;`)]);
    expect(shop.load(kext, "_header")).to.include("_header returned 1\n");
    expect(symbolsOf(kext)).not.to.include("___dso_handle");
  });

  it("defines where sections and segments begin and end, whether anything is in them or not", () => {
    const member = (name: string, value: number): ReturnType<Workshop["compile"]> =>
      shop.compile(name, `__attribute__((used, section("__DATA,__list"))) static const long entry = ${value};`);
    const source = `
      extern const long first[] __asm("section$start$__DATA$__list"), last[] __asm("section$end$__DATA$__list");
      extern const long none[] __asm("section$start$__DATA$__absent"), none_end[] __asm("section$end$__DATA$__absent");
      extern const unsigned header[] __asm("segment$start$__TEXT"); extern const char data[] __asm("segment$start$__DATA"), data_end[] __asm("segment$end$__DATA");
      const long *const pointers[] = { first, last };
      long sum(void) { long all = 0; for (const long *at = first; at < last; at++) all = all * 10 + *at; return all; }
      long checks(void) { return (none == none_end) + 2 * (header[0] == 0xfeedfacf) + 4 * (pointers[1] - pointers[0] == 3) + 8 * (data <= (const char *)first && data_end - data == 4096); }
    `;
    const kext = linked([shop.assemble("kext.o", EMPTY_KEXT), member("a.o", 7), shop.compile("list.o", source), member("b.o", 8), member("c.o", 9)], { deadStrip: false });
    expect(shop.load(kext, "_sum", "_checks")).to.include("_sum returned 789\n").and.to.include("_checks returned 15\n");
    expect(sectionNames(kext)).to.include("__DATA,__absent");
    expect(symbolsOf(kext).filter((name) => name.includes("$"))).to.deep.equal([]);
  });

  it("takes data from an archive where an object has it tentatively, and no function", () => {
    const archive = shop.archive("data.a", "darwin", [shop.compile("table.o", "int table[4] = { 1, 2, 3, 4 };"), shop.compile("code.o", "int code(void) { return nowhere(); }", "-Wno-implicit-function-declaration")]);
    const kext = linked([shop.assemble("kext.o", EMPTY_KEXT), shop.compile("tentative.o", "int table[4]; int code[2]; int third(void) { return table[2] + code[0]; }", "-fcommon"), archive]);
    expect(shop.load(kext, "_third")).to.include("_third returned 3\n");
  });

  it("has libkmod's functions, so that the sources of kexts made with Xcode link", () => {
    const info = shop.assemble("info.o", `${KMOD_INFO.replace("_start, _stop", "__start, __stop")}.subsections_via_symbols\n`);
    const kext = (source: string): Link => linked([info, shop.compile("glue.o", `typedef int start_function(void *info, void *data); ${source}`)]);
    const source = `
      static int begin(void *info, void *data) { return info == 0; }
      __attribute__((visibility("hidden"))) start_function *_realmain = begin, *_antimain = 0;
      const char *OSKextGetCurrentIdentifier(void), *OSKextGetCurrentVersionString(void); unsigned OSKextGetCurrentLoadTag(void);
      long checks(void) { return (OSKextGetCurrentIdentifier()[4] == 'e') + 2 * (OSKextGetCurrentVersionString()[2] == '0') + 4 * (OSKextGetCurrentLoadTag() == -1u); }
    `;
    const full = kext(source);
    expect(shop.load(full, "_checks")).to.equal("start returned 0\n_checks returned 7\nstop returned 0\n");
    expect(full.table.objects.map(({ object }) => object.name)).to.include("libkmod(load-tag.o)");
    const bare = kext("start_function *_realmain, *_antimain;");
    expect(shop.load(bare)).to.equal("start returned 0\nstop returned 0\n");
    expect(symbolsOf(bare)).to.include("__stop").and.not.include("_OSKextGetCurrentIdentifier");
  });

  it("leaves out debug info, unwind tables and bitcode", () => {
    const kext = linked([
      shop.assemble("kext.o", EMPTY_KEXT),
      shop.compile("debug.o", "int f(int x) { return x + 1; }", "-g", "-funwind-tables"),
      shop.assemble("bitcode.o", ".section __LLVM,__bitcode\n.asciz \"BC\"\n"),
    ]);
    expect(sectionNames(kext)).to.deep.equal(["__TEXT,__text", "__DATA,__data"]);
    expect(shop.load(kext)).to.include("start returned 0");
  });

  it("puts the header, commands and tables where both of Apple's loaders look for them", () => {
    const kext = linked([shop.assemble("kext.o", `.text\n_start: callq _IOLog\nretq\n_stop: retq\n${KMOD_INFO}`)]);
    const read = readMachO(kext.image);
    const { segments, sections, loadCommands, fileType, flags, uuid } = read;
    expect([fileType, flags, segments[0]!.address]).to.deep.equal([11, 0x85, 0n]);
    expect(loadCommands.map(({ command }) => command)).to.deep.equal([0x19, 0x19, 0x19, 0x2, 0xb, 0x1b, 0x2a]);
    expect(segments.map(({ name, initialProtection }) => [name, initialProtection])).to.deep.equal([["__TEXT", 5], ["__DATA", 3], ["__LINKEDIT", 1]]);
    for (const [index, { address, size }] of segments.entries()) expect(address + size).to.equal(segments[index + 1]?.address ?? address + size);
    // The slack of __TEXT stands before its first section, not behind its last one.
    const last = sections.filter(({ segment }) => segment === "__TEXT").at(-1)!;
    expect(Number(segments[0]!.size - (last.address + last.size))).to.be.lessThan(16);
    expect(uuid![6]! >> 4).to.equal(3);
    expect(uuid![8]! >> 6).to.equal(2);
    expect(run("llvm-objdump-22", ["-d", "--macho", shop.write("kext", kext.image)])).to.match(/callq\s+_IOLog/);
    expect(run("llvm-objdump-22", ["--macho", "--all-headers", shop.path("kext")])).to.include("KEXTBUNDLE");
  });

  it("gives the same bytes for the same inputs, and another UUID for others", () => {
    const inputs = [shop.assemble("kext.o", EMPTY_KEXT), shop.assemble("forms.o", FORMS), shop.assemble("seven.o", ".globl _seven, _absolute\n_seven: retq\n.set _absolute, 1\n")];
    const [first, second, other] = [linked(inputs), linked(inputs), linked([inputs[0]!])];
    expect(first.image.equals(second.image)).to.equal(true);
    expect(readMachO(first.image).uuid).not.to.deep.equal(readMachO(other.image).uuid);
  });

  it("keeps what a weak name that lost is only one name of", () => {
    const strong = shop.assemble("strong.o", ".globl _soft\n_soft: movl $2, %eax\nretq\n.subsections_via_symbols\n");
    const both = shop.assemble(
      "both.o",
      ".globl _soft, _hard, _sum\n.weak_definition _soft\n_other: nop\n_soft:\n_hard: movl $40, %eax\nretq\n_sum: pushq %rbx\ncallq _soft\nmovl %eax, %ebx\ncallq _hard\naddl %ebx, %eax\npopq %rbx\nretq\n.subsections_via_symbols\n",
    );
    const kext = shop.assemble("kext.o", EMPTY_KEXT);
    for (const inputs of [[kext, strong, both], [kext, both, strong]]) expect(shop.load(linked(inputs), "_sum")).to.include("_sum returned 42\n");
  });

  it("follows other names of symbols in other objects, and takes constructors, tentative definitions and own kmod_infos", () => {
    const named = shop.assemble("named.o", ".globl _alias, _log\n.set _alias, _elsewhere\n.set _log, _IOLog\n_use: callq _alias\nretq\n");
    const call = shop.assemble("call.o", ".globl _call\n_call: callq _alias\naddl _count(%rip), %eax\nretq\n_unused: callq _log\nretq\n");
    const elsewhere = shop.assemble("elsewhere.o", ".globl _elsewhere\n_elsewhere: movl $7, %eax\nretq\n.comm _count, 4, 2\n");
    const own = shop.assemble("own.o", EMPTY_KEXT.replace(".globl _kmod_info", ""));
    for (const deadStrip of [false, true]) {
      const kext = linked([own, named, call, shop.archive("lib.a", "darwin", [elsewhere])], { deadStrip, exports: ["_call"] });
      expect(shop.load(kext, "_call")).to.include("_call returned 7\n");
      expect(symbolsOf(kext)).not.to.include("_log");
    }
  });

  it("gives an empty segment memory, for the kernel does not count others", () => {
    const kext = linked([shop.assemble("kext.o", EMPTY_KEXT), shop.assemble("empty.o", ".section __EMPTY,__mark\n.globl _mark\n_mark:\n.section __LAST,__data\n.globl _last\n_last: .quad _mark\n")]);
    expect(readMachO(kext.image).segments.map(({ name, size }) => [name, Number(size)])).to.deep.include(["__EMPTY", 4096]);
    shop.load(kext);
  });

  // The addresses are those that Apple's linker gave the same sections.
  it("lays out as Apple's linker does", () => {
    const example = shop.assemble(
      "hello.o",
      `.text\n.p2align 4\n_start: .space 0x34\nmovq _version_major@GOTPCREL(%rip), %rax\ncallq _IOLog\n.space 0x40\ncallq _IOLog\n_stop: .space 4\n
       .section __TEXT,__cstring,cstring_literals\n.space 52, 65\n.byte 0\n
       .section __TEXT,__const\n.p2align 4\n_in_text: .space 0x40\n
       .section __DATA,__const\n.p2align 4\n_table: .quad L_s, L_s, _in_text\nL_end:
       .section __DATA,__data\n.p2align 3\n_first: .quad 0, _zero, _version_major, _IOLog\n.globl _kmod_info\n_kmod_info: .quad 0\n.long 1, -1\n.asciz "x"\n.space 126\n.long -1\n.quad 0, 0, 0, 0, _start, _stop\n
       .zerofill __DATA,__bss,_zero,8,4\n
       .section __TEXT,__cstring,cstring_literals\nL_s: .asciz "b"\n.subsections_via_symbols\n`,
    );
    const { sections, segments, externalRelocations, localRelocations } = readMachO(linked([example]).image);
    expect(Object.fromEntries(sections.map(({ name, segment, address }) => [`${segment},${name}`, `0x${address.toString(16)}`]))).to.deep.equal({
      "__TEXT,__text": "0xf00",
      "__TEXT,__cstring": "0xf89",
      "__TEXT,__const": "0xfc0",
      "__DATA,__got": "0x1000",
      "__DATA,__const": "0x1010",
      "__DATA,__data": "0x1028",
      "__DATA,__bss": "0x1110",
    });
    expect(Number(segments.at(-1)!.address)).to.equal(0x2000);
    expect(externalRelocations.map(({ offset }) => offset)).to.deep.equal([0x1040, 0x1000, 0x1038, 0xf3c, 0xf81]);
    expect(localRelocations.map(({ offset, target }) => [offset, target.kind === "section" && target.section.index])).to.deep.equal([[0x1010, 2], [0x1018, 2], [0x1020, 3], [0x1030, 7], [0x10fc, 1], [0x1104, 1]]);
  });
});
