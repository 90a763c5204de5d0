// Intrinsics that older LLVMs lack, or take other arguments for. One that a parser
// does not know passes it all the same and ends as an undefined symbol.

import type { CallSite } from "../../src/asm/calls.js";
import { fragmentOf, hasOperationAfter } from "./debug-expressions.js";
import { maximumOf, minimumOf, propagatingMaximum, propagatingMinimum } from "./floating-point.js";
import { expandCall, type Named, removeCall } from "./expansion.js";
import { commasBetween, operandsOf, type Operand } from "./operands.js";
import type { IntrinsicRow } from "./row.js";
import type { Site } from "./site.js";

export const intrinsics: readonly IntrinsicRow[] = [
  {
    construct: "llvm.lifetime.start, llvm.lifetime.end with one argument", since: 22, instead: "i64 -1, for any size, goes before it",
    names: ["llvm.lifetime.start", "llvm.lifetime.end"],
    rewriteCall(site, call) {
      const operands = operandsOf(site, call);
      if (operands?.length !== 1) return false;
      if (operands[0]!.value === "poison") removeCall(site, call);
      else site.insert(operands[0]!.start, "i64 -1, ");
      return true;
    },
    rewriteDeclaration(fn) {
      const { parameters } = fn.header()!;
      const isOld = fn.bytes.toString("latin1", parameters.start, parameters.stop).includes(",");
      return isOld ? [] : [{ start: parameters.start + 1, stop: parameters.start + 1, text: "i64 immarg, " }];
    },
  },
  expanded(19, "llvm.ucmp", "sub (zext (icmp ugt)) (zext (icmp ult))", (named, [a, b], result) => compare("u", named, a!, b!, result)),
  expanded(19, "llvm.scmp", "sub (zext (icmp sgt)) (zext (icmp slt))", (named, [a, b], result) => compare("s", named, a!, b!, result)),
  expanded(22, "llvm.minimumnum", "comparisons and selects", (named, [a, b]) => minimumOf(named, a!, b!)),
  expanded(22, "llvm.maximumnum", "comparisons and selects", (named, [a, b]) => maximumOf(named, a!, b!)),
  // The parsers know them long since; the code generators of 15 and 16 end with "Cannot select" on x86.
  expanded(19, "llvm.minimum", "comparisons and selects", (named, [a, b]) => propagatingMinimum(named, a!, b!)),
  expanded(19, "llvm.maximum", "comparisons and selects", (named, [a, b]) => propagatingMaximum(named, a!, b!)),
  expanded(16, "llvm.threadlocal.address", "getelementptr i8, ptr @x, i64 0", (_named, [pointer]) => `getelementptr i8, ${pointer!.type} ${pointer!.value}, i64 0`),
  expanded(19, "llvm.allow.runtime.check, llvm.allow.ubsan.check", "true", () => "or i1 true, true"),
  renamed(19, "llvm.va_start.p0, llvm.va_end.p0, llvm.va_copy.p0", "without .p0", [".p0", ""], "llvm.va_start.p0", "llvm.va_end.p0", "llvm.va_copy.p0"),
  renamed(19, "llvm.stacksave.p0, llvm.stackrestore.p0", "without .p0", [".p0", ""], "llvm.stacksave.p0", "llvm.stackrestore.p0"),
  renamed(19, "llvm.vector.reverse, llvm.vector.splice", "llvm.experimental.vector.…", ["llvm.vector.", "llvm.experimental.vector."], "llvm.vector.reverse", "llvm.vector.splice"),
  renamed(16, "llvm.get.rounding", "llvm.flt.rounds", ["llvm.get.rounding", "llvm.flt.rounds"], "llvm.get.rounding"),
  {
    construct: "llvm.coro.end with a third argument", since: 19, instead: "without it where it is none, else refused", names: ["llvm.coro.end"],
    rewriteCall(site, call) {
      const operands = operandsOf(site, call);
      if (operands?.length !== 3) return false;
      if (operands[2]!.value !== "none") site.refuse("a coroutine's end gives values back", call.start, call.stop);
      else site.replace(operands[1]!.stop, operands[2]!.stop, "");
      return true;
    },
    rewriteDeclaration(fn) {
      const { parameters } = fn.header()!;
      const commas = commasBetween(fn.bytes, parameters);
      return commas.length === 2 ? [{ start: commas[1]!, stop: parameters.stop - 1, text: "" }] : [];
    },
  },
  aligned("llvm.masked.load", 0, 1),
  aligned("llvm.masked.store", 1, 2),
  aligned("llvm.masked.gather", 0, 1),
  aligned("llvm.masked.scatter", 1, 2),
  {
    construct: "llvm.memcpy.inline, llvm.memset.inline with a length that is no constant", since: 19, instead: "refused: others may call the library",
    names: ["llvm.memcpy.inline", "llvm.memset.inline"],
    rewriteCall(site, call) {
      const length = operandsOf(site, call)?.[2]?.value;
      if (length === undefined || /^\d+$/.test(length)) return false;
      site.refuse(`copying ${length} bytes without a call`, call.start, call.stop);
      return true;
    },
    rewriteDeclaration: () => [],
  },
  {
    construct: "llvm.vector.interleave2", since: 19, instead: "shufflevector; refused for scalable vectors", names: ["llvm.vector.interleave2"],
    rewriteCall(site, call) {
      const operands = operandsOf(site, call);
      const lanes = Number(/^<(\d+) x /.exec(operands?.[0]?.type ?? "")?.[1]);
      if (operands === undefined || Number.isNaN(lanes)) return refuseCall(site, call);
      const [a, b] = operands as [Operand, Operand];
      const mask = Array.from({ length: 2 * lanes }, (_, lane) => `i32 ${(lane >> 1) + (lane & 1) * lanes}`).join(", ");
      expandCall(site, call, () => `shufflevector ${a.type} ${a.value}, ${b.type} ${b.value}, <${2 * lanes} x i32> <${mask}>`);
      return true;
    },
  },
  {
    construct: "llvm.vector.deinterleave2", since: 19, instead: "shufflevectors; refused for scalable vectors", names: ["llvm.vector.deinterleave2"],
    rewriteCall(site, call) {
      const operands = operandsOf(site, call);
      const lanes = Number(/^<(\d+) x /.exec(operands?.[0]?.type ?? "")?.[1]) / 2;
      if (operands === undefined || Number.isNaN(lanes)) return refuseCall(site, call);
      const [{ type, value }] = operands as [Operand];
      const result = site.text(call.type.start, call.type.stop);
      const half = type.replace(/^<\d+/, `<${lanes}`);
      expandCall(site, call, (named) => {
        const [even, odd] = [0, 1].map((first) => {
          const mask = Array.from({ length: lanes }, (_, lane) => `i32 ${2 * lane + first}`).join(", ");
          return named(`shufflevector ${type} ${value}, ${type} poison, <${lanes} x i32> <${mask}>`);
        });
        return `insertvalue ${result} ${named(`insertvalue ${result} poison, ${half} ${even!}, 0`)}, ${half} ${odd!}, 1`;
      });
      return true;
    },
  },
  {
    construct: "calls of llvm.dbg.value, llvm.dbg.declare with such an operation", since: 22, instead: "the variable has no value there (poison)",
    names: ["llvm.dbg.value", "llvm.dbg.declare", "llvm.dbg.assign"],
    rewriteCall(site, call) {
      const { start, stop } = call.arguments;
      const text = site.text(start, stop);
      const expression = /!DIExpression\([^)]*\)/.exec(text);
      if (expression === null || !hasOperationAfter(expression[0], site.to)) return false;
      const variable = text.indexOf(", metadata");
      site.retract(start, stop);
      site.replace(start, stop, `(metadata i8 poison${text.slice(variable, expression.index)}${fragmentOf(expression[0])}${text.slice(expression.index + expression[0].length)}`);
      return true;
    },
    rewriteDeclaration: () => [],
  },
  {
    construct: "llvm.x86.avx512.vpdp…, llvm.x86.avx2.vpdp… with vectors of i8 or i16", since: 22, instead: "their bits as vectors of i32",
    names: ["avx512.vpdpbusd", "avx512.vpdpbusds", "avx512.vpdpwssd", "avx512.vpdpwssds",
      "avx2.vpdpbssd", "avx2.vpdpbssds", "avx2.vpdpbsud", "avx2.vpdpbsuds", "avx2.vpdpbuud", "avx2.vpdpbuuds",
      "avx2.vpdpwsud", "avx2.vpdpwsuds", "avx2.vpdpwusd", "avx2.vpdpwusds", "avx2.vpdpwuud", "avx2.vpdpwuuds"].map((name) => `llvm.x86.${name}`),
    rewriteCall(site, call) {
      const operands = operandsOf(site, call);
      const sum = operands?.[0];
      if (operands === undefined || sum === undefined || operands.every(({ type }) => type === sum.type)) return false;
      const callee = site.text(call.callee.start, call.callee.stop);
      expandCall(site, call, (named) => {
        const factors = operands.slice(1).map(({ type, value }) => `${sum.type} ${named(`bitcast ${type} ${value} to ${sum.type}`)}`);
        return `call ${sum.type} ${callee}(${[`${sum.type} ${sum.value}`, ...factors].join(", ")})`;
      });
      return true;
    },
    rewriteDeclaration(fn) {
      const header = fn.header()!;
      const type = fn.bytes.toString("latin1", header.returnType.start, header.returnType.stop);
      const { start, stop } = header.parameters;
      return [{ start: start + 1, stop: stop - 1, text: [type, type, type].join(", ") }];
    },
  },
  {
    construct: "llvm.fake.use", since: 22, instead: "dropped: it keeps a value for debuggers", names: ["llvm.fake.use"],
    rewriteCall(site, call) {
      removeCall(site, call);
      return true;
    },
  },
];

