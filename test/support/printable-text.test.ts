import { expect } from "chai";
import fc from "fast-check";
import { isPrintableText, showsBinary } from "../../src/support/printable-text.js";

const bytes = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

describe("support/printable-text", () => {
  for (const text of ["", "-", "hello from rust\n", "a\tb\r\n", "grüß 你好 🦀", "\x1b[1mbold\x1b[0m", "\x016warning", "\x01c", "\ufeffmark"]) {
    it(`takes ${JSON.stringify(text)} for text`, () => expect(isPrintableText(bytes(text))).to.equal(true));
  }

  for (const [name, binary] of [
    ["a NUL", "a\0b"],
    ["a byte 1 alone", "\x01"],
    ["a byte 1 and no level", "\x01hello"],
    ["a byte 1 inside", "a\x016"],
    ["a number", "\x07\0\0\0"],
    ["a bell", "\x07"],
    ["DEL", "\x7f"],
    ["a C1 control", bytes("\u0085")],
    ["a broken sequence", "gr\xc3"],
    ["a sequence broken by an escape", "\xc3\x1b\xbc"],
    ["an overlong sequence", "\xc0\x80"],
    ["a surrogate", "\xed\xa0\x80"],
    ["bytes of ones", "\xff\xff"],
  ] as const) {
    it(`does not take ${name} for text`, () => expect(isPrintableText(binary)).to.equal(false));
  }

  it("tells binary by a piece only where the whole is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, cut) => {
        const whole = bytes(text);
        if (isPrintableText(whole)) expect(showsBinary(whole.slice(0, cut % (whole.length + 1)))).to.equal(false);
      }),
    );
    expect(showsBinary("\x7fELF\x02\x01\x01\0")).to.equal(true);
  });
});
