// Symbols that the kernel has to give, and those that collide with its own.

import { describeDarwin } from "../../kpi/darwin.js";
import { bundleLibraries } from "../../kpi/libraries.js";
import { PRIVATE, UNSUPPORTED } from "../../kpi/list.js";
import { MH_OBJECT } from "../../macho/layout.js";
import type { AuditInput } from "../audit-input.js";
import type { Observation } from "../finding.js";
import { callersOf } from "../callers.js";
import type { InputRule } from "../rule.js";
import { operationsBehind } from "../runtime-operations.js";
import { type NeededSymbol, symbolsOf } from "../symbols.js";

/** The symbols that a rule is about, each with what is said of it. */
function* about(input: AuditInput, observe: (needed: NeededSymbol) => Omit<Observation, "symbol"> | undefined): Generator<Observation> {
  const all = (symbolsOf(input)?.needed ?? []).map((needed) => ({ needed, observation: observe(needed) }));
  const seen = all.filter(({ observation }) => observation !== undefined);
  const callers = callersOf(input, new Set(seen.map(({ needed }) => needed.symbol)));
  for (const { needed, observation } of seen) {
    const notes = [...(observation!.notes ?? []), ...operationsBehind(input.module, needed.symbol), ...(callers.get(needed.symbol) ?? [])];
    yield { ...observation!, symbol: needed.symbol, ...(notes.length > 0 && { notes }) };
  }
}

const foreignSymbol: InputRule = {
  looksAt: "input",
  code: "foreign-symbol",
  severity: "error",
  title: "needs a symbol that is no kernel's: of a compiler's runtime, the C library, the unwinder or another part of user space",
  check: (input) =>
    about(input, ({ symbol, resolution }) => {
      if (resolution.kind !== "foreign" || resolution.origin === "linker" || resolution.origin === "libkmod") return undefined;
      return { message: `${symbol} is not exported by the kernel: it is ${resolution.cause}`, fix: resolution.cure };
    }),
};

const missingSymbol: InputRule = {
  looksAt: "input",
  code: "missing-symbol",
  severity: "error",
  title: "needs a symbol that none of the given lists of kernel exports has",
  fix: "link the object that defines it, name the kext that does in OSBundleLibraries and give its list with --kpi, or check the spelling",
  check: (input) =>
    about(input, ({ symbol, isWeak, resolution }) =>
      resolution.kind === "missing" && !isWeak ? { message: `${symbol} is exported by no kernel or kext that there is a list of` } : undefined,
    ),
};

const unknownSymbol: InputRule = {
  looksAt: "input",
  code: "unknown-symbol",
  severity: "remark",
  title: "needs a symbol that is not in the built-in table of kernel exports, which is not complete",
  fix: "check the spelling; whether the kernel exports it, full lists say (--kpi)",
  check: (input) =>
    about(input, ({ symbol, resolution }) => {
      if (resolution.kind !== "not-in-table") return undefined;
      // Nothing is linked into a finished kext any more; and the table has no C++.
      const severity = input.bundle !== undefined && !symbol.startsWith("__Z") ? "warning" : "remark";
      return { message: `${symbol} is not in the built-in table of what kernels export`, severity };
    }),
};

const otherRelease: InputRule = {
  looksAt: "input",
  code: "other-release-symbol",
  severity: "error",
  title: "needs a symbol that the oldest release it is for does not export",
  check: (input) =>
    about(input, ({ symbol, isWeak, resolution }) => {
      if (resolution.kind !== "other-release" || isWeak) return undefined;
      const asked = symbolsOf(input)?.resolver.darwin;
      const here = asked === undefined ? "the oldest release of the lists" : describeDarwin(asked);
      const { bundle, since, until } = resolution;
      const when = since === undefined ? (until === undefined ? "another release does" : `${describeDarwin(until)} did`) : `${describeDarwin(since)} does`;
      return {
        message: `${symbol} is not exported by ${here}; ${when}, in ${bundle}`,
        fix: since === undefined ? "use what took its place" : `require ${describeDarwin(since)}, or import it weakly and test for it`,
      };
    }),
};

const privateSymbol: InputRule = {
  looksAt: "input",
  code: "private-kpi",
  severity: "error",
  title: "needs a symbol of com.apple.kpi.private, which only Apple's kexts may name",
  fix: "use a public function instead",
  check: (input) =>
    about(input, ({ symbol, resolution }) =>
      resolution.kind === "exported" && resolution.bundle === PRIVATE && !isOfApple(input) ? { message: `${symbol} is exported by ${PRIVATE} alone, and only to Apple's kexts` } : undefined,
    ),
};

/** Whether the kernel takes the kext for one of Apple's own: by its identifier and its copyright. */
function isOfApple({ bundle }: AuditInput): boolean {
  const { CFBundleIdentifier: id, NSHumanReadableCopyright: copyright, CFBundleGetInfoString: info } = bundle?.infoPlist ?? {};
  const isCopyright = (text: unknown): boolean => typeof text === "string" && /Copyright © [0-9, –-]+ Apple Inc\. All rights reserved\./.test(text);
  return typeof id === "string" && id.startsWith("com.apple.") && (isCopyright(copyright) || isCopyright(info));
}

const unsupportedSymbol: InputRule = {
  looksAt: "input",
  code: "unsupported-kpi",
  severity: "warning",
  title: "needs a symbol of com.apple.kpi.unsupported, which any release may drop",
  fix: "look for a supported function",
  check: (input) =>
    about(input, ({ symbol, resolution }) =>
      resolution.kind === "exported" && resolution.bundle === UNSUPPORTED ? { message: `${symbol} is exported by ${UNSUPPORTED}, which any release may drop` } : undefined,
    ),
};

const collision: InputRule = {
  looksAt: "input",
  code: "kpi-collision",
  severity: "error",
  title: "defines for others to see what the kernel exports under the same name",
  fix: "hide it (visibility hidden, or -fvisibility=hidden), make it static, or give it another name",
  *check(input) {
    const symbols = symbolsOf(input);
    if (symbols === undefined) return;
    const { resolver, needed, exported } = symbols;
    // A kext collides with what it links against; what an object will be linked against is not known.
    const isPart = input.object === undefined || input.object.fileType === MH_OBJECT;
    const libraries = bundleLibraries(needed.map(({ resolution }) => resolution), resolver);
    for (const symbol of exported) {
      const bundle = HIDDEN_BY_THE_LINKER.has(symbol) ? undefined : resolver.exporter(symbol);
      if (bundle === undefined || (!isPart && libraries[bundle] === undefined)) continue;
      yield { symbol, message: `${symbol} is defined here and exported by ${bundle}: a kext that links against that is refused` };
    }
  },
};

/** What the kernel's own linker hides in every kext (kxld). */
const HIDDEN_BY_THE_LINKER: ReadonlySet<string> = new Set(["_kmod_info", "__Znwm", "__Znam", "__ZdlPv", "__ZdaPv"]);

/** All of this file. */
export const symbolRules: readonly InputRule[] = [
  foreignSymbol,
  missingSymbol,
  otherRelease,
  privateSymbol,
  unsupportedSymbol,
  unknownSymbol,
  collision,
];
