// Symbols as llvm-nm lists them: names as linkers see them, with a letter for what they are.

import type { DllStorage } from "../codes/global-values.js";
import type { BitcodeModule } from "./bitcode-module.js";
import { type GlobalValue, isLocalLinkage, type Value } from "./global-value.js";

export interface ModuleSymbol {
  /** As in the object file: with the target's prefix; `__unnamed_1` and so on for those without a name. */
  readonly name: string;
  /** `T` code, `D` data, `S` constants for Darwin, `C` common, `W` weak, `U` undefined; lower case for local ones and, of weak ones, for undefined ones. */
  readonly letter: string;
  /** What it names; undefined for a symbol that module assembly defines or uses. */
  readonly value: GlobalValue | undefined;
}

/**
 * The symbols of a module that concern a linker: not private ones, not `llvm.*`. Those of module
 * assembly are known from the table that writers since LLVM 5 leave for linkers.
 *
 * @throws BitcodeError
 */
export function symbolsOf(module: BitcodeModule): ModuleSymbol[] {
  const prefix = namePrefix(module.dataLayout ?? "");
  const isDarwin = /-(apple|darwin)/.test(module.triple ?? "");
  // The linker's table has the global values in this order, and symbols of assembly behind them.
  const values = [...module.functions, ...module.globals, ...module.aliases, ...module.ifuncs];
  const listed = module.linkerSymbols ?? [];
  const symbols: ModuleSymbol[] = [];
  let nameless = 0;
  values.forEach((value, index) => {
    if (isFormatSpecific(value)) return;
    const own = value.name === "" ? `__unnamed_${++nameless}` : value.name;
    // Some names tell more than the module does: those of Windows end in the size of their arguments.
    const name = value.name !== "" && listed[index]?.irName === value.name ? listed[index].name : linkerName(own, value.dllStorage, prefix);
    symbols.push({ name, letter: letterOf(flagsOf(value), isDarwin), value });
  });
  for (const symbol of listed.slice(values.length)) {
    symbols.push({ name: symbol.name, letter: letterOf({ ...symbol, isConstant: false }, isDarwin), value: undefined });
  }
  return symbols;
}

/** What a data layout's `m:` puts in front of names. */
function namePrefix(dataLayout: string): string {
  return /(^|-)m:[ox](-|$)/.test(dataLayout) ? "_" : "";
}

function linkerName(name: string, dllStorage: DllStorage, prefix: string): string {
  // A first byte of 1 asks for the name as it is, and so do the names of Visual C++.
  const linked = name.startsWith("\x01") ? name.slice(1) : name.startsWith("?") ? name : prefix + name;
  return dllStorage === "dllimport" ? `__imp_${linked}` : linked;
}

function isFormatSpecific(value: GlobalValue): boolean {
  return value.linkage === "private" || value.name.startsWith("llvm.") || (value.kind === "variable" && value.section === "llvm.metadata");
}

interface SymbolFlags {
  readonly isUndefined: boolean;
  readonly isWeak: boolean;
  readonly isCommon: boolean;
  readonly isGlobal: boolean;
  readonly isExecutable: boolean;
  readonly isConstant: boolean;
}

function flagsOf(value: GlobalValue): SymbolFlags {
  const isDeclaration = value.kind === "variable" || value.kind === "function" ? value.isDeclaration : false;
  return {
    isUndefined: isDeclaration || value.linkage === "available_externally",
    isWeak: /^(weak|linkonce|extern_weak)/.test(value.linkage),
    isCommon: value.linkage === "common",
    isGlobal: !isLocalLinkage(value.linkage),
    isExecutable: isCode(value),
    isConstant: value.kind === "variable" && value.isConstant,
  };
}

/** Whether a symbol is, or stands for, code. */
function isCode(value: Value | undefined): boolean {
  // Aliases of aliases end, but malformed ones may go round.
  for (let steps = 0; steps < MOST_ALIASES && value?.kind === "alias"; steps++) value = value.aliasee;
  return value?.kind === "function" || value?.kind === "ifunc";
}

const MOST_ALIASES = 100;

function letterOf({ isWeak, isUndefined, isCommon, isExecutable, isConstant, isGlobal }: SymbolFlags, isDarwin: boolean): string {
  if (isWeak) return isUndefined ? "w" : "W";
  if (isUndefined) return "U";
  if (isCommon) return "C";
  const letter = isExecutable ? "t" : isDarwin && isConstant ? "s" : "d";
  return isGlobal ? letter.toUpperCase() : letter;
}
