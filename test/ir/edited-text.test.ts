import { expect } from "chai";
import fc from "fast-check";
import { EditedText, type Piece, type TextEdit } from "../../src/ir/edited-text.js";

/** Edits in rising order for a text of `length` bytes. */
function edits(length: number): fc.Arbitrary<TextEdit[]> {
  return fc.array(fc.tuple(fc.nat(length), fc.string({ unit: fc.constantFrom("x", "y"), maxLength: 3 })), { maxLength: 6 }).map((raw) => {
    const points = raw.map(([at]) => at).sort((a, b) => a - b);
    const list: TextEdit[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) list.push({ start: points[i]!, stop: points[i + 1]!, text: raw[i]![1] });
    return list;
  });
}

function applied(text: string, list: readonly TextEdit[]): string {
  return list.toReversed().reduce((result, { start, stop, text: by }) => result.slice(0, start) + by + result.slice(stop), text);
}

function original(pieces: readonly Piece[], bytes: Buffer): string {
  return pieces.map((piece) => (piece.kind === "inserted" || piece.kind === "withdrawn" ? "" : bytes.toString("latin1", piece.start, piece.stop))).join("");
}

describe("edited text", () => {
  it("is the original with all edits applied, and still knows the original", () => {
    const text = "the quick brown fox";
    const bytes = Buffer.from(`<${text}>`);
    fc.assert(fc.property(fc.infiniteStream(fc.nat()), fc.nat(4), (seeds, rounds) => {
      const edited = new EditedText(bytes, 1, 1 + text.length);
      let expected = text;
      for (let round = 0; round <= rounds; round++) {
        const list = fc.sample(edits(expected.length), { numRuns: 1, seed: seeds.next().value as number })[0]!;
        edited.apply(list, `pass${round}`);
        expected = applied(expected, list);
        expect(edited.current().toString()).to.equal(expected);
        expect(original(edited.pieces, bytes)).to.equal(text);
      }
    }));
  });

  it("says who put in and who took out what", () => {
    const edited = new EditedText(Buffer.from("abcdef"), 0, 6);
    edited.apply([{ start: 1, stop: 3, text: "XY" }], "first");
    edited.apply([{ start: 2, stop: 4, text: "z" }], "second");
    expect(edited.current().toString()).to.equal("aXzef");
    expect(edited.pieces.map((piece) => [piece.kind, piece.kind === "inserted" || piece.kind === "withdrawn" ? piece.bytes.toString() : "abcdef".slice(piece.start, piece.stop), "by" in piece ? piece.by : ""]))
      .to.have.deep.members([["kept", "a", ""], ["removed", "bc", "first"], ["inserted", "X", "first"], ["withdrawn", "Y", "first"], ["inserted", "z", "second"], ["removed", "d", "second"], ["kept", "ef", ""]]);
  });

  it("refuses edits that overlap or lie outside", () => {
    const edited = new EditedText(Buffer.from("abc"), 0, 3);
    expect(() => edited.apply([{ start: 1, stop: 2, text: "" }, { start: 1, stop: 3, text: "" }], "p")).to.throw("overlap");
    expect(() => edited.apply([{ start: 2, stop: 4, text: "" }], "p")).to.throw("outside");
  });
});
