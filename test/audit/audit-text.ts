import { ObjectAudit } from "../../src/audit/audit-object.js";
import type { ImageReport } from "../../src/audit/report.js";
import { type AuditSettings, defaultSettings } from "../../src/audit/settings.js";
import type { MachO } from "../../src/macho/macho.js";

/** What an audit of `object` finds, of which llvm-objdump wrote `disassembly`. */
export function auditText(object: MachO, disassembly: string, settings: AuditSettings = defaultSettings): ImageReport {
  const audit = new ObjectAudit(object, settings);
  audit.write(Buffer.from(disassembly, "latin1"));
  return audit.finish();
}
