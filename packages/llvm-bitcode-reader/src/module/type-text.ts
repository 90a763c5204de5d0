// Types as LLVM IR spells them.

import { quoteName } from "./quoted.js";
import type { Type } from "./types.js";

/** A type as LLVM IR spells it: `i32`, `[4 x ptr]`, `%Pair`, `void (i8*, ...)*`. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case "integer":
      return `i${type.bits}`;
    case "pointer": {
      const space = type.addressSpace === 0 ? "" : ` addrspace(${type.addressSpace})`;
      return type.pointee === undefined ? `ptr${space}` : `${typeText(type.pointee)}${space}*`;
    }
    case "array":
      return `[${type.length} x ${typeText(type.element)}]`;
    case "vector":
      return `<${type.isScalable ? "vscale x " : ""}${type.length} x ${typeText(type.element)}>`;
    case "struct":
      if (type.name !== undefined) return `%${quoteName(type.name)}`;
      return type.number === undefined ? structBodyText(type) : `%${type.number}`;
    case "function":
      return `${typeText(type.returns)} (${[...type.parameters.map(typeText), ...(type.isVarArg ? ["..."] : [])].join(", ")})`;
    case "target":
      return `target(${[`"${type.name}"`, ...type.types.map(typeText), ...type.integers].join(", ")})`;
    case "unknown":
      return `<type of unknown kind ${type.code}>`;
    default:
      return type.kind;
  }
}

/** What is in a struct: `{ i32, ptr }`, `<{ i8, i64 }>`, `opaque`. */
export function structBodyText({ elements, isPacked }: Extract<Type, { kind: "struct" }>): string {
  if (elements === undefined) return "opaque";
  const body = elements.length === 0 ? "{}" : `{ ${elements.map(typeText).join(", ")} }`;
  return isPacked ? `<${body}>` : body;
}
