import type { ReportPage } from "../diff/html/report.js";

// Text, for esbuild would put an object where the filter loads it.
declare const KEXTIR_REPORT_PAGE: string;

/** What src/page holds, which the bundler puts in. */
export function reportPage(): ReportPage {
  return JSON.parse(KEXTIR_REPORT_PAGE) as ReportPage;
}
