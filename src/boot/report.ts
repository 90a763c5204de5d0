// What a run of a kext in the test kernel showed.

import { brokenReturn } from "./broken-return.js";
import type { BootFinding } from "./finding.js";
import type { LoadedKext } from "./load-kext.js";
import { countRepeats, memoryFinding } from "./memory-findings.js";
import { redZoneFinding } from "./red-zone.js";
import type { ResolvedCall } from "./payload.js";
import { formatPlace, type InstructionAt, type Places } from "./places.js";
import type { Stop } from "./stop.js";
import { stopFinding } from "./stop-finding.js";
import { type Suspect, suspectFinding } from "./suspects.js";
import type { LineOf, TranscriptLine } from "./transcript.js";
import type { Writer } from "./writers.js";

export interface BootReport {
  readonly verdict: "clean" | "faulty";
  readonly findings: readonly BootFinding[];
  /** What the kext logged, one text a call. */
  readonly log: readonly string[];
  /** Constructors, start, stop, destructors, as far as they came back. */
  readonly phases: readonly BootPhase[];
  readonly calls: readonly BootCall[];
  /** Undefined where the run did not come to its end. */
  readonly heap: BootHeap | undefined;
  /** Bytes of the 16 KiB, interrupts' frames included; undefined where nothing came back. */
  readonly deepestStack: number | undefined;
  readonly interrupts: number;
}

export interface BootPhase {
  readonly name: string;
  readonly function: string;
  readonly result: number;
  readonly stack: number;
  readonly interrupts: number;
}

export interface BootCall {
  /** As it was written. */
  readonly call: string;
  readonly function: string;
  /** With interrupts off. */
  readonly expected: bigint;
  /** Whether a second time with interrupts off gave the same. */
  readonly isRepeatable: boolean;
  /** Under interrupts. */
  readonly runs: number;
  readonly wrong: number;
  readonly firstWrong: bigint | undefined;
  readonly stack: number;
  readonly interrupts: number;
}

export interface BootHeap {
  readonly allocations: number;
  /** Bytes that were allocated at once. */
  readonly mostBytes: number;
  readonly leaks: number;
  readonly leakedBytes: number;
}

/** What a report is made of. */
export interface BootRun {
  readonly lines: readonly TranscriptLine[];
  /** Whether it was made without interrupts. */
  readonly isQuiet: boolean;
  readonly kext: LoadedKext;
  readonly places: Places;
  readonly calls: readonly ResolvedCall[];
  readonly stop: Stop | undefined;
  /** By the addresses of what they wrote to. */
  readonly writers: ReadonlyMap<bigint, Writer>;
  /** By their addresses in the file. */
  readonly suspects: ReadonlyMap<number, Suspect>;
  readonly instructionAt: InstructionAt;
  /** How long the run may last. */
  readonly timeoutSeconds: number;
}

export function reportOf(run: BootRun): BootReport {
  const { lines, places, calls } = run;
  const writers = new Map([...run.writers].map(([at, writer]) => [at, { ...writer, during: describePhase(writer.phase, run), instruction: run.instructionAt(writer.place, writer.isReturn) }]));
  const repeats = countRepeats(lines);
  const findings: BootFinding[] = [];
  const log: string[] = [];
  const phases: BootPhase[] = [];
  const made: BootCall[] = [];
  let heap: BootHeap | undefined;
  let during = "loading";
  let phase: LineOf<"phase"> | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.kind === "broken-return" && phase !== undefined) findings.push(brokenReturn(line, nameAt(phase.function, places), during));
    const found = memoryFinding(index, { lines, writers, repeats, places }, during) ?? codeFinding(index, run, during) ?? plainFinding(line, during);
    if (found !== undefined) findings.push(found);
    if (line.kind === "log") log.push(line.text);
    if (line.kind === "phase") {
      phase = line;
      during = describePhase(line, run);
    }
    if (line.kind === "returned" && phase !== undefined) {
      phases.push({ name: phase.name, function: nameAt(phase.function, places), result: Number(BigInt.asIntN(32, line.result)), stack: Number(line.stack), interrupts: Number(line.interrupts) });
      findings.push(...resultFinding(phase, line, run, during));
      // What follows is the account of memory, or another phase.
      if (phase.name === "stop") during = "after stop";
    }
    if (line.kind === "results" && phase !== undefined) {
      const call = calls[Number(phase.call)]!;
      const result = callOf(call, line, places);
      made.push(result);
      findings.push(...wrongResult(result));
    }
    if (line.kind === "heap") heap = { allocations: Number(line.allocations), mostBytes: Number(line.most), leaks: Number(line.leaks), leakedBytes: Number(line.leaked) };
  }
  if (run.stop !== undefined) findings.push(stopFinding(run.stop, run, during, phase));
  else if (!lines.some(({ kind }) => kind === "off")) findings.push({ ...unplaced("machine-reset", "the machine reset itself", during), fix: "a fault left it no stack to report from: look at what was done to %rsp and the descriptor tables" });
  const stacks = [...phases, ...made].map(({ stack }) => stack);
  return {
    verdict: verdictOf(findings),
    findings, log, phases, calls: made, heap,
    deepestStack: stacks.length === 0 ? undefined : Math.max(...stacks),
    interrupts: [...phases, ...made].reduce((sum, { interrupts }) => sum + interrupts, 0),
  };
}

