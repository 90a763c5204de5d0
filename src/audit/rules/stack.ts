// Adds up the stack that functions use. A kernel stack has 16 KiB, behind it is a page
// that is not mapped, and whoever calls a kext has used a part of it already.

import { formatInstruction } from "../../macho/code.js";
import type { AuditedFunction } from "../audited-function.js";
import type { AuditInput } from "../audit-input.js";
import type { Observation } from "../finding.js";
import type { FindingSeverity, InputRule } from "../rule.js";
import { recursions, type StackDepth, stackDepths } from "../stack-depth.js";

export const stackFrame: InputRule = {
  code: "stack-frame",
  severity: "warning",
  title: "a function reserves much of the kernel stack",
  fix: "allocate large variables (IOMalloc), or split the function",
  looksAt: "input",
  *check({ functions = [], settings: { stack } }) {
    for (const fn of functions) {
      const severity = severityOf(fn.deepest, stack.frameWarning, stack.frameError);
      if (severity === undefined) continue;
      const isOfRust = /^<?(?:core|alloc)::/.test(fn.demangled);
      yield {
        ...about(fn), severity, message: `function '${fn.demangled}' uses ${fn.deepest} bytes of stack, of the kernel's 16 KiB`,
        ...(isOfRust && { fix: "it is Rust's own: use what needs less, as sort_unstable for sort, or raise the limit in the configuration (audit.stack)" }),
      };
    }
  },
};

export const stackDepth: InputRule = {
  code: "stack-depth",
  severity: "warning",
  title: "a function and what it calls use much of the kernel stack",
  fix: "look at the functions on the way that have the largest frames",
  looksAt: "input",
  *check({ functions = [], settings: { stack } }) {
    const depths = stackDepths(functions);
    for (const [fn, { depth, isEntry }] of depths) {
      const severity = isEntry ? severityOf(depth, stack.depthWarning, stack.depthError) : undefined;
      if (severity === undefined || depth === fn.deepest) continue;
      yield { ...about(fn), severity, message: `function '${fn.demangled}' and what it calls use ${depth} bytes of stack`, notes: [`deepest along ${formatWay(fn, depths)}`] };
    }
  },
};

export const recursion: InputRule = {
  code: "recursion",
  severity: "warning",
  title: "functions call themselves, so that their stack has no bound",
  fix: "make a loop of it, or bound its depth and set the rule off for it",
  looksAt: "input",
  *check({ functions = [] }) {
    for (const cycle of recursions(functions)) {
      const names = [...cycle, cycle[0]!].map(({ demangled }) => demangled);
      yield { ...about(cycle[0]!), message: `function '${names[0]}' calls itself: its stack depth is not bounded`, notes: [`the cycle: ${names.join(" → ")}`] };
    }
  },
};

export const indirectCall: InputRule = {
  code: "indirect-call",
  severity: "remark",
  title: "a function calls through a pointer, so that the stack depth below is not known",
  looksAt: "input",
  *check({ functions = [] }) {
    for (const fn of functions) {
      const call = fn.calls.find(({ callee }) => callee.kind === "indirect");
      if (call === undefined) continue;
      const message = `function '${fn.demangled}' calls through a pointer: the stack depth below it is not bounded`;
      yield { ...about(fn), address: call.address, instruction: formatInstruction(call), message };
    }
  },
};

export const dynamicStack: InputRule = {
  code: "dynamic-stack",
  severity: "warning",
  title: "a function reserves stack by a number that is computed at run time",
  fix: "give the variable a fixed size, or allocate it (IOMalloc)",
  looksAt: "input",
  *check({ functions = [] }: AuditInput): Iterable<Observation> {
    for (const fn of functions) {
      if (fn.isDynamic) yield { ...about(fn), message: `function '${fn.demangled}' reserves stack by a number computed at run time` };
    }
  },
};

function about({ name, address }: AuditedFunction): Pick<Observation, "function" | "address"> {
  return { function: name, address };
}

function severityOf(bytes: number, warning: number, error: number): FindingSeverity | undefined {
  if (bytes > error) return "error";
  return bytes > warning ? "warning" : undefined;
}

function formatWay(fn: AuditedFunction, depths: ReadonlyMap<AuditedFunction, StackDepth>): string {
  const way: string[] = [];
  for (let at: AuditedFunction | undefined = fn; at !== undefined && way.length < MOST_SHOWN; at = depths.get(at)?.next) way.push(`${at.demangled} (${at.frame})`);
  return way.join(" → ");
}

const MOST_SHOWN = 50;
