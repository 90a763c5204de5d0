// What a module says of its symbols, as lines: from bitcode by the reader, from text by our own parser
// of LLVM IR. Where one compiler's two outputs agree, the reader is right.

import { attributeText, type Attribute, type BitcodeModule, escapeString, type GlobalValue, quoteName, structBodyText, typeText } from "llvm-bitcode-reader";
import { callArguments } from "../../../src/asm/call-arguments.js";
import { EntityKind } from "../../../src/asm/entity-kind.js";
import { parseFunctionHeader } from "../../../src/asm/function-header.js";
import { parseGlobalHeader } from "../../../src/asm/global-header.js";
import { scanModule } from "../../../src/asm/scan.js";

/** Lines of LLVM IR without initializers, bodies, names of parameters and metadata; attribute groups written out. */
export function headersOfBitcode(module: BitcodeModule): string[] {
  const names = slotNames(module);
  const lines = module.globalValues.map((value) => tidy(headerOf(value, names.get(value)!)));
  const comdats = new Map(module.comdats.map(({ name, selection }) => [name, selection]));
  for (const value of module.globalValues) {
    if ("comdat" in value && value.comdat) comdats.set(value.comdat.name, value.comdat.selection);
  }
  for (const [name, selection] of comdats) lines.push(`$${quoteName(name)} = comdat ${selection}`);
  for (const type of module.types) {
    if (type.kind === "struct" && (type.name ?? type.number) !== undefined) lines.push(`${typeText(type)} = type ${structBodyText(type)}`);
  }
  if (module.triple) lines.push(`target triple = "${module.triple}"`);
  if (module.dataLayout) lines.push(`target datalayout = "${module.dataLayout}"`);
  return lines;
}