export function withFindings(report: BootReport, more: readonly BootFinding[]): BootReport {
  const findings = [...report.findings, ...more];
  return { ...report, findings, verdict: verdictOf(findings) };
}

function verdictOf(findings: readonly BootFinding[]): BootReport["verdict"] {
  return findings.some(({ severity }) => severity === "error") ? "faulty" : "clean";
}

function nameAt(address: bigint, places: Places): string {
  const place = places.at(address);
  return place === undefined ? `0x${address.toString(16)}` : formatPlace(place);
}

function describePhase({ name, function: address, call }: LineOf<"phase">, { calls, places }: BootRun): string {
  if (name === "call") return calls[Number(call)]!.text;
  return name === "start" || name === "stop" ? name : `${name} ${nameAt(address, places)}`;
}

function unplaced(code: string, message: string, during: string): BootFinding {
  return { code, severity: "error", message, during, function: null, offset: null, address: null, isReturn: false, instruction: null, backtrace: [], notes: [], fix: "" };
}

/** Of an instruction that runs. */
function codeFinding(index: number, { lines, suspects, instructionAt, places }: BootRun, during: string): BootFinding | undefined {
  const { kind } = lines[index]!;
  if (kind === "red-zone") return redZoneFinding(index, lines, instructionAt, places, during);
  return kind === "reached" ? suspectFinding(index, lines, suspects, places, during) : undefined;
}

function plainFinding({ kind }: TranscriptLine, during: string): BootFinding | undefined {
  if (kind === "no-memory") return { ...unplaced("load-too-large", "the test kernel has not enough memory for the kext", during), fix: "run a smaller one" };
  if (kind === "log-full") return { ...unplaced("log-full", "the kext logs more than 4 MiB; the rest is left out", during), severity: "warning", fix: "log less, or call less often" };
  return undefined;
}

/** start and stop say by 0 that all is well. */
function resultFinding({ name, function: address }: LineOf<"phase">, { result }: LineOf<"returned">, { places }: BootRun, during: string): BootFinding[] {
  const code = Number(BigInt.asIntN(32, result));
  if (code === 0 || (name !== "start" && name !== "stop")) return [];
  const failed = name === "start" ? unplaced("start-failed", `start returned ${code}: the kernel does not load the kext then`, during) : unplaced("stop-failed", `stop returned ${code}: the kernel does not unload the kext then`, during);
  return [{ ...failed, function: nameAt(address, places), fix: `return 0 (KERN_SUCCESS) from ${name}` }];
}

function callOf(call: ResolvedCall, line: LineOf<"results">, places: Places): BootCall {
  return {
    call: call.text, function: nameAt(call.function, places), expected: line.expected, isRepeatable: line.repeatable === 1n, runs: Number(line.runs),
    wrong: Number(line.wrong), firstWrong: line.wrong === 0n ? undefined : line.first, stack: Number(line.stack), interrupts: Number(line.interrupts),
  };
}

function wrongResult(call: BootCall): BootFinding[] {
  if (!call.isRepeatable) {
    const message = `two calls with interrupts off gave different results: those under interrupts were not compared`;
    return [{ ...unplaced("unrepeatable-result", message, call.call), severity: "warning", function: call.function, fix: "call a function whose result depends on its arguments alone; write '-> ()' for one that has no result" }];
  }
  if (call.wrong === 0) return [];
  const [expected, wrong] = [call.expected, call.firstWrong ?? 0n].map((value) => `0x${value.toString(16)}`);
  return [{
    ...unplaced("wrong-result", `gave a wrong result in ${call.wrong} of ${call.runs} runs under interrupts: ${wrong}, where ${expected} is right`, call.call), function: call.function,
    notes: ["an interrupt changes nothing but memory below the stack pointer"],
    fix: "run the pass noredzone on the module; clang's -mno-red-zone does nothing for IR",
  }];
}
