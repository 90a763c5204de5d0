import { expect } from "chai";
import fc from "fast-check";
import { endsInLoneBackslash, endsInNul, parseByteStringGlobal } from "../../src/asm/byte-string.js";
import { decodeEscapes } from "../../src/asm/names.js";

const all = (text: string): [Buffer, { start: number; stop: number }] => {
  const bytes = Buffer.from(text, "latin1");
  return [bytes, { start: 0, stop: bytes.length }];
};
const parse = (text: string): ReturnType<typeof parseByteStringGlobal> => parseByteStringGlobal(Buffer.from(text, "latin1"), 0, text.length);

describe("asm/byte-string", () => {
  for (const [text, length, wrapping] of [
    ['@a = private unnamed_addr constant [5 x i8] c"hello", align 1', 5, ""],
    ['@a = internal thread_local(initialexec) global <{ [5 x i8] }> <{ [5 x i8] c"hello" }>', 5, "<{"],
    ['@"a b" = constant { [1 x i8] } { [1 x i8] c"x" }', 1, "{"],
    ['@0=constant[2x i8]c"ab"', 2, ""],
    ['@a = constant <{[2x i8]}><{[02 x i8]c"ab"}>', 2, "<{"],
    ['@a = ; constant [1 x i8] c"x"\nconstant /* of */ [0 x i8] c""', 0, ""],
  ] as const) {
    it(`reads ${text}`, () => {
      const found = parse(text)!;
      expect([found.string.length, found.string.wrapping]).to.deep.equal([length, wrapping]);
      expect(found.isConstant).to.equal(!text.includes("global"));
      expect(found.string.lengths).to.have.length(wrapping === "" ? 1 : 2);
      for (const { start, stop } of found.string.lengths) expect(Number(text.slice(start, stop))).to.equal(length);
    });
  }

  for (const text of [
    "@a = external constant [5 x i8]",
    "@a = constant [5 x i8] zeroinitializer",
    "@a = constant [2 x i8] [i8 1, i8 2]",
    '@a = constant [2 x i16] c"ab"',
    '@a = constant %T c"ab"',
    '@a = constant <{ [2 x i8], i8 }> <{ [2 x i8] c"ab", i8 0 }>',
    '@a = constant <{ [2 x i8] }> <{ [3 x i8] c"abc" }>',
    '@a = constant <{ [2 x i8] }> { [2 x i8] c"ab" }',
    '@a = constant [1 x [2 x i8]] [[2 x i8] c"ab"]',
    '@a = constant <2 x i8> c"ab"',
    "@a = alias [2 x i8], ptr @b",
    "@a = constant [",
    "@a",
    "",
  ]) {
    it(`reads no byte string in ${text}`, () => expect(parse(text)).to.equal(undefined));
  }

  it("tells a NUL or a lone backslash at the end without decoding the rest", () => {
    const piece = fc.constantFrom("\\", "\\\\", "0", "00", "\\00", "\\0", "\0", "a", "\\4", "\\41");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join("");
        expect(endsInNul(...all(text)), text).to.equal(decodeEscapes(text).endsWith("\0"));
        expect(endsInLoneBackslash(...all(text)), text).to.equal(decodeEscapes(`${text}\\00`) !== `${decodeEscapes(text)}\0`);
      }),
      { numRuns: 2000 },
    );
  });
});
