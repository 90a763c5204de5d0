import type { Call } from "../boot/call.js";
import type { Caller } from "../boot/callers.js";
import { differences } from "../boot/differences.js";
import type { BootFinding } from "../boot/finding.js";
import { findFunction } from "../boot/find-function.js";
import { loadKext, type LoadedKext } from "../boot/load-kext.js";
import { payloadOf, type RunOptions } from "../boot/payload.js";
import type { KextPlace } from "../boot/kext-place.js";
import { type InstructionAt, type Place, Places } from "../boot/places.js";
import { redZoneLines } from "../boot/red-zone.js";
import { type BootReport, reportOf, withFindings } from "../boot/report.js";
import { stopOf } from "../boot/stop.js";
import type { Suspect } from "../boot/suspects.js";
import { readTestKernel } from "../boot/test-kernel.js";
import { parseTranscript, type TranscriptLine } from "../boot/transcript.js";
import { changedBytes, type Writer, writersOf } from "../boot/writers.js";
import type { KpiResolver } from "../kpi/resolve.js";
import { DisassemblyReader, instructionText, objdumpArguments } from "../macho/disassembly.js";
import { readMachO } from "../macho/read.js";
import { disassembly } from "../toolchain/disassembly.js";
import type { SearchPlaces } from "../toolchain/find.js";
import { runKernel } from "../toolchain/qemu.js";
import { rankLlvmTools } from "../toolchain/rank.js";
import { sourceLines } from "../toolchain/source-places.js";
import { buildTestKernel } from "../toolchain/test-kernel.js";
import { findSuspects } from "./suspects.js";

export interface BootOptions {
  readonly calls: readonly Call[];
  /** How often each call is made under interrupts, at most. */
  readonly repeats: number;
  readonly timeoutSeconds: number;
  /** The folder with the test kernel's sources. */
  readonly kernelSources: string;
  /** A Mach-O file with the kext's debug info. */
  readonly debugSymbols?: Uint8Array | undefined;
}

/**
 * Runs a kext's binary, of one architecture, in the test kernel and gives what that showed.
 * Where it showed nothing wrong, the kext runs again without interrupts, to compare.
 *
 * @param kpi what real kernels export: what of it the test kernel lacks matters only when it is called.
 * @throws InputError for a kext that the kernel's linker would refuse.
 * @throws UsageError for a call of a function that the kext does not have.
 * @throws ToolError where qemu, clang or ld.lld are missing or fail.
 */
export async function bootKext(binary: Uint8Array, options: BootOptions, kpi: KpiResolver, places: SearchPlaces): Promise<BootReport> {
  const object = readMachO(binary);
  const elf = await buildTestKernel(options.kernelSources, places);
  const kernel = readTestKernel(elf);
  const kext = loadKext(binary, object, kernel.exports, (symbol) => kpi.resolve(symbol).kind === "exported");
  const calls = options.calls.map((call) => ({ ...call, function: findFunction(call.symbol, kext) }));
  const run = async (how: RunOptions): Promise<TranscriptLine[]> => parseTranscript(await runKernel(elf, payloadOf(kext, calls, how), options.timeoutSeconds, places));
  const functions = new Places(kext, kernel);
  const report = async (lines: readonly TranscriptLine[], isQuiet: boolean, writers: ReadonlyMap<bigint, Writer>, suspects: ReadonlyMap<number, Suspect>): Promise<BootReport> => {
    const stop = stopOf(lines, functions);
    const wanted = [
      ...(stop === undefined ? [] : [stop]),
      ...(stop?.line.kind === "timeout" ? [{ place: stop.place, isReturn: true }] : []),
      ...redZoneLines(lines).map(({ rip }) => ({ place: functions.at(rip), isReturn: false })), ...writers.values(),
    ];
    const instructionAt = await instructions(wanted, (place, isReturn) => readInstruction(place, isReturn, binary, kext, functions, places));
    return reportOf({ lines, isQuiet, kext, places: functions, calls, stop, writers, suspects, instructionAt, timeoutSeconds: options.timeoutSeconds });
  };

  const [lines, suspects] = await Promise.all([run({ interrupts: "on", repeats: calls.map(() => options.repeats), nanoseconds: BigInt(options.timeoutSeconds) * NANOSECONDS }), findSuspects(binary, object, places)]);
  // Another run is to do the same.
  const made = lines.flatMap((line) => (line.kind === "results" ? [Number(line.runs)] : []));
  const repeats = calls.map((_, index) => made[index] ?? options.repeats);
  const changed = changedBytes(lines);
  const writers = changed.length === 0 ? new Map<bigint, Writer>() : writersOf(await run({ interrupts: "off", repeats, watched: changed }), functions);
  const first = await report(lines, false, writers, new Map());
  const whole = first.verdict === "faulty" ? first : withFindings(first, await quietFindings());
  async function quietFindings(): Promise<readonly BootFinding[]> {
    const quiet = await run({ interrupts: "off", repeats, suspects: [...suspects.keys()].map((address) => kext.base + BigInt(address)) });
    const { verdict, findings } = await report(quiet, true, new Map(), suspects);
    return verdict === "faulty" ? findings.filter(({ severity }) => severity === "error") : differences(lines, quiet, kext, functions);
  }
  return options.debugSymbols === undefined ? whole : withSourceLines(whole, options.debugSymbols, places);
}

