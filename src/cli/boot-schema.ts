import * as z from "zod/mini";
import { formatCaller } from "../boot/callers.js";
import type { BootFinding } from "../boot/finding.js";
import type { BootReport } from "../boot/report.js";

const hex = (of: string): z.ZodMiniString => z.string().check(z.regex(/^0x[0-9a-f]+$/), z.describe(of));

const finding = z.strictObject({
  code: z.string().check(z.describe("what `kextir explain` explains")),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  during: z.string().check(z.describe("what of the kext ran: start, stop, a constructor, a call as it was written")),
  function: z.nullable(z.string()).check(z.describe("the kext's function that did it")),
  offset: z.nullable(z.int()).check(z.describe("bytes from the function's start")),
  address: z.nullable(z.int()).check(z.describe("as in the kext's file")),
  source: z.optional(z.strictObject({ file: z.string(), line: z.int() })).check(z.describe("what was written there; absent without debug info")),
  instruction: z.nullable(z.string()).check(z.describe("where the run ended there, as llvm-objdump writes it")),
  backtrace: z.array(z.string()).check(z.describe("the callers, innermost first, with their source lines where debug info tells")),
  notes: z.array(z.string()),
  fix: z.string(),
});

const phase = z.strictObject({
  name: z.enum(["constructor", "start", "stop", "destructor"]),
  function: z.string(),
  result: z.int().check(z.describe("of start and stop; 0 is KERN_SUCCESS")),
  stack: z.int().check(z.describe("bytes of stack that were used, interrupts' frames included")),
  interrupts: z.int(),
});

const call = z.strictObject({
  call: z.string().check(z.describe("as it was written")),
  function: z.string(),
  expected: hex("the result with interrupts off"),
  isRepeatable: z.boolean().check(z.describe("whether a second call with interrupts off gave the same; else results are not compared")),
  runs: z.int().check(z.describe("calls under interrupts")),
  wrong: z.int().check(z.describe("how many of them gave another result")),
  firstWrong: z.nullable(hex("the first other result")),
  stack: z.int(),
  interrupts: z.int(),
});

/** The schema of what `kextir boot --json` prints. */
export const bootSchema = z.strictObject({
  schemaVersion: z.literal(1),
  file: z.string(),
  verdict: z.enum(["clean", "faulty"]),
  findings: z.array(finding),
  log: z.array(z.string()).check(z.describe("what the kext logged, one text a call")),
  phases: z.array(phase).check(z.describe("what came back, in order")),
  calls: z.array(call),
  heap: z.nullable(z.strictObject({ allocations: z.int(), mostBytes: z.int(), leaks: z.int(), leakedBytes: z.int() })).check(z.describe("null where the kext did not stop")),
  deepestStack: z.nullable(z.int()),
  stackSize: z.int(),
  interrupts: z.int(),
});

export type BootJson = z.infer<typeof bootSchema>;

/** A report as `bootSchema` describes it. */
export function bootJson(file: string, report: BootReport): BootJson {
  const hexOf = (value: bigint): string => `0x${value.toString(16)}`;
  return {
    schemaVersion: 1,
    file,
    verdict: report.verdict,
    findings: report.findings.map(findingJson),
    log: [...report.log],
    phases: report.phases.map((one) => ({ ...one, name: phase.shape.name.parse(one.name) })),
    calls: report.calls.map((one) => ({ ...one, expected: hexOf(one.expected), firstWrong: one.firstWrong === undefined ? null : hexOf(one.firstWrong) })),
    heap: report.heap ?? null,
    deepestStack: report.deepestStack ?? null,
    stackSize: STACK_SIZE,
    interrupts: report.interrupts,
  };
}

function findingJson({ code, severity, message, during, function: name, offset, address, source, instruction, backtrace, notes, fix }: BootFinding): z.infer<typeof finding> {
  return { code, severity, message, during, function: name, offset, address, ...(source && { source }), instruction, backtrace: backtrace.map(formatCaller), notes: [...notes], fix };
}

/** Bytes: four pages, as in xnu. */
export const STACK_SIZE = 16384;
