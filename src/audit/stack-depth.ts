// How deep the stack gets: frames added up along the calls of an object. What it does
// not define is not counted, and what it calls through pointers cannot be.

import type { AuditedFunction, Call } from "./audited-function.js";
import { functionIndexAt } from "./function-at.js";

/** How much stack a function and all that it calls use. */
export interface StackDepth {
  /** Bytes, as far as they are bounded. */
  readonly depth: number;
  /** Whether nothing in the object calls it: it is called by the kernel, or through a pointer. */
  readonly isEntry: boolean;
  /** The call on the way to the deepest; undefined where that is the function itself. */
  readonly next: AuditedFunction | undefined;
  /** Why `depth` is no bound, where it is none. */
  readonly unbounded: Unbounded | undefined;
}

export interface Unbounded {
  readonly cause: "recursion" | "indirect-call" | "dynamic-stack";
  /** The function that brings it about: this one, or one that it calls. */
  readonly in: AuditedFunction;
}

/** The depths of functions that are given by ascending address. */
export function stackDepths(functions: readonly AuditedFunction[]): ReadonlyMap<AuditedFunction, StackDepth> {
  const graph = functions.map((fn) => callees(fn, functions));
  const called = new Set(graph.flatMap((edges, caller) => edges.map(({ callee }) => callee).filter((callee) => callee !== caller)));
  const cycles = new Set(findCycles(graph).flat());
  const depths = new Map<AuditedFunction, StackDepth>();
  for (const index of calleesFirst(graph)) {
    const fn = functions[index]!;
    let depth = fn.deepest;
    let next: AuditedFunction | undefined;
    let unbounded = ownCause(fn, cycles.has(index));
    for (const { callee, call } of graph[index]!) {
      // A cycle comes back to what is not computed yet.
      const below = depths.get(functions[callee]!);
      if (below === undefined) continue;
      unbounded ??= below.unbounded;
      if (call.stack + below.depth <= depth) continue;
      depth = call.stack + below.depth;
      next = functions[callee];
    }
    for (const { stack, callee } of fn.calls) if (callee.kind !== "defined") depth = Math.max(depth, stack);
    depths.set(fn, { depth, isEntry: !called.has(index), next, unbounded });
  }
  return depths;
}

/** The functions that call themselves, over others or directly: each cycle in the order of its calls. */
export function recursions(functions: readonly AuditedFunction[]): AuditedFunction[][] {
  const graph = functions.map((fn) => callees(fn, functions));
  return findCycles(graph).map((members) => inCallOrder(members, graph).map((index) => functions[index]!));
}

function ownCause(fn: AuditedFunction, isRecursive: boolean): Unbounded | undefined {
  if (isRecursive) return { cause: "recursion", in: fn };
  if (fn.isDynamic) return { cause: "dynamic-stack", in: fn };
  return fn.calls.some(({ callee }) => callee.kind === "indirect") ? { cause: "indirect-call", in: fn } : undefined;
}

interface Edge {
  /** An index into the functions. */
  readonly callee: number;
  readonly call: Call;
}

function callees(fn: AuditedFunction, functions: readonly AuditedFunction[]): Edge[] {
  return fn.calls.flatMap((call) => {
    const callee = call.callee.kind === "defined" ? functionIndexAt(functions, call.callee.address) : -1;
    return callee < 0 ? [] : [{ callee, call }];
  });
}

type Graph = readonly (readonly Edge[])[];

/** Each function after those that it calls, as far as no cycle is in the way. */
function* calleesFirst(graph: Graph): Generator<number> {
  const isEntered = new Uint8Array(graph.length);
  for (const start of graph.keys()) {
    if (isEntered[start] === 1) continue;
    isEntered[start] = 1;
    const path = [{ index: start, edge: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = graph[top.index]![top.edge]?.callee;
      top.edge += 1;
      if (next === undefined) {
        yield top.index;
        path.pop();
      } else if (isEntered[next] === 0) {
        isEntered[next] = 1;
        path.push({ index: next, edge: 0 });
      }
    }
  }
}

/** The strongly connected components that are cycles (Tarjan's algorithm, without recursion of its own). */
function findCycles(graph: Graph): number[][] {
  const order = new Int32Array(graph.length).fill(-1);
  const lowest = new Int32Array(graph.length);
  const isOpen = new Uint8Array(graph.length);
  const open: number[] = [];
  const cycles: number[][] = [];
  let count = 0;
  for (const start of graph.keys()) {
    if (order[start] !== -1) continue;
    const path = [{ index: start, edge: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { index } = top;
      if (top.edge === 0) {
        order[index] = lowest[index] = count++;
        open.push(index);
        isOpen[index] = 1;
      }
      const next = graph[index]![top.edge]?.callee;
      top.edge += 1;
      if (next !== undefined) {
        if (order[next] === -1) path.push({ index: next, edge: 0 });
        else if (isOpen[next] === 1) lowest[index] = Math.min(lowest[index]!, order[next]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lowest[parent.index] = Math.min(lowest[parent.index]!, lowest[index]!);
      if (lowest[index] !== order[index]) continue;
      const members = open.splice(open.lastIndexOf(index));
      for (const member of members) isOpen[member] = 0;
      if (members.length > 1 || graph[index]!.some(({ callee }) => callee === index)) cycles.push(members);
    }
  }
  return cycles;
}

/** A shortest way around through the first of a cycle's members. */
function inCallOrder(members: readonly number[], graph: Graph): number[] {
  const start = Math.min(...members);
  const inside = new Set(members);
  const from = new Map<number, number>();
  for (const queue = [start]; queue.length > 0; ) {
    const index = queue.shift()!;
    for (const { callee } of graph[index]!) {
      if (callee === start) {
        const way = [index];
        for (let at = index; at !== start; way.unshift(at)) at = from.get(at)!;
        return way;
      }
      if (!inside.has(callee) || from.has(callee)) continue;
      from.set(callee, index);
      queue.push(callee);
    }
  }
  return [...members];
}
