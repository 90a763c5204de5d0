import type { ReportPage } from "../diff/html/report.js";

declare const KEXTIR_REPORT_PAGE: ReportPage;

/** What src/page holds, which the bundler puts in. */
export const reportPage = KEXTIR_REPORT_PAGE;
