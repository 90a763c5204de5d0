import { expect } from "chai";
import fc from "fast-check";
import { BitcodeError, type BitRecord, type Block, type Visitor, walk, walkBlock } from "llvm-bitcode-reader";
import { BitWriter, type Field, type Layout } from "../bit-writer.js";

describe("walking through a bitstream", () => {
  it("reads back any record, whatever its abbreviation", () => {
    fc.assert(
      fc.property(fc.array(abbreviatedRecord(), { minLength: 1, maxLength: 4 }), fc.integer({ min: 4, max: 12 }), (records, idWidth) => {
        const writer = new BitWriter().magic();
        writer.block(
          8,
          () => {
            for (const { layout } of records) writer.define(layout, idWidth);
            records.forEach(({ layout, values }, index) => writer.abbreviated(4 + index, layout, values, idWidth));
          },
          { idWidth },
        );
        const expected = records.map(({ layout, values }, index) => {
          const [code, ...operands] = layout.tail === "blob" ? values.slice(0, layout.fields.length) : values;
          const blob = layout.tail === "blob" ? values.slice(layout.fields.length).map(Number) : undefined;
          return { code: Number(code), abbreviationId: 4 + index, operands, blob };
        });
        expect(readAll(writer.bytes()).map(({ block, ...record }) => (expect(block).to.equal(8), record))).to.deep.equal(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("reads back any record without abbreviation, up to 64 bits exactly", () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.bigInt(0n, (1n << 64n) - 1n), { maxLength: 80 }), (code, operands) => {
        const bytes = new BitWriter().magic().block(8, (writer) => writer.unabbreviated(code, operands)).bytes();
        expect(readAll(bytes)).to.deep.equal([{ block: 8, code, abbreviationId: 3, operands, blob: undefined }]);
      }),
    );
  });

  it("tells blocks, their places and what is in them, in order", () => {
    const bytes = new BitWriter()
      .magic()
      .block(13, (writer) => writer.unabbreviated(1, [1, 2]))
      .block(8, (writer) => {
        writer.unabbreviated(1, [2]).block(200, () => writer.unabbreviated(7, [], 5), { idWidth: 5, around: 3 }).unabbreviated(2, []);
      })
      .bytes();
    const heard: string[] = [];
    walk(bytes, {
      enterBlock: ({ id, parent, bitOffset, idWidth, end }) => void heard.push(`${parent?.id ?? "top"} > ${id} at ${bitOffset}, ids of ${idWidth}, to ${end}`),
      exitBlock: ({ id }) => void heard.push(`end of ${id}`),
      record: ({ code, length }, { id }) => void heard.push(`${id}: ${code}, ${length} operands`),
    });
    expect(heard).to.deep.equal([
      "top > 13 at 32, ids of 3, to 16", "13: 1, 2 operands", "end of 13",
      "top > 8 at 128, ids of 3, to 44", "8: 1, 1 operands", "8 > 200 at 213, ids of 5, to 40", "200: 7, 0 operands", "end of 200", "8: 2, 0 operands", "end of 8",
    ]);
  });

  it("steps over blocks that are not wanted, and reads them later as it would have", () => {
    const layout: Layout = { fields: [{ kind: "literal", value: 5n }, { kind: "vbr", width: 6 }] };
    const bytes = new BitWriter()
      .magic()
      .block(0, (writer) => writer.unabbreviated(1, [11]).define(layout))
      .block(8, (writer) => writer.block(11, () => writer.abbreviated(4, layout, [5n, 99n]), { around: 3 }).unabbreviated(1, [2]))
      .bytes();
    const skipped: Block[] = [];
    const codes: number[] = [];
    walk(bytes, {
      enterBlock(block) {
        if (block.id === 11) skipped.push(block);
        return block.id === 8;
      },
      record: ({ code }) => void codes.push(code),
    });
    expect(codes).to.deep.equal([1]);
    const late: number[][] = [];
    walkBlock(bytes, skipped[0]!, { record: (record) => void late.push([record.code, ...record.operands()]) });
    expect(late).to.deep.equal([[5, 99]]);
  });

  it("gives codes and lengths alone to who wants no more", () => {
    const layout: Layout = { fields: [{ kind: "literal", value: 5n }, { kind: "fixed", width: 3 }], tail: { array: { kind: "char6" } } };
    const bytes = new BitWriter()
      .magic()
      .block(8, (writer) => writer.define(layout).abbreviated(4, layout, [5n, 1n, 97n, 98n]).unabbreviated(9, [1, 1 << 20, 3]))
      .bytes();
    const heard: number[][] = [];
    walk(bytes, { enterBlock: () => "codes", record: ({ code, length }) => void heard.push([code, length]) });
    expect(heard).to.deep.equal([[5, 3], [9, 3]]);
  });

  it("lets the last BLOCKINFO count", () => {
    const one: Layout = { fields: [{ kind: "literal", value: 1n }] };
    const two: Layout = { fields: [{ kind: "literal", value: 2n }] };
    const bytes = new BitWriter()
      .magic()
      .block(0, (writer) => writer.unabbreviated(1, [8]).define(one))
      .block(8, (writer) => writer.abbreviated(4, one, [1n]))
      .block(0, (writer) => writer.unabbreviated(1, [8]).define(two))
      .block(8, (writer) => writer.abbreviated(4, two, [2n]))
      .bytes();
    expect(readAll(bytes, { enterBlock: ({ id }) => id === 8 }).map(({ code }) => code)).to.deep.equal([1, 2]);
  });

  it("goes on behind padding and at a second magic", () => {
    const module = new BitWriter().magic().block(8, (writer) => writer.unabbreviated(1, [2])).bytes();
    const padded = Buffer.concat([module, Buffer.alloc(12), module, Buffer.from("\n\n\n\n")]);
    expect(readAll(padded)).to.have.length(2);
  });

  it("stays in its window and tells places as those of the file", () => {
    const module = new BitWriter().magic().block(8, (writer) => writer.unabbreviated(1, [2, 3, 4])).bytes();
    const file = Buffer.concat([Buffer.from("abc"), module, Buffer.from("behind")]);
    const window = { bytes: file, start: 3, end: 3 + module.length };
    const places: number[] = [];
    walk(window, { enterBlock: ({ bitOffset }) => void places.push(bitOffset), record: ({ bitOffset }) => void places.push(bitOffset) });
    expect(places).to.deep.equal([(3 + 4) * 8, (3 + 12) * 8]);
    expect(() => walk({ ...window, end: window.end - 4 }, {})).to.throw(BitcodeError, "a block of 8 bytes reaches past the end of the file (at bit 88, byte 11)");
  });

  it("looks into a wrapper", () => {
    const module = new BitWriter().magic().block(8, (writer) => writer.unabbreviated(1, [2])).bytes();
    const header = Buffer.alloc(20);
    for (const [index, word] of [0x0b17c0de, 0, 20, module.length, 0x01000007].entries()) header.writeUInt32LE(word, index * 4);
    expect(readAll(Buffer.concat([header, module, Buffer.from("padding that is no bitcode")]))).to.have.length(1);
    expect(() => walk(Buffer.concat([header, module.subarray(4)]), {})).to.throw(BitcodeError, `the wrapper tells of ${module.length} bytes at 20, and there are ${module.length + 16}`);
    expect(() => walk(header.subarray(0, 12), {})).to.throw(BitcodeError, "the wrapper's header is cut short (at bit 96, byte 12)");
  });

  describe("ends in an error with its place", () => {
    const refusals: readonly (readonly [string, (writer: BitWriter) => void, RegExp])[] = [
      ["for an id that is not defined", (writer) => writer.fixed(5, 3), /^abbreviation 5 is not defined \(at bit 96, byte 12\)$/],
      ["for a count that the block cannot hold", (writer) => writer.fixed(3, 3).vbr(1, 6).vbr(1 << 30, 6), /^1073741824 operands reach past the end of their block/],
      ["for a number of more than 64 bits", (writer) => writer.fixed(3, 3).vbr(1, 6).vbr(1, 6).vbr(1n << 64n, 6), /^a number of more than 64 bits/],
      ["for a number without an end", (writer) => { writer.fixed(3, 3); for (let index = 0; index < 99; index++) writer.fixed(32, 6); }, /^a number of more than 64 bits/],
      ["for a blob that the block cannot hold", (writer) => writer.define({ fields: [{ kind: "literal", value: 1n }], tail: "blob" }).fixed(4, 3).vbr(99, 6).align(), /^a blob of 99 bytes reaches past the end of its block/],
      ["for an array of elements without bits", (writer) => writer.define({ fields: [{ kind: "literal", value: 1n }], tail: { array: { kind: "fixed", width: 0 } } }).fixed(4, 3).vbr(9, 6), /^an array of 9 elements that have no bits/],
      ["for an abbreviation without a code", (writer) => writer.fixed(2, 3).vbr(0, 5), /^an abbreviation without a field for the code/],
      ["for an abbreviation of very many fields", (writer) => writer.fixed(2, 3).vbr(1 << 20, 5), /^an abbreviation of 1048576 fields/],
      ["for an abbreviation of very many literals", (writer) => writer.define({ fields: Array.from({ length: 40 }, () => ({ kind: "literal", value: 1n })) }), /^an abbreviation of 40 literals/],
      ["for fields behind a blob", (writer) => writer.fixed(2, 3).vbr(2, 5).fixed(0, 1).fixed(5, 3).fixed(0, 1).fixed(4, 3), /^an abbreviation with fields behind an array or a blob/],
      ["for an array without its element", (writer) => writer.fixed(2, 3).vbr(1, 5).fixed(0, 1).fixed(3, 3), /^an array in an abbreviation without one plain element behind it/],
      ["for an unknown encoding", (writer) => writer.fixed(2, 3).vbr(1, 5).fixed(0, 1).fixed(7, 3), /^unknown encoding 7 of a field/],
      ["for a fixed field that is too wide", (writer) => writer.define({ fields: [{ kind: "fixed", width: 65 }] }), /^a fixed field of 65 bits/],
      ["for a VBR field that is too narrow", (writer) => writer.define({ fields: [{ kind: "vbr", width: 1 }] }), /^a VBR field of 1 bits/],
      ["for a block with ids too narrow", (writer) => writer.block(9, () => {}, { idWidth: 1, around: 3 }), /^ids of 1 bits/],
      ["for a block that ends early", (writer) => writer.fixed(0, 3).align().fixed(0, 32), /^a block does not end where its header says/],
    ];
    for (const [what, write, expected] of refusals) {
      it(what, () => {
        const bytes = new BitWriter().magic().block(8, write).bytes();
        expect(() => walk(bytes, {})).to.throw(BitcodeError, expected);
      });
    }

    it("for what is no bitcode", () => {
      expect(() => walk(Buffer.from("define void @f()"), {})).to.throw(BitcodeError, /^it does not begin as LLVM bitcode does/);
      expect(() => walk(new Uint8Array(), {})).to.throw(BitcodeError);
      expect(() => walk(new BitWriter().magic().fixed(3, 2).fixed(0, 94).bytes(), {})).to.throw(BitcodeError, /^expected a block, found id 3 \(at bit 32, byte 4\)$/);
    });

    it("for an abbreviation in BLOCKINFO that is for no block", () => {
      const bytes = new BitWriter().magic().block(0, (writer) => writer.define({ fields: [{ kind: "literal", value: 1n }] })).bytes();
      expect(() => walk(bytes, {})).to.throw(BitcodeError, /^an abbreviation in BLOCKINFO for no kind of block/);
    });

    it("for blocks that stand too deep in one another", () => {
      const writer = new BitWriter().magic();
      const depth = 2_000;
      for (let left = depth; left > 0; left--) writer.fixed(1, 2).vbr(8, 8).vbr(2, 4).align().fixed(left * 2 - 2, 32);
      expect(() => walk(writer.bytes(), {})).to.throw(BitcodeError, /^more than 1000 blocks in one another/);
    });
  });
});

interface ReadRecord {
  readonly block: number;
  readonly code: number;
  readonly abbreviationId: number;
  readonly operands: readonly bigint[];
  readonly blob: readonly number[] | undefined;
}

function readAll(bytes: Uint8Array, visitor: Visitor = {}): ReadRecord[] {
  const records: ReadRecord[] = [];
  walk(bytes, {
    ...visitor,
    record(record: BitRecord, { id }) {
      const operands = record.operands().map((_, index) => record.wideOperand(index));
      records.push({ block: id, code: record.code, abbreviationId: record.abbreviationId, operands, blob: record.blob && [...record.blob] });
    },
  });
  return records;
}

const MOST = (1n << 64n) - 1n;

function fieldAndValue(): fc.Arbitrary<{ readonly field: Field; readonly value: bigint }> {
  return fc.oneof(
    fc.bigInt(0n, MOST).map((value) => ({ field: { kind: "literal" as const, value }, value })),
    fc.integer({ min: 1, max: 64 }).chain((width) => fc.bigInt(0n, (1n << BigInt(width)) - 1n).map((value) => ({ field: { kind: "fixed" as const, width }, value }))),
    fc.integer({ min: 2, max: 32 }).chain((width) => fc.bigInt(0n, MOST).map((value) => ({ field: { kind: "vbr" as const, width }, value }))),
    fc.constantFrom(..."azAZ09._").map((character) => ({ field: { kind: "char6" as const }, value: BigInt(character.charCodeAt(0)) })),
  );
}

function abbreviatedRecord(): fc.Arbitrary<{ readonly layout: Layout; readonly values: readonly bigint[] }> {
  const code = fc.bigInt(0n, 1000n).map((value) => ({ field: { kind: "literal" as const, value }, value }));
  const elements = fieldAndValue()
    .filter(({ field }) => field.kind !== "literal")
    .chain(({ field, value }) => fc.array(fc.constant(value), { maxLength: 40 }).map((values) => ({ tail: { array: field }, values })));
  const blob = fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ tail: "blob" as const, values: [...bytes].map(BigInt) }));
  const none = fc.constant({ tail: undefined, values: [] as bigint[] });
  return fc.tuple(code, fc.array(fieldAndValue(), { maxLength: 12 }), fc.oneof(elements, blob, none)).map(([first, scalars, { tail, values }]) => {
    const fields = [first, ...scalars];
    return { layout: { fields: fields.map(({ field }) => field), ...(tail && { tail }) }, values: [...fields.map(({ value }) => value), ...values] };
  });
}
