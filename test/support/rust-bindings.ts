// The kernel's declarations in Rust, from the built-in table: crates/kext/src/kernel/BUNDLE.rs.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeDarwin } from "../../src/kpi/darwin.js";
import { type KernelSymbol, kernelSymbols } from "../../src/kpi/table.js";

/** What each file of bindings is to hold, by its path. */
export function rustBindings(): ReadonlyMap<string, string> {
  const symbols = [...kernelSymbols().values()];
  const bundles = [...new Set(symbols.map(({ bundle }) => bundle))];
  return new Map(bundles.map((bundle) => [bindingsPath(bundle), bindingsOf(bundle, symbols.filter((symbol) => symbol.bundle === bundle))]));
}

function bindingsPath(bundle: string): string {
  const folder = fileURLToPath(new URL("../../../crates/kext/src/kernel", import.meta.url));
  return join(folder, `${bundle.replace("com.apple.kpi.", "")}.rs`);
}

function bindingsOf(bundle: string, symbols: readonly KernelSymbol[]): string {
  const declarations = symbols.filter(({ name }) => !OF_OTHER_LANGUAGES.test(name)).map(declarationOf).join("\n");
  const types = [...new Set(declarations.match(/\bc_\w+/g))].sort();
  return `\
//! ${bundle}

// Written from a table (make fixtures); edits are lost.

use core::ffi::{${types.join(", ")}};

use super::types::*;

extern "C" {
${declarations}
}
`;
}

/** Operators of C++, and what blocks of C are made of. */
const OF_OTHER_LANGUAGES = /^(?:_Z|__cxa_|_NSConcrete)/;

function declarationOf({ name, declaration, since }: KernelSymbol): string {
  const parameters = /^(.*?)\((?!\*)(.*)\)$/.exec(declaration.replace(name, "@"));
  const what = parameters === null ? staticOf(name, declaration) : functionOf(name, parameters[1]!.replace("@", ""), parameters[2]!);
  const age = since > 8 ? [`    /// Since ${describeDarwin(since)}.`] : [];
  return [...age, `    pub ${what};`].join("\n");
}

function functionOf(name: string, result: string, parameters: string): string {
  const list = parameters === "void" ? [] : split(parameters).map(parameterOf);
  const returned = NEVER_RETURN.has(name) ? "!" : typeOf(result);
  return `fn ${name}(${list.join(", ")})${returned === "()" ? "" : ` -> ${returned === "c_void" ? "()" : returned}`}`;
}

const NEVER_RETURN = new Set(["panic"]);

function staticOf(name: string, declaration: string): string {
  const [, before = "", array] = /^(.*?)\w+(\[\])?$/.exec(declaration)!;
  const isConstant = /^const (?!.*\*)/.test(before);
  const type = typeOf(before.replace(/^const (?!.*\*)/, ""));
  // How long an array is, its declaration does not say: a pointer to its beginning is of use.
  return `static ${isConstant ? "" : "mut "}${name}: ${array === undefined ? type : `[${type}; 0]`}`;
}

/** At the commas that are in no brackets. */
function split(parameters: string): string[] {
  return parameters.split(/,\s*(?![^(]*\))/);
}

function parameterOf(parameter: string): string {
  if (parameter === "...") return parameter;
  const callback = /^(.*)\(\*(\w+)\)\((.*)\)$/.exec(parameter);
  if (callback !== null) {
    const [, result, name, types] = callback;
    const returned = typeOf(result!);
    return `${rustName(name!)}: Option<unsafe extern "C" fn(${split(types!).map((type) => typeOf(type)).join(", ")})${returned === "()" ? "" : ` -> ${returned}`}>`;
  }
  const [, before = "", name, array] = /^(.*?)(\w+)(\[\d*\])?$/.exec(parameter)!;
  return `${rustName(name!)}: ${typeOf(array === undefined ? before : `${before}*`, "parameter")}`;
}

function rustName(name: string): string {
  return RUST_KEYWORDS.has(name) ? `r#${name}` : name;
}

const RUST_KEYWORDS = new Set(["in", "type", "as", "mod", "move", "ref", "use", "where", "match", "fn", "box"]);

/** A type of C in Rust's words. As a parameter, an array is a pointer to it. */
function typeOf(c: string, as?: "parameter"): string {
  const text = c.replace(/\b(?:volatile|struct|enum)\b/g, " ").trim();
  const stars = text.split("*");
  const base = stars.shift()!;
  const isConstant = /\bconst\b/.test(base);
  const spelled = base.replace(/\bconst\b/g, "").trim().replace(/\s+/g, " ");
  const isArray = as === "parameter" && ARRAYS.has(spelled) && stars.length === 0;
  const pointers = isArray ? [""] : stars;
  if (pointers.length === 0) return spelled === "void" ? "()" : (SCALARS[spelled] ?? spelled);
  return pointers.reduce((type, _, level) => `*${level === 0 && isConstant ? "const" : "mut"} ${type}`, SCALARS[spelled] ?? spelled);
}

const ARRAYS = new Set(["uuid_t", "uuid_string_t"]);

const SCALARS: Readonly<Record<string, string>> = {
  void: "c_void", char: "c_char", "unsigned char": "c_uchar", int: "c_int", unsigned: "c_uint", "unsigned int": "c_uint", long: "c_long", "unsigned long": "c_ulong",
  size_t: "usize", uintptr_t: "usize", uint8_t: "u8", uint32_t: "u32", uint64_t: "u64",
};
