import type { FindingKind } from "../macho/audit/rule.js";
import type { Census, Finding } from "../macho/object-check.js";
import type { Diagnostic, Severity } from "../support/diagnostic.js";

/** What a census found, one diagnostic for each kind of finding in a function. Errors are what no kernel survives. */
export function objectDiagnostics({ findings }: Census): Diagnostic[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.function}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(describe);
}

function describe(findings: readonly Finding[]): Diagnostic {
  const { kind, function: symbol, demangled } = findings[0]!;
  const { severity, what, fix } = KINDS[kind];
  const shown = findings.slice(0, MOST_SHOWN).map(formatFinding);
  const rest = findings.length - shown.length;
  return {
    severity,
    code: kind,
    message: `function '${demangled}' ${what}`,
    notes: [
      ...(demangled === symbol ? [] : [`its symbol is ${symbol}`]),
      ...shown,
      ...(rest > 0 ? [`and ${rest} more`] : []),
    ],
    ...(fix === undefined ? {} : { fix }),
  };
}

const MOST_SHOWN = 3;

function formatFinding({ address, instruction, callee, text }: Finding): string {
  const about = callee === undefined ? "" : text === undefined ? ` (calls ${callee})` : ` (${JSON.stringify(text)} for ${callee})`;
  return `at 0x${address.toString(16)}: ${instruction}${about}`;
}

interface Kind {
  readonly severity: Severity;
  readonly what: string;
  readonly fix?: string;
}

const RED_ZONE_FIX = "run the pass noredzone, and look whether assembly of your own does it";

const KINDS: Readonly<Record<FindingKind, Kind>> = {
  "red-zone-access": { severity: "error", what: "uses memory below the stack pointer, which an interrupt overwrites", fix: RED_ZONE_FIX },
  "red-zone-address": { severity: "error", what: "takes the address of memory below the stack pointer, which an interrupt overwrites", fix: RED_ZONE_FIX },
  "floating-point": {
    severity: "error",
    what: "uses floating-point or vector registers, which kernel code must not touch",
    fix: "run the pass soft-float, and look whether assembly of your own does it",
  },
  "stack-probe-call": { severity: "warning", what: "calls a routine that grows or probes the stack", fix: "run the pass strip-split-stack" },
  "stack-probe": { severity: "warning", what: "touches stack only to have it mapped", fix: "run the pass strip-split-stack" },
  "stack-check": { severity: "warning", what: "compares the stack pointer with a limit that the kernel does not keep", fix: "run the pass strip-split-stack" },
  "segment-register": { severity: "warning", what: "uses %fs or %gs, which are the kernel's own there" },
  "unterminated-string": { severity: "warning", what: "hands C a text without a NUL at its end", fix: "run the pass terminate-strings" },
  "unmeasured-string": { severity: "remark", what: "hands C a text of which the object does not tell where it ends" },
  undecoded: { severity: "warning", what: "holds bytes that llvm-objdump cannot decode, which the check cannot judge" },
};
