// Keeps text that comes from elsewhere from being read as a format.
//
//   call void (ptr, ...) @IOLog(ptr %s)
//   =>
//   call void (ptr, ...) @IOLog(ptr @kextir.format, ptr %s)     ; "%s"
//
// A `%` in such a text makes the kernel print, or take for an address, whatever
// stands where an argument would: a panic, or a way in. Formats that are constants
// are compared with their arguments instead.
//
// Run after rename-symbols, for the functions are known by their names in the kernel,
// and after terminate-strings, which changes the constants.

import * as z from "zod/mini";
import type { Entity } from "../src/ir/entity.js";
import type { TextEdit } from "../src/ir/edited-text.js";
import { type FormatCall, formatCalls } from "../src/ir/format/calls.js";
import { formatComplaints } from "../src/ir/format/complaints.js";
import { FORMAT_FUNCTIONS, type FormatFunction, printing } from "../src/ir/format/functions.js";
import { GuardFormats } from "../src/ir/format/guard.js";
import type { Module } from "../src/ir/module.js";
import { definePass, type PassContext } from "../src/pass/pass.js";
import type { Diagnostic } from "../src/support/diagnostic.js";

export const guardFormatStrings = definePass({
  name: "guard-format-strings",
  summary: 'make IOLog(s) into IOLog("%s", s), and compare constant formats with their arguments',
  description: `\
A call whose format is not a constant, with no arguments after it, gets "%s" as its
format, and the text becomes the argument.

Before: call void (ptr, ...) @IOLog(ptr %s)
After:  call void (ptr, ...) @IOLog(ptr @kextir.format, ptr %s)

Where there are arguments, or they are in a va_list, only the programmer can tell
what was meant: a warning names the call (a remark for a va_list, which wrappers
hand on). With refuse all of these are errors, and nothing is rewritten.

A format is a constant when it leads to one through address arithmetic, casts, phi
and select; what goes through memory or another function's result is not followed,
so that code compiled at -O0 may get more "%s" than it needs. They do no harm: the
same text is printed.

Constant formats are compared with the arguments: their number, and whether each is
an address, a number of 4 bytes or one of 8. Conversions that the kernel does not
have, %f and %n among them, are named. A format that does not start at a constant's
first byte, or lies in a table of several, is taken for constant and not compared.

The functions are IOLog, kprintf, printf, printk, panic, OSReportWithBacktrace, log,
sprintf, snprintf, scnprintf, _os_log_internal, their forms with a va_list, and
sscanf. Calls through pointers are not seen.`,
  options: z.strictObject({
    function: z
      ._default(z.array(z.string().check(z.regex(/^[^:]+(:[1-9][0-9]*)?$/, "is not NAME or NAME:PARAMETER"))), [])
      .check(
        z.describe("a further function that takes a format and arguments, NAME or NAME:PARAMETER, the format's place counted from 1; may be repeated"),
      ),
    refuse: z._default(z.boolean(), false).check(z.describe("errors instead of rewriting and warnings")),
  }),

  run(module, { function: more, refuse }, context) {
    const functions = [...FORMAT_FUNCTIONS, ...more.map(parseFunction)];
    const guard = new GuardFormats(module);
    const edits = new Map<Entity, TextEdit[]>();
    const called = new Set<string>();
    for (const call of formatCalls(module, functions)) {
      called.add(call.callee.name);
      if (call.formats !== undefined) compare(call, call.formats, refuse, context);
      else {
        const obstacle = refuse ? "" : guard.obstacle(call);
        if (obstacle !== undefined) context.report(notConstant(call, obstacle, refuse));
        else {
          edits.set(call.caller, [...(edits.get(call.caller) ?? []), ...guard.edits(call)]);
          context.count('formats given "%s"');
        }
      }
    }
    for (const [entity, list] of edits) entity.edit(list);

    for (const { name } of more.map(parseFunction)) reportUncalled(name, called, module, context);
    if (called.size === 0) context.report({ severity: "remark", code: "no-format-call", message: "nothing calls a function that takes a format" });
  },
});

function parseFunction(text: string): FormatFunction {
  const [, name, place] = /^([^:]+)(?::([0-9]+))?$/.exec(text)!;
  return printing(name!, place === undefined ? 0 : Number(place) - 1);
}

function compare(call: FormatCall, formats: readonly string[], refuse: boolean, context: PassContext): void {
  context.count(formats.length > 0 ? "constant formats compared" : "constant formats that cannot be read");
  for (const format of new Set(formats)) {
    for (const { code, message } of formatComplaints(call, format)) {
      context.report({
        severity: refuse ? "error" : "warning", code, message: `the format of '@${call.callee.name}' ${message}`,
        ...placeOf(call), fix: FIXES[code],
      });
    }
  }
}

const FIXES = {
  "format-conversion": "print another way; a percent sign is written %%",
  "format-arguments": 'give one argument for each conversion; a percent sign is written %%, a text is printed by "%s"',
  "format-argument-kind": "cast the argument to what the conversion takes, or change the conversion (%lld for 64 bits, %p for an address)",
} as const;

function notConstant(call: FormatCall, obstacle: string, refuse: boolean): Diagnostic {
  const { callee } = call;
  return {
    severity: refuse ? "error" : callee.takes === "va_list" ? "remark" : "warning",
    code: "variable-format",
    message: `the format of '@${callee.name}' is not a constant${obstacle === "" ? "" : `, and stays: ${obstacle}`}`,
    ...placeOf(call),
    fix: callee.takes === "va_list" ? `have the callers compared instead: guard-format-strings<function=NAME>` : `write ${callee.name}(…"%s", text)`,
  };
}

function placeOf({ caller, callee, arguments: list }: FormatCall): Pick<Diagnostic, "span"> {
  const { start, stop } = list[callee.format]!;
  const span = caller.span(start, stop);
  return span === undefined ? {} : { span };
}

function reportUncalled(name: string, called: ReadonlySet<string>, module: Module, context: PassContext): void {
  if (called.has(name)) return;
  const isKnown = module.symbol(name) !== undefined;
  context.report({
    severity: "warning",
    code: isKnown ? "no-such-call" : "no-such-function",
    message: isKnown ? `nothing calls '@${name}' with a format there` : `no function '@${name}' to take a format`,
    fix: isKnown ? "check which parameter is the format; the first is 1" : "check the spelling; after rename-symbols the new name is meant",
  });
}