/** The same lines of a module's text, as llvm-dis prints it. */
export function headersOfText(bytes: Buffer): string[] {
  const scan = scanModule(bytes);
  const groups = new Map<string, string>();
  const entities = Array.from({ length: scan.count }, (_, index) => ({ kind: scan.kinds[index], start: scan.starts[index]!, stop: scan.ends[index]!, body: scan.bodies[index]! }));
  for (const { kind, start, stop } of entities) {
    if (kind !== EntityKind.AttributeGroup) continue;
    const [, number, inside] = /^attributes (#\d+) = \{(.*)\}$/s.exec(bytes.toString("latin1", start, stop)) ?? [];
    if (number !== undefined) groups.set(number, inside!.replace(/\b(align|alignstack)=(\d+)/g, (_, name, value) => (name === "align" ? `align ${value}` : `alignstack(${value})`)));
  }
  return entities.flatMap(({ kind, start, stop, body }) => {
    switch (kind) {
      case EntityKind.Definition:
        return [functionLine(bytes, start, body, groups)];
      case EntityKind.Declaration:
        return [functionLine(bytes, start, stop, groups)];
      case EntityKind.GlobalValue:
        return [globalLine(bytes, start, stop, groups)];
      case EntityKind.Type:
      case EntityKind.Comdat:
      case EntityKind.Target:
        return [tidy(bytes.toString("latin1", start, stop))];
      default:
        return [];
    }
  });
}

function headerOf(value: GlobalValue, name: string): string {
  switch (value.kind) {
    case "function":
      return functionHeader(value, name);
    case "variable": {
      const { initializer: _, ...variable } = value;
      const declared = variable.isDeclaration && variable.linkage === "external" ? "external" : "";
      const words = [
        `${name} =`, declared, ...qualifiers(variable), threadLocal(variable.threadLocal), variable.unnamedAddr ?? "", addressSpace(variable.addressSpace),
        variable.isExternallyInitialized ? "externally_initialized" : "", variable.isConstant ? "constant" : "global", typeText(variable.type),
      ];
      const parts = [
        variable.section !== undefined ? `section "${escapeString(variable.section)}"` : "",
        variable.partition !== undefined ? `partition "${escapeString(variable.partition)}"` : "",
        variable.codeModel ? `code_model "${variable.codeModel}"` : "",
        ...variable.sanitizers,
        comdat(variable, variable.comdat?.name),
        variable.alignment ? `align ${variable.alignment}` : "",
      ];
      return `${words.filter(Boolean).join(" ")}${parts.filter(Boolean).map((part) => `, ${part}`).join("")} ${texts(variable.attributes)}`;
    }
    case "alias":
      return [`${name} =`, ...qualifiers(value), threadLocal(value.threadLocal), value.unnamedAddr ?? "", "alias", typeText(value.type), partition(value)].filter(Boolean).join(" ");
    case "ifunc":
      return [`${name} =`, ...qualifiers(value), "ifunc", typeText(value.type), partition(value)].filter(Boolean).join(" ");
  }
}

function functionHeader(fn: Extract<GlobalValue, { kind: "function" }>, name: string): string {
  const { type, attributes } = fn;
  const parameters = type.parameters.map((parameter, index) => [typeText(parameter), ...(attributes.parameters.get(index) ?? []).map(attributeText)].join(" "));
  if (type.isVarArg) parameters.push("...");
  const convention = /^cc\d/.test(fn.callingConvention) ? fn.callingConvention : fn.callingConvention === "ccc" ? "" : fn.callingConvention;
  return [
    fn.isDeclaration ? "declare" : "define", ...qualifiers(fn), convention, texts(attributes.return), typeText(type.returns), `${name}(${parameters.join(", ")})`,
    fn.unnamedAddr ?? "", addressSpace(fn.addressSpace), texts(attributes.function),
    fn.section !== undefined ? `section "${escapeString(fn.section)}"` : "",
    fn.partition !== undefined ? `partition "${escapeString(fn.partition)}"` : "",
    comdat(fn, fn.comdat?.name),
    fn.alignment ? `align ${fn.alignment}` : "",
    fn.gc !== undefined ? `gc "${escapeString(fn.gc)}"` : "",
  ].filter(Boolean).join(" ");
}

function qualifiers(value: GlobalValue | Omit<Extract<GlobalValue, { kind: "variable" }>, "initializer">): string[] {
  const isLocal = value.linkage === "internal" || value.linkage === "private";
  const isImplied = isLocal || (value.visibility !== "default" && value.linkage !== "extern_weak");
  return [
    value.linkage === "external" ? "" : value.linkage,
    value.isDsoLocal && !isImplied ? "dso_local" : "",
    value.visibility === "default" ? "" : value.visibility,
    value.dllStorage === "default" ? "" : value.dllStorage,
  ];
}

function texts(attributes: readonly Attribute[]): string {
  return attributes.map(attributeText).join(" ");
}

function threadLocal(mode: string | undefined): string {
  return mode === undefined ? "" : mode === "generaldynamic" ? "thread_local" : `thread_local(${mode})`;
}

function addressSpace(space: number): string {
  return space === 0 ? "" : `addrspace(${space})`;
}

function partition(value: GlobalValue): string {
  return value.partition === undefined ? "" : `, partition "${escapeString(value.partition)}"`;
}

function comdat({ name }: { readonly name: string }, comdatName: string | undefined): string {
  return comdatName === undefined ? "" : comdatName === name ? "comdat" : `comdat($${quoteName(comdatName)})`;
}

/** `@name`, or for those without one `@0`, `@1` in the order in which text numbers them. */
function slotNames(module: BitcodeModule): Map<GlobalValue, string> {
  const names = new Map<GlobalValue, string>();
  let next = 0;
  for (const value of [...module.globals, ...module.aliases, ...module.ifuncs, ...module.functions]) {
    names.set(value, value.name === "" ? `@${next++}` : `@${quoteName(value.name)}`);
  }
  return names;
}

function functionLine(bytes: Buffer, start: number, stop: number, groups: ReadonlyMap<string, string>): string {
  const header = parseFunctionHeader(bytes, start, stop);
  if (header === undefined) return `unparsed ${bytes.toString("latin1", start, stop)}`;
  const parameters = callArguments(bytes, header.parameters).map((range) => {
    const text = bytes.toString("latin1", range.start, range.stop);
    return header.isDefinition ? text.replace(/ %(?:[-\w$.]+|"[^"]*")$/, "") : text;
  });
  const left = [...header.attachments, header.prefix, header.prologue, header.personality];
  const before = without(bytes, start, header.parameters.start, left);
  const after = without(bytes, header.parameters.stop, stop, left);
  return tidy(expand(`${before}(${parameters.join(", ")})${after}`, groups));
}

function globalLine(bytes: Buffer, start: number, stop: number, groups: ReadonlyMap<string, string>): string {
  const header = parseGlobalHeader(bytes, start, stop);
  if (header === undefined) return `unparsed ${bytes.toString("latin1", start, stop)}`;
  const text = without(bytes, start, stop, [header.initializer]);
  const isAlias = header.form === "alias" || header.form === "ifunc";
  return tidy(expand((isAlias ? text.replace(/, +(?=,|$|!)/, "") : text).replace(/, !\w[\w.]* !\d+/g, ""), groups));
}

function without(bytes: Buffer, start: number, stop: number, left: readonly ({ readonly start: number; readonly stop: number } | undefined)[]): string {
  let text = "";
  let at = start;
  for (const range of left.filter((range) => range !== undefined).sort((a, b) => a.start - b.start)) {
    if (range.start < at || range.stop > stop) continue;
    text += bytes.toString("latin1", at, range.start);
    at = range.stop;
  }
  return text + bytes.toString("latin1", at, stop);
}

function expand(text: string, groups: ReadonlyMap<string, string>): string {
  return text.replace(/ (#\d+)(?= |$)/g, (whole, number: string) => groups.get(number) ?? whole);
}

function tidy(line: string): string {
  return line.replace(/\s+/g, " ").replace(/ ,/g, ",").trim();
}