/** Of the machine's time for a second of the host's: it is at least three times as fast, so that calls end well before the time is up. */
const NANOSECONDS = 1_500_000_000n;

/** Says of findings, and of who called, in which source lines they are; as it is without an llvm-symbolizer. */
async function withSourceLines(report: BootReport, debugSymbols: Uint8Array, places: SearchPlaces): Promise<BootReport> {
  // A call stands before the address that it comes back to.
  const of = ({ address, isReturn }: BootFinding): number | undefined => (address === null ? undefined : address - (isReturn ? 1 : 0));
  const ofCaller = ({ place }: Caller): number => place.address - 1;
  const addresses = report.findings.flatMap((finding) => [of(finding) ?? [], ...finding.backtrace.map(ofCaller)].flat());
  const [symbolizer] = await rankLlvmTools("llvm-symbolizer", places);
  if (addresses.length === 0 || symbolizer === undefined) return report;
  const lines = await sourceLines(symbolizer.file, debugSymbols, addresses);
  const findings = report.findings.map((finding) => {
    const source = lines.get(of(finding) ?? -1);
    return { ...finding, ...(source && { source }), backtrace: finding.backtrace.map((caller) => ({ ...caller, source: lines.get(ofCaller(caller)) })) };
  });
  return { ...report, findings };
}

async function instructions(
  wanted: readonly Pick<KextPlace, "place" | "isReturn">[], read: (place: Place, isReturn: boolean) => Promise<string | undefined>,
): Promise<InstructionAt> {
  const found = new Map<string, string | undefined>();
  const key = (place: Place, isReturn: boolean): string => `${place.address} ${isReturn}`;
  for (const { place, isReturn } of wanted) if (place !== undefined && !found.has(key(place, isReturn))) found.set(key(place, isReturn), await read(place, isReturn));
  return (place, isReturn) => found.get(key(place, isReturn));
}

/** As llvm-objdump writes it, but that calls and jumps name functions; undefined without an llvm-objdump. */
async function readInstruction(place: Place, isReturn: boolean, binary: Uint8Array, kext: LoadedKext, functions: Places, places: SearchPlaces): Promise<string | undefined> {
  const [objdump] = await rankLlvmTools("llvm-objdump", places);
  if (objdump === undefined || (isReturn && place.offset === 0)) return undefined;
  let found: { readonly address: number; readonly text: string } | undefined;
  const reader = new DisassemblyReader({
    section: () => {},
    instruction: (address, bytes, start, stop) => {
      // The call stands before the address that it comes back to.
      if (isReturn ? address < place.address : address === place.address) found = { address, text: instructionText(bytes, start, stop) };
    },
  });
  const range = [`--start-address=${place.functionAddress}`, `--stop-address=${place.address + (isReturn ? 0 : 16)}`];
  for await (const chunk of disassembly(objdump, binary, [...objdumpArguments(kext.object), ...range])) reader.write(chunk);
  reader.end();
  return found && withFunctionName(found.text.replaceAll("\t", " ").trim(), found.address, kext, functions);
}

/** `callq 0xfc0` as `callq _f`. What is to be filled in when the kext is loaded reads as a call of the next instruction. */
function withFunctionName(text: string, address: number, { object, base }: LoadedKext, functions: Places): string {
  const [, target] = /^(?:call|j)\w+ 0x([0-9a-f]+)$/.exec(text) ?? [];
  if (target === undefined) return text;
  // Behind an opcode of one byte, or two.
  const external = object.externalRelocations.find(({ offset, pcRelative }) => pcRelative && (offset === address + 1 || offset === address + 2))?.target;
  const own = functions.at(base + BigInt(`0x${target}`));
  const name = external?.kind === "symbol" ? external.symbol.name : own?.offset === 0 ? own.function : undefined;
  return name === undefined ? text : text.replace(/0x[0-9a-f]+$/, name);
}
