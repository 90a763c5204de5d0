import { expect } from "chai";
import fc from "fast-check";
import { Lexer, Token } from "../../src/asm/lexer.js";
import { decodeQuoted, encodeQuoted, printName, quotedLength, symbolName } from "../../src/asm/names.js";

const KIND_NAMES = Object.fromEntries(Object.entries(Token).map(([name, kind]) => [kind, name]));

function lex(text: string): string[] {
  const lexer = new Lexer(Buffer.from(text, "latin1"));
  const tokens: string[] = [];
  while (lexer.next() !== Token.End) tokens.push(`${KIND_NAMES[lexer.kind]} ${lexer.text()}`);
  return tokens;
}

describe("lexer", () => {
  it("tells names, strings, groups and labels apart", () => {
    expect(lex('%a = call i8 @"f x"(ptr $c) #12, !dbg !7')).to.deep.equal([
      "Local %a", "Punctuation =", "Word call", "Word i8", 'Global @"f x"', "Punctuation (", "Word ptr", "Comdat $c",
      "Punctuation )", "Group #12", "Punctuation ,", "Metadata !dbg", "Metadata !7",
    ]);
    expect(lex('"a b; }": define: -1: entry :')).to.deep.equal(['Label "a b; }":', "Label define:", "Label -1:", "Word entry", "Punctuation :"]);
    expect(lex('#dbg_value(i32 0) ^3 !{!"x"} c"y" 0xK4000 $"q"')).to.deep.equal([
      "DebugRecord #dbg_value", "Punctuation (", "Word i32", "Word 0", "Punctuation )", "Summary ^3", "Punctuation !",
      "Punctuation {", 'MetadataString !"x"', "Punctuation }", 'CString c"y"', "Word 0xK4000", 'Comdat $"q"',
    ]);
  });

  it("takes c\" for a string only where c starts a token", () => {
    expect(lex('[2x i8]c"ab"')).to.deep.equal(["Punctuation [", "Word 2x", "Word i8", "Punctuation ]", 'CString c"ab"']);
    expect(lex('cc"ab"')).to.deep.equal(["Word cc", 'String "ab"']);
  });

  it("ends a string at the next quote, whatever stands before it", () => {
    expect(lex('"a\\" b')).to.deep.equal(['String "a\\"', "Word b"]);
  });

  it("ends a comment at a newline or a lone carriage return, and skips block comments", () => {
    expect(lex("a ; b\rc ; d\ne /* ; \n \" */ f ; /*\ng")).to.deep.equal(["Word a", "Word c", "Word e", "Word f", "Word g"]);
  });

  it("covers every byte that is no blank and no comment, for any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (array) => {
      const bytes = Buffer.from(array);
      const lexer = new Lexer(bytes);
      let last = 0;
      while (lexer.next() !== Token.End) {
        expect(lexer.start).to.be.at.least(last);
        expect(lexer.stop).to.be.greaterThan(lexer.start);
        last = lexer.stop;
      }
      expect(lexer.position).to.equal(bytes.length);
    }));
  });
});

describe("names", () => {
  it("decode escapes only where LLVM does", () => {
    const decode = (text: string): string => decodeQuoted(Buffer.from(text, "latin1"), 0, text.length);
    expect(decode("a\\62\\\\n\\g1\\")).to.equal("ab\\n\\g1\\");
    expect(decode("\\c3\\A9")).to.equal("\xc3\xa9");
  });

  it("print bare where LLVM allows it", () => {
    expect(printName("a.b$c-1")).to.equal("a.b$c-1");
    expect(printName("1a")).to.equal('"1a"');
    expect(printName('q"\\\n')).to.equal('"q\\22\\5C\\0A"');
  });

  it("are undefined for unnamed values", () => {
    const name = (text: string): string | undefined => symbolName(Buffer.from(text), 0, text.length);
    expect([name("@12"), name('@""'), name('@"12"'), name('@"\\61bc"')]).to.deep.equal([undefined, undefined, "12", "abc"]);
  });

  it("survive encoding and decoding, with their length", () => {
    fc.assert(fc.property(fc.uint8Array(), (array) => {
      const text = Buffer.from(array).toString("latin1");
      const encoded = Buffer.from(encodeQuoted(text), "latin1");
      expect(decodeQuoted(encoded, 0, encoded.length)).to.equal(text);
      expect(quotedLength(encoded, 0, encoded.length)).to.equal(text.length);
    }));
  });

  it("count what any quoted text stands for", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("\\", "a", "5", "C", "g")), (chars) => {
      const bytes = Buffer.from(chars.join(""));
      expect(quotedLength(bytes, 0, bytes.length)).to.equal(decodeQuoted(bytes, 0, bytes.length).length);
    }));
  });
});
