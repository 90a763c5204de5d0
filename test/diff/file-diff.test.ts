import { expect } from "chai";
import fc from "fast-check";
import { alignLines } from "../../src/diff/align-lines.js";
import { FileDiff } from "../../src/diff/file-diff.js";
import type { DiffReport } from "../../src/diff/report.js";
import { Module } from "../../src/ir/module.js";

const BEFORE = `source_filename = "m"
target triple = "x86_64-unknown-linux-gnu"

@text = private unnamed_addr constant [6 x i8] c"hello\\0A", align 1

; Function Attrs: nounwind
define void @hello() unnamed_addr #0 {
start:
  %0 = tail call i32 (ptr, ...) @printk(ptr noundef nonnull @text) #1
  ret void
}

define i32 @leaf(i32 %0, i32) #0 {
  %3 = add i32 %0, %1, !dbg !1
  br label %4

4:                                                ; preds = %2
  %5 = phi i32 [ %3, %2 ]
  ret i32 %5
}

declare i32 @printk(ptr, ...) unnamed_addr #1

attributes #0 = { nounwind "target-cpu"="x86-64" }
attributes #1 = { nounwind }

!llvm.module.flags = !{!0}
!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !DILocation(line: 4, scope: !2)
!2 = distinct !DISubprogram(name: "leaf", line: 3, unit: !3)
!3 = distinct !DICompileUnit(language: DW_LANG_Rust, retainedNodes: !4)
!4 = !{!2}
`;

/** The same module with other numbers and in another order. */
const RENUMBERED = `source_filename = "m"
target triple = "x86_64-unknown-linux-gnu"

@text = private unnamed_addr constant [6 x i8] c"hello\\0A", align 1

declare i32 @printk(ptr, ...) unnamed_addr #8

define i32 @leaf(i32 %0, i32) #7 {
  %3 = add i32 %0, %1, !dbg !11
  br label %4

4:                                                ; preds = %2
  %5 = phi i32 [ %3, %2 ]
  ret i32 %5
}

define void @hello() unnamed_addr #7 {
start:
  %0 = tail call i32 (ptr, ...) @printk(ptr noundef nonnull @text) #8
  ret void
}

attributes #7 = { "target-cpu"="x86-64" nounwind }
attributes #8 = { nounwind }

!llvm.module.flags = !{!10}
!10 = !{i32 7, !"PIC Level", i32 2}
!14 = !{!12}
!13 = distinct !DICompileUnit(language: DW_LANG_Rust, retainedNodes: !14)
!12 = distinct !DISubprogram(name: "leaf", line: 3, unit: !13)
!11 = !DILocation(line: 4, scope: !12)
`;

function compare(before: string, after: string, symbol?: string): DiffReport {
  return new FileDiff(new Module(Buffer.from(before, "latin1")), new Module(Buffer.from(after, "latin1")), { symbols: symbol === undefined ? undefined : [symbol] }).report();
}

/** Changes as `entity: -before +after`. */
function changes(report: DiffReport): string[] {
  return [...report.changes].map(({ entity, fate, before, after }) => {
    const lines = [...before.map((line) => `-${line.toString("latin1").trim()}`), ...after.map((line) => `+${line.toString("latin1").trim()}`)];
    return `${entity} ${fate}: ${lines.join(" ")}`;
  });
}

