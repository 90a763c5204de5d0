// What a module of bitcode says of its functions and variables.

import { attributeText, type GlobalValue, typeText } from "llvm-bitcode-reader";
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
    attributes: attributesOf(value).map(attributeText),
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
    returnAttributes: attributes.return.map(attributeText),
    parameterAttributes: type.parameters.map((_, index) => (attributes.parameters.get(index) ?? []).map(attributeText)),
  };
}

function attributesOf(value: GlobalValue): Parameters<typeof attributeText>[0][] {
  if (value.kind === "function") return [...value.attributes.function];
  return value.kind === "variable" ? [...value.attributes] : [];
}
