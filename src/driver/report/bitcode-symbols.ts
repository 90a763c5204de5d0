// What a module of bitcode says of its functions and variables.

import { type Attribute, type GlobalValue, typeText } from "llvm-bitcode-reader";
import { attributeTexts } from "./attribute-texts.js";
import type { SymbolReport } from "./module-report.js";

/** A function or variable; undefined for one without a name. */
export function bitcodeSymbol(value: GlobalValue): SymbolReport | undefined {
  if (value.name === "") return undefined;
  const { name, kind, linkage, visibility, type, unnamedAddr, dllStorage, partition } = value;
  return {
    name,
    kind,
    linkage,
    isDefinition: isDefinition(value),
    visibility,
    type: typeText(type),
    ...(kind === "function" && { callingConvention: value.callingConvention }),
    ...(unnamedAddr && { unnamedAddr }),
    ...(dllStorage !== "default" && { dllStorage }),
    ...("threadLocal" in value && value.threadLocal !== undefined && { threadLocal: value.threadLocal }),
    ...(kind === "variable" && { isConstant: value.isConstant }),
    ...((kind === "variable" || kind === "function") && placement(value)),
    ...(partition !== undefined && { partition }),
    ...(kind === "function" && value.gc !== undefined && { gc: value.gc }),
    attributes: attributeTexts(attributesOf(value)),
    ...(kind === "function" && signatureAttributes(value)),
    ...(kind === "function" && value.body !== undefined && { instructions: value.body.instructions }),
  };
}

export function isDefinition(value: GlobalValue): boolean {
  return value.kind === "alias" || value.kind === "ifunc" || !value.isDeclaration;
}

function placement({ alignment, section, comdat }: Extract<GlobalValue, { readonly kind: "variable" | "function" }>): Pick<SymbolReport, "alignment" | "section" | "comdat"> {
  return { ...(alignment !== undefined && { alignment }), ...(section !== undefined && { section }), ...(comdat && { comdat: comdat.name }) };
}

function signatureAttributes({ attributes, type }: Extract<GlobalValue, { readonly kind: "function" }>): Pick<SymbolReport, "returnAttributes" | "parameterAttributes"> {
  return {
    returnAttributes: attributeTexts(attributes.return),
    parameterAttributes: type.parameters.map((_, index) => attributeTexts(attributes.parameters.get(index) ?? NONE)),
  };
}

function attributesOf(value: GlobalValue): readonly Attribute[] {
  if (value.kind === "function") return value.attributes.function;
  return value.kind === "variable" ? value.attributes : NONE;
}

const NONE: readonly Attribute[] = [];
