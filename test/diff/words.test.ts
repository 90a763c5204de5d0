import fc from "fast-check";
import { expect } from "chai";
import { compareWords } from "../../src/diff/words.js";

/** Pieces as git diff --word-diff prints them. */
function marked(before: string, after: string): string {
  return compareWords(Buffer.from(before, "latin1"), Buffer.from(after, "latin1"))
    .map(({ sign, text }) => (sign === " " ? text : sign === "-" ? `[-${text}-]` : `{+${text}+}`))
    .join("");
}

describe("words compared", () => {
  it("are the tokens of IR, attributes with their values, and the words of comments", () => {
    expect(marked("ret i32 %y", "ret i64 %y")).to.equal("ret [-i32-]{+i64+} %y");
    expect(marked('#0 = { "a"="b" cold }', '#0 = { "a"="c d" cold }')).to.equal('#0 = { [-"a"="b"-]{+"a"="c d"+} cold }');
    expect(marked("call @f(i32 %a)", "call @f(i32 %x, i32 %a)")).to.equal("call @f(i32{+ %x, i32+} %a)");
    expect(marked('c"a b\\00"', 'c"a c\\00"')).to.equal('[-c"a b\\00"-]{+c"a c\\00"+}');
    expect(marked("ret void ; the end\n", "ret void ; an end\n")).to.equal("ret void ; [-the-]{+an+} end\n");
    expect(marked("ret void", "")).to.equal("[-ret void-]");
  });

  it("lose no byte of either text", () => {
    const word = fc.constantFrom("%a", "@f", '"x y"', '"k"="v"', " ", "\t", "\n", "\r\n", ";", "; c d", "/* e */", "=", "(", ",", '"', "\0", "\xff", "!1", "i32");
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = compareWords(Buffer.from(before, "latin1"), Buffer.from(after, "latin1"));
        const without = (sign: string): string => pieces.filter((piece) => piece.sign !== sign).map((piece) => piece.text).join("");
        expect(without("+")).to.equal(before);
        expect(without("-")).to.equal(after);
      }),
    );
  });
});
