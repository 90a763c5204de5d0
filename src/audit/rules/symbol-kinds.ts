// Judges kinds of symbols that the kernel's linker refuses. Which undefined symbols the
// kernel exports is another matter.

import { MH_KEXT_BUNDLE, N_WEAK_REF } from "../../macho/layout.js";
import type { InputRule } from "../rule.js";

export const commonSymbol: InputRule = {
  code: "common-symbol",
  severity: "warning",
  title: "there are common symbols, which only a linker can give a place",
  fix: "compile C with -fno-common",
  looksAt: "input",
  *check({ object }) {
    const isKext = object?.fileType === MH_KEXT_BUNDLE;
    for (const { kind, name, value } of object?.symbols ?? []) {
      if (kind !== "common") continue;
      const message = `symbol ${name} is common: ${value} bytes without a place`;
      yield isKext ? { severity: "error", message: `${message}, and the kernel's linker gives it none`, symbol: name } : { message, symbol: name };
    }
  },
};

export const weakImport: InputRule = {
  code: "weak-import",
  severity: "error",
  title: "a symbol is imported weakly without being tested as the kernel wants it",
  fix: "compare its address with gOSKextUnresolved before it is used, or import it strongly",
  looksAt: "input",
  *check({ object }) {
    // The kernel binds a missing weak import to that address, if the kext knows of it at all.
    if (object === undefined || object.symbols.some(({ name }) => name === "_gOSKextUnresolved")) return;
    // Of an object others that it is linked with may know it.
    const severity = object.fileType === MH_KEXT_BUNDLE ? "error" : "warning";
    for (const { kind, name, description } of object.symbols) {
      if (kind === "undefined" && (description & N_WEAK_REF) !== 0) yield { severity, message: `symbol ${name} is imported weakly, and nothing tests for it with gOSKextUnresolved`, symbol: name };
    }
  },
};
