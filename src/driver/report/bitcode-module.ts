// Reports on a module of bitcode, which is read as it is: no program has to make text of it.

import { type BitcodeModule, integerOf, type ModuleFlag, structBodyText } from "llvm-bitcode-reader";
import { writerOf } from "../../bitcode/writer.js";
import { producerMajor } from "../../toolchain/version.js";
import type { Dialect } from "../dialect-guess.js";
import { attributeTexts } from "./attribute-texts.js";
import { bitcodeSymbol, isDefinition } from "./bitcode-symbols.js";
import { unterminatedStrings } from "./bitcode-strings.js";
import { countAttributes } from "./count-attributes.js";
import type { EntityCounts, ModuleReport } from "./module-report.js";

/**
 * What a module of bitcode is and holds.
 *
 * @param bytes how many bytes the bitcode has that it is in.
 * @throws BitcodeError where a part of it is malformed.
 */
export function reportBitcodeModule(module: BitcodeModule, path: ModuleReport["path"], bytes: number): ModuleReport {
  const { producer, compilers } = writerOf(module);
  return {
    schemaVersion: 1,
    kind: "module",
    format: "bitcode",
    path,
    producer: producer ?? null,
    compilers,
    dialect: dialectOf(module, producer),
    sourceFilename: module.sourceFileName ?? null,
    triple: module.triple ?? null,
    dataLayout: module.dataLayout ?? null,
    moduleAsm: module.moduleAsm ?? null,
    bytes,
    lines: null,
    counts: countEntities(module),
    types: module.types.flatMap((type) => (type.kind === "struct" && (type.name ?? type.number) !== undefined ? [{ name: type.name ?? String(type.number), type: structBodyText(type) }] : [])),
    sections: module.sections,
    comdats: module.comdats,
    moduleFlags: module.moduleFlags.map(({ behavior, name, value }) => ({ behavior, name, value: flagValue(value) })),
    namedMetadata: module.namedMetadata.map(({ name, operands }) => ({ name, operands: operands.length })),
    attributes: countAttributes(module.functions.filter(isDefinition).map(({ attributes }) => attributeTexts(attributes.function))),
    symbols: module.globalValues.flatMap((value) => bitcodeSymbol(value) ?? []),
    unterminatedStrings: unterminatedStrings(module.globals),
  };
}

/** LLVM reads what older releases wrote, and makes no promise for newer ones. */
function dialectOf({ types }: BitcodeModule, producer: string | undefined): Dialect {
  const pointers = types.filter((type) => type.kind === "pointer");
  const typed = pointers.filter(({ pointee }) => pointee !== undefined).length;
  const atLeast = producerMajor(producer) ?? null;
  return {
    pointers: pointers.length === 0 ? "none" : typed === 0 ? "opaque" : typed === pointers.length ? "typed" : "both",
    atLeast,
    because: atLeast === null ? [] : ["it wrote the bitcode"],
  };
}

function countEntities(module: BitcodeModule): EntityCounts {
  const { functions, moduleAsm = "" } = module;
  const definitions = functions.filter(isDefinition).length;
  return {
    definitions,
    declarations: functions.length - definitions,
    variables: module.globals.length,
    aliases: module.aliases.length + module.ifuncs.length,
    types: module.types.filter((type) => type.kind === "struct" && (type.name ?? type.number) !== undefined).length,
    comdats: module.comdats.length,
    attributeGroups: module.attributeGroups.filter(({ place }) => place === "function").length,
    namedMetadata: module.namedMetadata.length,
    metadataNodes: countNodes(module),
    assemblyLines: moduleAsm.split("\n").filter((line) => line !== "").length,
    unknown: module.unknown.length,
  };
}

/** Records of metadata that are no nodes: names, strings, wrapped values, tables of places. */
const NO_NODES: ReadonlySet<string> = new Set([
  "STRING_OLD", "STRINGS", "NAME", "KIND", "NAMED_NODE", "VALUE", "GLOBAL_DECL_ATTACHMENT", "INDEX_OFFSET", "INDEX", "ARG_LIST",
]);

function countNodes({ metadata }: BitcodeModule): number {
  const counts = [...(metadata?.recordCounts ?? [])];
  return counts.reduce((sum, [record, count]) => (NO_NODES.has(record) ? sum : sum + count), 0);
}

function flagValue(value: ModuleFlag["value"]): string {
  if (value?.kind === "string") return value.text;
  const integer = integerOf(value);
  if (integer !== undefined) return String(integer);
  // Nodes may mention one another in circles.
  return value?.kind === "node" ? `!{${(value.operands ?? []).map((operand) => (operand?.kind === "node" ? "!{…}" : flagValue(operand))).join(", ")}}` : "null";
}
