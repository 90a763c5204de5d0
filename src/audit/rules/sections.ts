// Judges what sections hold: tables of the unwinder, lists of constructors, variables
// of threads, and kinds of sections that the kernel's linker refuses.

import {
  MH_KEXT_BUNDLE,
  S_INIT_FUNC_OFFSETS,
  S_MOD_INIT_FUNC_POINTERS,
  S_MOD_TERM_FUNC_POINTERS,
  S_THREAD_LOCAL_INIT_FUNCTION_POINTERS,
  S_THREAD_LOCAL_REGULAR,
} from "../../macho/layout.js";
import type { Section } from "../../macho/macho.js";
import type { InputRule } from "../rule.js";

export const unwindTable: InputRule = {
  code: "unwind-table",
  severity: "warning",
  title: "there are unwind tables, which the kernel never reads",
  fix: "compile with panic=abort, run the pass strip-unwind, and take -funwind-tables away",
  looksAt: "input",
  *check({ object }) {
    for (const section of object?.sections ?? []) {
      if (section.size > 0n && unwindNames.has(section.name)) yield { message: `section ${nameOf(section)} holds ${section.size} bytes of unwind tables` };
    }
  },
};

const unwindNames: ReadonlySet<string> = new Set(["__eh_frame", "__unwind_info", "__compact_unwind", "__gcc_except_tab"]);

export const constructor: InputRule = {
  code: "constructor",
  severity: "warning",
  title: "there are constructors or destructors, which run outside of start and stop",
  fix: "do the work in the start and stop functions",
  looksAt: "input",
  *check({ object }) {
    for (const section of object?.sections ?? []) {
      if (section.size === 0n) continue;
      const { type, name } = section;
      if (type === S_INIT_FUNC_OFFSETS) yield { severity: "error", message: `section ${nameOf(section)} lists constructors in a form that the kernel does not read` };
      else if (type === S_MOD_INIT_FUNC_POINTERS || name === "__mod_init_func") yield { message: `section ${nameOf(section)} lists constructors, ${section.size / 8n} of them` };
      else if (type === S_MOD_TERM_FUNC_POINTERS || name === "__mod_term_func") yield { message: `section ${nameOf(section)} lists destructors, ${section.size / 8n} of them` };
    }
  },
};

export const threadLocal: InputRule = {
  code: "thread-variable",
  severity: "error",
  title: "there are variables of threads, which the kernel does not have",
  fix: "take #[thread_local] or __thread away",
  looksAt: "input",
  *check({ object }) {
    for (const section of object?.sections ?? []) {
      const { type } = section;
      if (type >= S_THREAD_LOCAL_REGULAR && type <= S_THREAD_LOCAL_INIT_FUNCTION_POINTERS) yield { message: `section ${nameOf(section)} is for variables of threads` };
    }
  },
};

export const sectionType: InputRule = {
  code: "section-type",
  severity: "error",
  title: "there is a section of a kind that the kernel's linker refuses",
  fix: "look what puts it there: -dtrace, an interposing library, or assembly of your own",
  looksAt: "input",
  *check({ object }) {
    for (const section of object?.sections ?? []) {
      const what = refusedTypes[section.type] ?? (section.type > S_INIT_FUNC_OFFSETS ? `what is of the unknown type 0x${section.type.toString(16)}` : undefined);
      // In an object a section of these kinds is for the linker, which makes another of it.
      if (what === undefined || (object?.fileType !== MH_KEXT_BUNDLE && section.type === LAZY_POINTERS)) continue;
      yield { message: `section ${nameOf(section)} holds ${what}` };
    }
  },
};

const LAZY_POINTERS = 0x7;

// kxld's list: all but these and those of thread-local variables and constructors.
const refusedTypes: Readonly<Record<number, string>> = {
  [LAZY_POINTERS]: "lazy symbol pointers",
  0xc: "zeros of more than 4 GiB",
  0xd: "pairs of functions to interpose",
  0xf: "DTrace probes",
  0x10: "lazy symbol pointers of dynamic libraries",
};

function nameOf({ segment, name }: Section): string {
  return `${segment},${name}`;
}
