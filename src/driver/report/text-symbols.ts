// What a module of text says of its functions and variables.

import { printAttribute } from "../../asm/attributes.js";
import type { TextRange } from "../../asm/clauses.js";
import { callingConvention, type FunctionHeader } from "../../asm/function-header.js";
import { functionType, typeText } from "../../asm/function-type.js";
import type { GlobalHeader } from "../../asm/global-header.js";
import type { Function } from "../../ir/function.js";
import type { GlobalValue } from "../../ir/global-value.js";
import type { Module } from "../../ir/module.js";
import { latin1 } from "../../support/latin1.js";
import { decodeUtf8 } from "../../support/printable-text.js";
import { countInstructions } from "./count-instructions.js";
import type { SymbolReport } from "./module-report.js";
import { parameterAttributes, returnAttributes } from "./text-attributes.js";

/** The functions and variables that have a name. */
export function textSymbols(module: Module): SymbolReport[] {
  return [...module.functions()].flatMap(functionSymbol).concat([...module.globals()].flatMap(globalSymbol));
}

/**
 * A name as people read it: in the module it is bytes, one character each. Where those are no UTF-8,
 * each that is no ASCII becomes a lone surrogate, as the bitcode reader has it.
 */
export function readableName(name: string): string {
  return decodeUtf8(name) ?? name.replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(0xdc00 | byte.charCodeAt(0)));
}

type Words = readonly (TextRange & { readonly word: string })[];
type Clauses = Pick<SymbolReport, "unnamedAddr" | "dllStorage" | "threadLocal" | "alignment" | "section" | "partition" | "comdat" | "gc">;

const LINKAGES: ReadonlySet<string> = new Set([
  "private", "internal", "available_externally", "linkonce", "linkonce_odr", "weak", "weak_odr", "common", "appending", "extern_weak", "external",
]);
const VISIBILITIES: ReadonlySet<string> = new Set(["hidden", "protected"]);
const DLL_STORAGES: ReadonlySet<string> = new Set(["dllimport", "dllexport"]);
const UNNAMED_ADDRS: ReadonlySet<string> = new Set(["unnamed_addr", "local_unnamed_addr"]);

function functionSymbol(fn: Function): SymbolReport[] {
  const { symbol, isDefinition, bytes } = fn;
  if (symbol === undefined) return [];
  const header = fn.header();
  return [
    {
      name: readableName(symbol),
      kind: "function",
      ...linking(header?.qualifiers ?? []),
      isDefinition,
      type: header === undefined ? "" : functionTypeText(bytes, header),
      ...(header && { callingConvention: callingConvention(header), ...functionClauses(bytes, symbol, header) }),
      attributes: fn.attributes().map(printAttribute),
      ...(header && { returnAttributes: returnAttributes(bytes, fn.start, header), parameterAttributes: parameterAttributes(bytes, header) }),
      ...(isDefinition && header && { instructions: countInstructions(bytes, header.bodyStart + 1, fn.stop - 1) }),
      bytes: fn.stop - fn.start,
    },
  ];
}

function functionTypeText(bytes: Buffer, header: FunctionHeader): string {
  const { returns, parameters } = functionType(bytes, header);
  return `${returns} (${parameters.join(", ")})`;
}

function functionClauses(bytes: Buffer, symbol: string, { qualifiers, unnamedAddr, align, section, partition, comdat, gc }: FunctionHeader): Clauses {
  return {
    ...optional("unnamedAddr", unnamedAddr && latin1(bytes, unnamedAddr.start, unnamedAddr.stop)),
    ...optional("dllStorage", wordOf(qualifiers, DLL_STORAGES)),
    ...optional("alignment", align && numberIn(bytes, align)),
    ...optional("section", section?.value),
    ...optional("partition", partition?.value),
    ...optional("comdat", comdat && readableName(comdat.symbol ?? symbol)),
    ...optional("gc", gc?.value),
  };
}

function globalSymbol(global: GlobalValue): SymbolReport[] {
  const { symbol, bytes } = global;
  if (symbol === undefined) return [];
  const header = global.header();
  const kind = header?.form === "alias" || header?.form === "ifunc" ? header.form : "variable";
  return [
    {
      name: readableName(symbol),
      kind,
      ...linking(header?.qualifiers ?? []),
      isDefinition: header?.initializer !== undefined,
      type: header === undefined ? "" : typeText(bytes, header.type),
      ...(kind === "variable" && { isConstant: header?.form === "constant" }),
      ...(header && globalClauses(bytes, symbol, header)),
      attributes: (header?.attributes ?? []).flatMap((item) => (item.group === undefined ? [item] : (global.module.attributeGroup(item.group)?.attributes ?? []))).map(printAttribute),
      bytes: global.stop - global.start,
    },
  ];
}

function globalClauses(bytes: Buffer, symbol: string, { qualifiers, align, section, partition, comdat }: GlobalHeader): Clauses {
  const threadLocal = qualifiers.find(({ word }) => word === "thread_local");
  return {
    ...optional("unnamedAddr", wordOf(qualifiers, UNNAMED_ADDRS)),
    ...optional("dllStorage", wordOf(qualifiers, DLL_STORAGES)),
    ...optional("threadLocal", threadLocal && (/\((\w+)\)/.exec(latin1(bytes, threadLocal.start, threadLocal.stop))?.[1] ?? "generaldynamic")),
    ...optional("alignment", align && numberIn(bytes, align)),
    ...optional("section", section?.value),
    ...optional("partition", partition?.value),
    ...optional("comdat", comdat && readableName(comdat.symbol ?? symbol)),
  };
}

function linking(qualifiers: Words): Pick<SymbolReport, "linkage" | "visibility"> {
  return { linkage: wordOf(qualifiers, LINKAGES) ?? "external", visibility: wordOf(qualifiers, VISIBILITIES) ?? "default" };
}

function wordOf(qualifiers: Words, words: ReadonlySet<string>): string | undefined {
  return qualifiers.find(({ word }) => words.has(word))?.word;
}

function numberIn(bytes: Buffer, { start, stop }: TextRange): number {
  return Number(/\d+/.exec(latin1(bytes, start, stop))?.[0] ?? 0);
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [key in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [key in Key]: Value });
}
