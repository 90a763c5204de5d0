import { ObjectAudit } from "../audit/audit-object.js";
import { type AuditReport, type ImageReport, joinReports } from "../audit/report.js";
import type { AuditSettings } from "../audit/settings.js";
import { objdumpArguments } from "../macho/disassembly.js";
import { readImages } from "../macho/images.js";
import { readMachO } from "../macho/read.js";
import { disassembly } from "../toolchain/disassembly.js";
import { missingTool, type SearchPlaces } from "../toolchain/find.js";
import { rankLlvmTools } from "../toolchain/rank.js";

/**
 * Audits one Mach-O object, or the binary of a kext, by what the newest llvm-objdump
 * here makes of its code.
 *
 * @throws InputError for what is no Mach-O file of one architecture, or not disassembled whole.
 * @throws ToolError without an llvm-objdump, and when it fails.
 */
export async function auditObjectFile(bytes: Uint8Array, settings: AuditSettings, places: SearchPlaces): Promise<ImageReport> {
  const object = readMachO(bytes);
  const [objdump] = await rankLlvmTools("llvm-objdump", places);
  if (objdump === undefined) throw missingTool("llvm-objdump", "read the object's instructions", places);
  const audit = new ObjectAudit(object, settings);
  for await (const chunk of disassembly(objdump, bytes, objdumpArguments(object))) audit.write(chunk);
  return audit.finish();
}

/** Audits every image of a Mach-O file: of several architectures, or of an archive's members. Throws as `auditObjectFile` does. */
export async function auditBinary(file: Uint8Array, settings: AuditSettings, places: SearchPlaces): Promise<AuditReport> {
  const reports = [];
  for (const { name, bytes } of readImages(file)) reports.push({ image: name, report: await auditObjectFile(bytes, settings, places) });
  return joinReports(reports);
}
