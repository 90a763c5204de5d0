import type { AuditReport } from "../audit/report.js";

/** What `kextir audit --format=json` prints: camelCase keys, as all JSON that kextir writes. */
export interface AuditJson extends AuditReport {
  readonly schemaVersion: 1;
  /** As given on the command line. */
  readonly file: string;
}

export function auditJson(file: string, report: AuditReport): AuditJson {
  return { schemaVersion: 1, file, ...report };
}