/** A row for intrinsics that instructions replace, with what to write for the last of them. */
function expanded(
  since: number, construct: string, instead: string, write: (named: Named, operands: readonly Operand[], resultType: string) => string,
): IntrinsicRow {
  return {
    construct, since, instead, names: construct.split(", "),
    rewriteCall(site, call) {
      const operands = operandsOf(site, call);
      if (operands === undefined || call.opcode !== "call") return refuseCall(site, call);
      const resultType = site.text(call.type.start, call.type.stop);
      expandCall(site, call, (named) => write(named, operands, resultType));
      return true;
    },
  };
}

/** A row for intrinsics that have another name in older LLVMs. */
function renamed(since: number, construct: string, instead: string, [from, to]: readonly [string, string], ...names: readonly string[]): IntrinsicRow {
  const newName = (name: string): string => name.replace(from, to);
  return {
    construct, since, instead, names,
    rewriteCall(site, call) {
      const { start, stop } = call.callee;
      site.replace(start, stop, newName(site.text(start, stop)));
      return true;
    },
    rewriteDeclaration(fn) {
      const { start, stop } = fn.header()!.name;
      return [{ start, stop, text: newName(fn.bytes.toString("latin1", start, stop)) }];
    },
  };
}

/** A row for intrinsics that take the pointer's alignment as an argument behind it, until LLVM 22 an `i32`. */
function aligned(name: string, pointer: number, behind: number): IntrinsicRow {
  return {
    construct: `${name} with align on its pointer`, since: 22, instead: "an i32 argument says it", names: [name],
    rewriteCall(site, call) {
      const operands = operandsOf(site, call);
      if (operands?.length !== 3) return false;
      const { type, value, align, start, stop } = operands[pointer]!;
      site.retract(start, stop);
      site.replace(start, stop, `${type} ${value}, i32 ${align === 0 ? 1 : align}`);
      return true;
    },
    rewriteDeclaration(fn) {
      const { parameters } = fn.header()!;
      const commas = commasBetween(fn.bytes, parameters);
      if (commas.length !== 2) return [];
      const at = commas[behind - 1]!;
      return [{ start: at, stop: at, text: ", i32 immarg" }];
    },
  };
}

function refuseCall(site: Site, call: CallSite): true {
  site.refuse(`this call of ${call.symbol ?? "an intrinsic"} is not written as LLVM prints it`, call.start, call.stop);
  return true;
}

/** -1, 0 or 1, for integers, pointers and vectors of them. */
function compare(sign: "u" | "s", named: Named, a: Operand, b: Operand, result: string): string {
  const below = named(`icmp ${sign}lt ${a.type} ${a.value}, ${b.value}`);
  const above = named(`icmp ${sign}gt ${a.type} ${a.value}, ${b.value}`);
  const flags = a.type.startsWith("<") ? a.type.replace(/ x .*>$/, " x i1>") : "i1";
  const one = named(`zext ${flags} ${above} to ${result}`);
  const minusOne = named(`zext ${flags} ${below} to ${result}`);
  return `sub ${result} ${one}, ${minusOne}`;
}
