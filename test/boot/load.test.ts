// What the kernel's linker refuses, and that no damaged kext ends in anything but a refusal or a run.

import { expect } from "chai";
import fc from "fast-check";
import { loadKext } from "../../src/boot/load-kext.js";
import { parseCall } from "../../src/boot/call.js";
import { parseTranscript } from "../../src/boot/transcript.js";
import { readMachO } from "../../src/macho/read.js";
import { InputError } from "../../src/support/diagnostic.js";
import { EMPTY_KEXT, linked } from "../link/build.js";
import { BootWorkshop } from "./build.js";

const EXPORTS = new Map([["_IOLog", 0xffffff8000200100n], ["_panic", 0xffffff8000200200n], ["_version_major", 0xffffff8000400000n], ["_gOSKextUnresolved", 0xffffff8000400010n]]);

function load(binary: Uint8Array): ReturnType<typeof loadKext> {
  return loadKext(binary, readMachO(binary), EXPORTS, (symbol) => symbol === "_thread_wakeup_prim");
}

/** The codes of what a kext is refused for. */
function refused(binary: Uint8Array): string[] {
  try {
    load(binary);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ code }) => code);
  }
  return [];
}

describe("loading a kext", () => {
  const workshop = new BootWorkshop();
  let kext: Uint8Array;
  before(() => {
    kext = workshop.kext('extern const int version_major; void thread_wakeup_prim(void); static const char *text = "text"; START IOLog("%s %d", text, version_major); thread_wakeup_prim(); return 0; } STOP');
  });
  after(() => workshop.close());

  /** The kext with bytes written at an offset that is found in it. */
  function patched(change: (bytes: Buffer) => void, from = kext): Buffer {
    const bytes = Buffer.from(from);
    change(bytes);
    return bytes;
  }

  function commandOf(bytes: Buffer, command: number): number {
    for (let at = 32, left = bytes.readUInt32LE(16); left > 0; left--, at += bytes.readUInt32LE(at + 4)) if (bytes.readUInt32LE(at) === command) return at;
    throw new Error("no such command");
  }

  it("slides pointers, binds calls and pointers to the kernel, fills in kmod_info", () => {
    const { segments, base, kmodInfo, size, absent } = load(kext);
    const data = segments.find(({ name }) => name === "__DATA")!;
    const words = Array.from({ length: data.bytes.length / 4 - 1 }, (_, index) => data.bytes.readBigUInt64LE(index * 4));
    expect(words).to.include(0xffffff8000400000n);
    expect(words.filter((word) => word >= base && word < base + size)).to.have.length.at.least(3);
    const info = data.bytes.subarray(Number(kmodInfo - data.address));
    expect([info.readBigUInt64LE(156), info.readBigUInt64LE(164), info.readInt32LE(144)]).to.deep.equal([base, size, 0]);
    expect([...absent.values()]).to.deep.equal(["_thread_wakeup_prim"]);
    const text = segments.find(({ name }) => name === "__TEXT")!;
    const calls = [...text.bytes.keys()].filter((at) => text.bytes[at] === 0xe8 && at + 5 <= text.bytes.length);
    expect(calls.map((at) => text.address + BigInt(at + 5 + text.bytes.readInt32LE(at + 1)))).to.include(0xffffff8000200100n);
  });

  it("refuses, by the rules of the kernel's linker,", () => {
    expect(refused(patched((bytes) => bytes.writeUInt32LE(8, 12)))).to.deep.equal(["load-file-type"]);
    expect(refused(patched((bytes) => bytes.writeUInt32LE(0x80000028, commandOf(bytes, 0x1b))))).to.include("load-command");
    expect(refused(patched((bytes) => bytes.write("_kmod_inf0", bytes.lastIndexOf("_kmod_info"))))).to.include("load-no-kmod-info");
    expect(refused(patched((bytes) => bytes.write("_IOLag", bytes.lastIndexOf("_IOLog"))))).to.deep.equal(["load-unresolved-symbol"]);
    expect(refused(patched((bytes) => bytes.writeUInt32LE(2, bytes.indexOf("org.example.test") - 8)))).to.deep.equal(["load-kmod-info"]);
    const symbol = (bytes: Buffer): number => bytes.readUInt32LE(commandOf(bytes, 0x2) + 8);
    expect(refused(patched((bytes) => bytes.writeUInt8(0x32, symbol(bytes) + 4)))).to.deep.equal(["load-symbol-type"]);
    expect(refused(linked([workshop.compile("wakeup.o", "void thread_wakeup_prim(void) {}"), workshop.assemble("empty.o", EMPTY_KEXT)], { exports: ["_thread_wakeup_prim"] }).image)).to.deep.equal(["load-duplicate-symbol"]);
    expect(refused(linked([workshop.compile("panic.o", "void panic(void) {}"), workshop.assemble("empty.o", EMPTY_KEXT)], { exports: ["_panic"] }).image)).to.deep.equal(["load-duplicate-symbol"]);
  });

  it("refuses every relocation but pointers and calls", () => {
    for (const type of [1, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const broken = patched((bytes) => {
        const table = bytes.readUInt32LE(commandOf(bytes, 0xb) + 72);
        bytes.writeUInt32LE((bytes.readUInt32LE(table + 4) & 0x0fffffff) + type * 0x10000000, table + 4);
      });
      expect(refused(broken), `type ${type}`).to.deep.equal(["load-relocation"]);
    }
    const outside = patched((bytes) => bytes.writeUInt32LE(0x7fffff00, bytes.readUInt32LE(commandOf(bytes, 0xb) + 72)));
    expect(refused(outside)).to.deep.equal(["load-relocation"]);
  });

  it("refuses damaged kexts, or loads them, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(kext.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = patched((copy) => changes.forEach(([at, value]) => (copy[at] = value)));
        refused(bytes);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a call", () => {
  it("is read with numbers, texts and lists", () => {
    expect(parseCall("f")).to.deep.include({ symbol: "f", arguments: [], resultBits: 64 });
    expect(parseCall(" a::b::f ( -1, 0x10 , 1_000 ) -> u8 ")).to.deep.include({
      symbol: "a::b::f", resultBits: 8, arguments: [2n ** 64n - 1n, 16n, 1000n].map((value) => ({ kind: "number", value })),
    });
    expect(parseCall('f("a, \\"b\\"\\n", [1, 2u16, -1])')).to.deep.include({
      arguments: [{ kind: "memory", bytes: Buffer.from('a, "b"\n\0') }, { kind: "memory", bytes: Buffer.from("01000200ffff", "hex") }],
    });
    for (const wrong of ["", "f(", "f(1", "f(1,)", "f(a)", "f([a])", 'f("a)', "f(1) -> x", "f(1) 2", "f g"]) expect(parseCall(wrong), wrong).to.be.a("string");
  });
});

describe("the console's lines", () => {
  const parse = (text: string): unknown => parseTranscript(Buffer.from(text, "latin1"));

  it("are read with their fields, and text as it was", () => {
    expect(parse("log caller=0x1f text=a\\x20\\x5c\\xff\\x0a\ndone\nheap alloc")).to.deep.equal([{ kind: "log", caller: 31n, text: "a \\\xff\n" }, { kind: "done" }]);
  });

  it("are refused in any other form", () => {
    for (const line of ["", "hello", "done 1", "log caller=0x1 text=a b", "log caller=1", "log text=a caller=1", "panic caller=x text=", "phase name=1 function=1 call=0", "constructor", "log caller=1 text=\\y"]) {
      expect(() => parse(`${line}\n`), line).to.throw(InputError, "a line that is not the kernel's");
    }
  });
});
