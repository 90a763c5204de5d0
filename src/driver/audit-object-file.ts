import { ObjectAudit, type Surroundings } from "../audit/audit-object.js";
import type { AuditInput } from "../audit/audit-input.js";
import type { Finding } from "../audit/finding.js";
import { judge } from "../audit/judge.js";
import { type AuditReport, type ImageReport, joinReports } from "../audit/report.js";
import { symbolRules } from "../audit/rules/symbols.js";
import type { AuditSettings } from "../audit/settings.js";
import { definedFor, type KernelChoice } from "../audit/symbols.js";
import { librariesOf, undefinedSymbols } from "../audit/undefined-symbols.js";
import { objdumpArguments } from "../macho/disassembly.js";
import { readImages } from "../macho/images.js";
import type { MachO } from "../macho/macho.js";
import { readMachO } from "../macho/read.js";
import { disassembly } from "../toolchain/disassembly.js";
import { missingTool, type SearchPlaces } from "../toolchain/find.js";
import { rankLlvmTools } from "../toolchain/rank.js";
import { sourceLines } from "../toolchain/source-places.js";

/**
 * Audits one Mach-O object, or the binary of a kext, by what the newest llvm-objdump
 * here makes of its code.
 *
 * @param others what belongs to the object: the module that it was made of, the kernel that it is for, the kext around it.
 * @throws InputError for what is no Mach-O file of one architecture, or not disassembled whole.
 * @throws ToolError without an llvm-objdump, and when it fails.
 */
export async function auditObjectFile(
  bytes: Uint8Array,
  settings: AuditSettings,
  places: SearchPlaces,
  others: Surroundings = {},
): Promise<ImageReport> {
  const object = readMachO(bytes);
  const [objdump] = await rankLlvmTools("llvm-objdump", places);
  if (objdump === undefined) throw missingTool("llvm-objdump", "read the object's instructions", places);
  const audit = new ObjectAudit(object, settings);
  for await (const chunk of disassembly(objdump, bytes, objdumpArguments(object))) audit.write(chunk);
  const report = audit.finish(others);
  return { ...report, findings: await withSourceLines(report.findings, debugInfoOf(object, bytes, others), places) };
}

/** Audits every image of a Mach-O file: of several architectures, or of an archive's members. Throws as `auditObjectFile` does. */
export async function auditBinary(
  file: Uint8Array,
  settings: AuditSettings,
  places: SearchPlaces,
  others: Surroundings = {},
): Promise<AuditReport> {
  const reports = [];
  const images = [...readImages(file)];
  const inputs = inputsOf(images.map(({ bytes }) => readMachO(bytes)), settings, others);
  for (const [index, { name, bytes }] of images.entries()) {
    const { object: _object, settings: _settings, ...own } = inputs[index]!;
    const report = await auditObjectFile(bytes, settings, places, own);
    reports.push({ image: name, report });
  }
  return joinReports(reports, librariesOf(inputs));
}

/** What a Mach-O file needs of the kernel: no code is looked at, so that no tool is run. InputError where it is no Mach-O file. */
export function symbolReport(file: Uint8Array, settings: AuditSettings, kernel: KernelChoice): AuditReport {
  const images = [...readImages(file)];
  const inputs = inputsOf(images.map(({ bytes }) => readMachO(bytes)), settings, { kernel });
  const reports = inputs.map((input, index) => ({
    image: images[index]!.name,
    report: { findings: symbolRules.flatMap((rule) => judge(rule, rule.check(input), settings)), functions: [], undefined: undefinedSymbols(input) },
  }));
  return joinReports(reports, librariesOf(inputs));
}

/** One input for each object; what another one of the same architecture defines, it does not need of the kernel. */
function inputsOf(objects: readonly MachO[], settings: AuditSettings, { kernel, ...others }: Surroundings): AuditInput[] {
  const defined = new Map<string, Set<string>>();
  for (const object of objects) {
    const set = defined.get(object.architecture) ?? new Set();
    for (const symbol of definedFor(object)) set.add(symbol);
    defined.set(object.architecture, set);
  }
  return objects.map((object) => ({
    ...others, object, settings,
    ...(kernel && { kernel: { ...kernel, definedBeside: defined.get(object.architecture)! } }),
  }));
}

/** The Mach-O file that has an object's debug info: itself, or what stands beside a kext. */
function debugInfoOf({ sections }: MachO, bytes: Uint8Array, { bundle }: Surroundings): Uint8Array | undefined {
  return sections.some(({ segment }) => segment === "__DWARF") ? bytes : bundle?.debugSymbols;
}

// Without debug info, or an llvm-symbolizer, findings have addresses alone.
async function withSourceLines(findings: readonly Finding[], debugInfo: Uint8Array | undefined, places: SearchPlaces): Promise<readonly Finding[]> {
  const addresses = [...new Set(findings.flatMap(({ address }) => address ?? []))];
  if (addresses.length === 0 || debugInfo === undefined) return findings;
  const [symbolizer] = await rankLlvmTools("llvm-symbolizer", places);
  if (symbolizer === undefined) return findings;
  const lines = await sourceLines(symbolizer.file, debugInfo, addresses);
  return findings.map((finding) => {
    const source = finding.address === undefined ? undefined : lines.get(finding.address);
    return source === undefined ? finding : { ...finding, source };
  });
}
