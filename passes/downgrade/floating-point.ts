// Minima and maxima of floating-point numbers, by comparisons (LangRef, "Floating-Point Min/Max Intrinsics Comparison").

import type { Named } from "./expansion.js";
import type { Operand } from "./operands.js";

/** llvm.minimumnum: of a number and a NaN the number; -0 is below +0. */
export function minimumOf(named: Named, a: Operand, b: Operand): string {
  return numberOf(named, a, b, "olt", "or");
}

export function maximumOf(named: Named, a: Operand, b: Operand): string {
  return numberOf(named, a, b, "ogt", "and");
}

/** llvm.minimum: of a number and a NaN a NaN; -0 is below +0. */
export function propagatingMinimum(named: Named, a: Operand, b: Operand): string {
  return propagating(named, a, b, "olt", "or");
}

export function propagatingMaximum(named: Named, a: Operand, b: Operand): string {
  return propagating(named, a, b, "ogt", "and");
}

function numberOf(named: Named, a: Operand, b: Operand, order: string, join: string): string {
  const { type, flags, best } = ordered(named, a, b, order, join);
  const isNan = named(`fcmp uno ${type} ${b.value}, ${b.value}`);
  return `select ${flags} ${isNan}, ${type} ${a.value}, ${type} ${best}`;
}

function propagating(named: Named, a: Operand, b: Operand, order: string, join: string): string {
  const { type, flags, best } = ordered(named, a, b, order, join);
  const isNan = named(`fcmp uno ${type} ${a.value}, ${b.value}`);
  const nan = named(`fadd ${type} ${a.value}, ${b.value}`);
  return `select ${flags} ${isNan}, ${type} ${nan}, ${type} ${best}`;
}

/** The lower or higher of two numbers; `b` where one is a NaN. Zeros that compare equal differ in their signs, which `join` settles. */
function ordered(named: Named, a: Operand, b: Operand, order: string, join: string): { type: string; flags: string; best: string } {
  const { type } = a;
  const flags = ofLanes(type, "i1");
  const bits = ofLanes(type, `i${BITS[elementOf(type)] ?? 0}`);
  const first = named(`fcmp ${order} ${type} ${a.value}, ${b.value}`);
  const lower = named(`select ${flags} ${first}, ${type} ${a.value}, ${type} ${b.value}`);
  const equal = named(`fcmp oeq ${type} ${a.value}, ${b.value}`);
  const aBits = named(`bitcast ${type} ${a.value} to ${bits}`);
  const bBits = named(`bitcast ${type} ${b.value} to ${bits}`);
  const joined = named(`${join} ${bits} ${aBits}, ${bBits}`);
  const zero = named(`bitcast ${bits} ${joined} to ${type}`);
  return { type, flags, best: named(`select ${flags} ${equal}, ${type} ${zero}, ${type} ${lower}`) };
}

const BITS: Readonly<Record<string, number>> = { half: 16, bfloat: 16, float: 32, double: 64, x86_fp80: 80, fp128: 128, ppc_fp128: 128 };

function elementOf(type: string): string {
  return / x ([^ ]+)>$/.exec(type)?.[1] ?? type;
}

/** The type with each element of type `element`: `<4 x i1>` for `<4 x float>`. */
function ofLanes(type: string, element: string): string {
  return type.startsWith("<") ? type.replace(/ x [^ ]+>$/, ` x ${element}>`) : element;
}
