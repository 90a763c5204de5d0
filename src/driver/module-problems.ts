// What is wrong with an input before any pass looks at it.

import { EntityKind } from "../asm/entity-kind.js";
import type { ScanProblem } from "../asm/scan.js";
import { describeBinary } from "../bitcode/describe-binary.js";
import { Function } from "../ir/function.js";
import type { Module } from "../ir/module.js";
import { demangle } from "../support/demangle.js";
import type { Diagnostic } from "../support/diagnostic.js";

/**
 * What a file is that is no text at all, as in `a PNG image`; undefined for text,
 * whether it is IR or not. Bitcode is no text either.
 */
export function describeNonText(module: Module): string | undefined {
  const known = describeBinary(module.bytes);
  if (known !== undefined) return known;
  // Odd bytes may stand in names, strings and comments of a module, so only a file that does not
  // even begin as one is judged by them.
  const beginsAsModule = module.scan.count === 0 || module.scan.kinds[0] !== EntityKind.Unknown;
  return !beginsAsModule && hasControlBytes(module.bytes) ? "binary data of a kind unknown to kextir" : undefined;
}

/**
 * What keeps passes from working on a module (errors), and what they leave as it is
 * though no parser accepts it (warnings).
 */
export function moduleProblems(module: Module): Diagnostic[] {
  const { bytes, scan } = module;
  if (bytes.length === 0) {
    return [{ severity: "warning", code: "empty-input", message: "the input is empty", span: { start: 0, end: 0 }, fix: "look whether what should have written it failed" }];
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return [
      {
        severity: "error",
        code: "byte-order-mark",
        message: "the file begins with a UTF-8 byte order mark, which LLVM refuses",
        span: { start: 0, end: 3 },
        fix: "save it without one",
      },
    ];
  }
  if (scan.count > 0 && scan.kinds.every((kind) => kind === EntityKind.Unknown)) {
    return [
      {
        severity: "error",
        code: "not-ir",
        message: "this is not LLVM IR: nothing in it begins as an entity of a module does",
        span: { start: scan.starts[0]!, end: scan.starts[0]! + 1 },
        fix: "rustc writes IR with --emit=llvm-ir",
      },
    ];
  }
  return scan.problems.map((problem) => describeProblem(module, problem));
}

function describeProblem(module: Module, { code, offset }: ScanProblem): Diagnostic {
  const span = { start: offset, end: offset + 1 };
  switch (code) {
    case "unknown-entity":
      return {
        severity: "warning",
        code,
        message: "nothing in a module begins like this",
        span,
        notes: ["it is kept byte for byte, and no pass looks into it"],
      };
    case "unterminated-string":
      return { severity: "error", code, message: "the quote is never closed; the file seems cut off", span, fix: CUT_OFF };
    case "unterminated-comment":
      return { severity: "error", code, message: "the comment is never closed; the file seems cut off", span, fix: CUT_OFF };
    case "unterminated-body": {
      const { name, notes } = describeFunction(module, offset);
      return { severity: "error", code, message: `${name} is never closed; the file seems cut off`, span, notes, fix: CUT_OFF };
    }
    case "missing-body": {
      const { name, notes } = describeFunction(module, offset);
      return { severity: "error", code, message: `${name} is defined and has no body; the file seems cut off`, span, notes, fix: CUT_OFF };
    }
  }
}

const CUT_OFF = "make it again, and look whether what wrote it was stopped";

function describeFunction(module: Module, offset: number): { readonly name: string; readonly notes: readonly string[] } {
  const entity = module.entityAt(offset);
  if (!(entity instanceof Function) || entity.symbol === undefined) return { name: "this function", notes: [] };
  const path = demangle(entity.symbol);
  return { name: `function '${entity.printedName}'`, notes: path === entity.symbol ? [] : [`it is ${path}`] };
}

/** Bytes that no text has: control characters but for white space, escapes and NUL, which LLVM takes for a blank. */
function hasControlBytes(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 4096);
  return sample.some((byte) => (byte < 0x20 && byte !== 0 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f);
}
