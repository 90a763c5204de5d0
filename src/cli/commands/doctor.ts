// Says which tools are here, what they suffice for, and what installs what is missing.

import { arch, release } from "node:os";
import { examine } from "../../toolchain/doctor.js";
import type { DoctorReport, DoctorRustc, DoctorTool, DoctorUse } from "../../toolchain/doctor-report.js";
import { UsageError } from "../../support/diagnostic.js";
import { defineCommand } from "../command.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { formatColumns, printJson, printText } from "../print-report.js";

export const doctor = defineCommand({
  usage: "doctor [--json]",
  description: `\
Says which rustc, clang and LLVM tools are here, which LLVM each can read, what that suffices for,
and the command that installs what is missing. It runs them to ask for their versions, and changes
nothing.`,
  options: {},
  groups: [],
  examples: [["kextir doctor", "look at this system"]],

  async run({ operands, messages }) {
    if (operands[0] !== undefined) throw new UsageError(`doctor takes no operand, and '${operands[0]}' is one`);
    const report = await examine(searchPlaces(), { release: release(), architecture: arch(), node: process.versions.node });
    if (messages.json) printJson(report);
    else printText(format(report));
    return ExitCode.Done;
  },
});

function format(report: DoctorReport): string {
  const { system, rustcs, newestRustc, unusable, uses } = report;
  const tools = [
    ...rustcs.map(rustcRow),
    ...report.clangs.map((tool) => toolRow("clang", tool)),
    ...report.llvmDis.map((tool) => toolRow("llvm-dis", tool)),
    ...report.llvmAs.map((tool) => toolRow("llvm-as", tool)),
    ...report.opts.map((tool) => toolRow("opt", tool)),
    ...report.llvmObjdumps.map((tool) => toolRow("llvm-objdump", tool)),
    ...report.dsymutils.map((tool) => toolRow("dsymutil", tool)),
    ...report.llvmSymbolizers.map((tool) => toolRow("llvm-symbolizer", tool)),
  ];
  const sections = [
    `${system.platform} ${system.release} ${system.architecture}, Node ${system.node}`,
    `Tools:\n${tools.length === 0 ? "  none" : formatColumns(tools)}`,
    ...(newestRustc === null ? [] : [`The newest rustc, ${newestRustc.file}, writes what LLVM ${newestRustc.llvmMajor} reads:\n${formatReaders(newestRustc)}`]),
    ...(unusable.length === 0 ? [] : [`Not usable:\n${formatColumns(unusable.map(({ file, reason }) => [file, reason]))}`]),
    `What works:\n${uses.map(formatUse).join("\n")}`,
  ];
  return sections.join("\n\n");
}

function rustcRow({ file, release: number, llvm, targets, hasLibrarySources }: DoctorRustc): string[] {
  const libraries = [...targets, ...(hasLibrarySources ? ["sources of core"] : [])].join(", ");
  return ["rustc", `${number}${llvm === null ? "" : ` (LLVM ${llvm})`}`, libraries === "" ? file : `${file}, with ${libraries}`];
}

function toolRow(name: string, { file, version, vendor, reads }: DoctorTool): string[] {
  return [name, `${version}${vendor === "apple" ? ` (Apple; reads LLVM ${reads})` : ""}`, file];
}

function formatReaders({ textReadBy, bitcodeReadBy }: NonNullable<DoctorReport["newestRustc"]>): string {
  const list = (files: readonly string[]): string => (files.length === 0 ? "nothing here" : files.join(", "));
  return formatColumns([
    ["its text is read by", list(textReadBy)],
    ["its bitcode by", list(bitcodeReadBy)],
  ]);
}

function formatUse({ summary, isReady, missing }: DoctorUse): string {
  const lines = missing.map(({ what, why, install }) => `        ${what} is missing: ${why}\n        ${install}`);
  return [`  ${isReady ? "yes" : "no "}   ${summary}`, ...lines].join("\n");
}
