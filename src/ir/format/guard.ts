// Puts "%s" before a format that is no constant.

import type { CallSite } from "../../asm/calls.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { typeText } from "../../asm/function-type.js";
import { latin1 } from "../../support/latin1.js";
import type { TextEdit } from "../edited-text.js";
import type { Module } from "../module.js";
import { hasOpaquePointers } from "../opaque-pointers.js";
import type { FormatCall } from "./calls.js";
import type { FormatFunction } from "./functions.js";

/** The constants that stand before formats, put in as they are needed. */
export class GuardFormats {
  readonly #module: Module;
  readonly #names = new Map<FormatFunction["dialect"], string>();
  #isOpaque: boolean | undefined;

  constructor(module: Module) {
    this.#module = module;
  }

  /** Why the call cannot be guarded; undefined when it can. */
  obstacle({ call, callee, arguments: list, caller }: FormatCall): string | undefined {
    if (callee.takes !== "arguments") return callee.takes === "va_list" ? "its arguments are in a va_list" : "it reads by the format";
    if (list.length > callee.format + 1) return "the format has arguments";
    if (latin1(caller.bytes, call.start, call.start + "musttail".length) === "musttail") return "the call is musttail";
    return undefined;
  }

  /** The edits in the caller's text that make `f(s)` into `f("%s", s)`. */
  edits({ caller, call, callee, arguments: list }: FormatCall): TextEdit[] {
    const { bytes } = caller;
    this.#isOpaque ??= hasOpaquePointers(this.#module);
    const format = list[callee.format]!;
    const edits: TextEdit[] = [];
    const written = typeText(bytes, call.type);
    const fixed = list.slice(0, callee.format + 1).map(({ type }) => typeText(bytes, type)).join(", ");
    if (!written.endsWith("...)")) {
      const returns = written.endsWith(")") ? written.slice(0, written.indexOf("(")).trimEnd() : written;
      edits.push({ ...call.type, text: `${returns} (${fixed}, ...)` });
      if (!this.#isOpaque) edits.push(this.#cast(bytes, call, `${returns} (${fixed})*`, `${returns} (${fixed}, ...)*`));
    }
    edits.push({ start: format.start, stop: format.start, text: `${this.#address(callee.dialect, typeText(bytes, format.type))}, ` });
    return edits;
  }

  /** With typed pointers a function is called by its own type only: the callee becomes a cast of itself. */
  #cast(bytes: Buffer, { callee }: CallSite, from: string, to: string): TextEdit {
    return { ...callee, text: `bitcast (${from} ${latin1(bytes, callee.start, callee.stop)} to ${to})` };
  }

  /** The constant as an argument of the type that the parameter has. */
  #address(dialect: FormatFunction["dialect"], type: string): string {
    const { length } = FORMATS[dialect];
    const name = this.#names.get(dialect) ?? this.#insert(dialect);
    this.#names.set(dialect, name);
    if (this.#isOpaque) return `ptr @${name}`;
    if (type !== "i8*") return `${type} bitcast ([${length} x i8]* @${name} to ${type})`;
    return `i8* getelementptr inbounds ([${length} x i8], [${length} x i8]* @${name}, i64 0, i64 0)`;
  }

  #insert(dialect: FormatFunction["dialect"]): string {
    const { base, length, text, section } = FORMATS[dialect];
    let name: string = base;
    for (let number = 1; this.#module.symbol(name) !== undefined; number++) name = `${base}.${number}`;
    const anchor = [...this.#module.globals()].at(-1);
    const constant = `@${name} = private unnamed_addr constant [${length} x i8] c"${text}"${section}, align 1`;
    if (anchor === undefined) this.#module.insertFirst(EntityKind.GlobalValue, constant);
    else this.#module.insertAfter(anchor, EntityKind.GlobalValue, constant);
    return name;
  }
}

const FORMATS = {
  printf: { base: "kextir.format", length: 3, text: "%s\\00", section: "" },
  // os_log keeps what %s prints to itself unless it is said to be public, and takes formats from its own section alone.
  os_log: { base: "kextir.os_log_format", length: 11, text: "%{public}s\\00", section: ', section "__TEXT,__os_log"' },
} as const;