describe("two modules compared", () => {
  it("are the same where only numbers, the order and comments differ", () => {
    for (const report of [compare(BEFORE, RENUMBERED), compare(RENUMBERED, BEFORE)]) {
      expect(changes(report)).to.deep.equal([]);
      expect(report.attributes).to.deep.equal([]);
    }
  });

  it("show an instruction put in, and not the numbers behind it", () => {
    const after = RENUMBERED.replace("%3 = add i32 %0, %1, !dbg !11", "%3 = xor i32 %0, 7\n  %4 = add i32 %0, %1, !dbg !11")
      .replace("br label %4", "br label %5").replace("4:   ", "5:   ").replace("%5 = phi i32 [ %3, %2 ]", "%6 = phi i32 [ %4, %2 ]").replace("ret i32 %5", "ret i32 %6");
    expect(changes(compare(BEFORE, after))).to.deep.equal(["@leaf changed: +%3 = xor i32 %0, 7"]);
    const wrong = RENUMBERED.replace("phi i32 [ %3, %2 ]", "phi i32 [ %0, %2 ]");
    expect(changes(compare(BEFORE, wrong))).to.deep.equal(["@leaf changed: -%5 = phi i32 [ %3, %2 ] +%5 = phi i32 [ %0, %2 ]"]);
  });

  it("name the attribute that came or went, and the functions", () => {
    const report = compare(BEFORE, RENUMBERED.replace('"target-cpu"="x86-64" nounwind', 'nounwind noredzone "target-cpu"="x86-64"'));
    expect(report.attributes).to.deep.equal([{ pass: undefined, added: ["noredzone"], removed: [], functions: ["@hello", "@leaf"] }]);
    expect(changes(report)).to.deep.equal(['attributes #0 changed: -attributes #0 = { nounwind "target-cpu"="x86-64" } +attributes #7 = { nounwind noredzone "target-cpu"="x86-64" }']);
  });

  it("show linkage, constants, declarations, the triple, flags and debug info", () => {
    const edits: [string, string, string[]][] = [
      ["define void @hello()", "define internal void @hello()", ["@hello changed: -define void @hello() unnamed_addr #0 { +define internal void @hello() unnamed_addr #7 {"]],
      ["hello\\0A", "hallo\\0A", ['@text changed: -@text = private unnamed_addr constant [6 x i8] c"hello\\0A", align 1 +@text = private unnamed_addr constant [6 x i8] c"hallo\\0A", align 1']],
      ["declare i32 @printk(ptr, ...) unnamed_addr #8\n", "", ["@printk removed: -declare i32 @printk(ptr, ...) unnamed_addr #1"]],
      ["linux-gnu", "linux-musl", ['target triple changed: -target triple = "x86_64-unknown-linux-gnu" +target triple = "x86_64-unknown-linux-musl"']],
      ["i32 7, !\"PIC Level\"", "i32 8, !\"PIC Level\"", ['!0 changed: -!0 = !{i32 7, !"PIC Level", i32 2} +!10 = !{i32 8, !"PIC Level", i32 2}']],
      ["line: 3", "line: 33", ['!2 changed: -!2 = distinct !DISubprogram(name: "leaf", line: 3, unit: !3) +!12 = distinct !DISubprogram(name: "leaf", line: 33, unit: !13)']],
    ];
    for (const [from, to, expected] of edits) expect(changes(compare(BEFORE, RENUMBERED.replace(from, to)))).to.deep.equal(expected);
  });

  it("show one function alone when asked to", () => {
    const after = RENUMBERED.replace("ret void", "unreachable").replace("ret i32 %5", "unreachable");
    expect(changes(compare(BEFORE, after))).to.have.length(2);
    expect(changes(compare(BEFORE, after, "hello"))).to.deep.equal(["@hello changed: -ret void +unreachable"]);
  });
});

describe("alignment of lines", () => {
  it("gives equal lines, rising in both, and all of equal texts", () => {
    const text = fc.array(fc.nat(6), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const pairs = alignLines(Uint32Array.from(left), Uint32Array.from(right));
        pairs.forEach(([a, b], index) => {
          expect(left[a]).to.equal(right[b]);
          if (index > 0) {
            expect(a).to.be.greaterThan(pairs[index - 1]![0]);
            expect(b).to.be.greaterThan(pairs[index - 1]![1]);
          }
        });
        expect(alignLines(Uint32Array.from(left), Uint32Array.from(left))).to.have.length(left.length);
      }),
    );
  });

  it("finds a longest row of common lines where none is unique", () => {
    const longest = (a: number[], b: number[]): number => {
      const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
      for (let i = 1; i <= a.length; i++) {
        for (let j = 1; j <= b.length; j++) table[i]![j] = a[i - 1] === b[j - 1] ? table[i - 1]![j - 1]! + 1 : Math.max(table[i - 1]![j]!, table[i]![j - 1]!);
      }
      return table[a.length]![b.length]!;
    };
    // Every line twice: Myers's algorithm alone decides.
    const text = fc.array(fc.nat(4), { maxLength: 12 }).map((lines) => lines.flatMap((line) => [line, line]));
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(alignLines(Uint32Array.from(left), Uint32Array.from(right)).length).to.be.at.most(longest(left, right));
      }),
    );
    expect(alignLines(Uint32Array.of(1, 1, 2, 2, 1, 1), Uint32Array.of(2, 2, 1, 1))).to.have.length(4);
  });
});
