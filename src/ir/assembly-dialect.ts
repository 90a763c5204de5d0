import type { AssemblyDialect } from "../asm/assembly.js";
import type { Module } from "./module.js";
import { moduleTriple } from "./target-line.js";
import type { Triple } from "./triple.js";

/**
 * How the assembler that the module is made for reads text, told from its triple:
 * clang pays no heed to the data layout. A module without a triple is taken for
 * one of the target it is on its way to, x86-64 Mach-O.
 */
export function assemblyDialect(module: Module): AssemblyDialect {
  const triple = moduleTriple(module);
  if (triple === undefined) return { prefix: "_", comment: "#" };
  const isWindows32 = triple.architecture === "x86" && /-(?:windows|win32|mingw32|cygwin)/.test(triple.text);
  return { prefix: triple.isMachO || isWindows32 ? "_" : "", comment: commentOf(triple) };
}

/** MCAsmInfo's CommentString of the architectures that do not take `#`, or not only. */
function commentOf({ architecture, isMachO, text }: Triple): AssemblyDialect["comment"] {
  if (architecture === "aarch64") return isMachO ? ";" : undefined;
  return /^(?:arm|thumb)/.test(text) ? "@" : "#";
}
