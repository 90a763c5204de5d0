import { blockName, recordName } from "../codes/blocks.js";
import type { BitstreamStatistics, BlockStatistics, CodeStatistics } from "./count.js";

/**
 * The statistics as text, as llvm-bcanalyzer prints them behind its line with the file's name. It
 * knows no names for some records, which have one here.
 */
export function formatStatistics(statistics: BitstreamStatistics): string {
  const head = [
    `         Total size: ${formatSize(statistics.bits)}`,
    "        Stream type: LLVM IR",
    `  # Toplevel Blocks: ${statistics.topLevelBlocks}`,
    "",
    "Per-block Summary:",
  ];
  const blocks = statistics.blocks.flatMap((block) => [...formatBlock(block, statistics.bits), "", ...formatCodes(block)]);
  return [...head, ...blocks, ""].join("\n");
}

function formatBlock(block: BlockStatistics, bits: number): string[] {
  const name = blockName(block.blockId);
  const { instances, records, abbreviatedRecords } = block;
  return [
    `  Block ID #${block.blockId}${name === undefined ? "" : ` (${name})`}:`,
    `      Num Instances: ${instances}`,
    `         Total Size: ${formatSize(block.bits)}`,
    `    Percent of file: ${percent(block.bits, bits)}`,
    ...(instances > 1 ? formatAverages(block) : formatCounts(block)),
    ...(records > 0 ? [`    Percent Abbrevs: ${percent(abbreviatedRecords, records)}`] : []),
  ];
}

function formatCounts({ subBlocks, abbreviations, records }: BlockStatistics): string[] {
  return [`      Num SubBlocks: ${subBlocks}`, `        Num Abbrevs: ${abbreviations}`, `        Num Records: ${records}`];
}

function formatAverages({ instances, bits, subBlocks, abbreviations, records }: BlockStatistics): string[] {
  const average = (count: number): string => `${count}/${exponential(count / instances)}`;
  return [
    `       Average Size: ${formatAverageSize(bits / instances)}`,
    `  Tot/Avg SubBlocks: ${average(subBlocks)}`,
    `    Tot/Avg Abbrevs: ${average(abbreviations)}`,
    `    Tot/Avg Records: ${average(records)}`,
  ];
}

function formatCodes({ blockId, codes }: BlockStatistics): string[] {
  if (codes.length === 0) return [];
  const mostFirst = [...codes].sort((a, b) => b.instances - a.instances || b.code - a.code);
  return ["\tRecord Histogram:", "\t\t  Count    # Bits     b/Rec   % Abv  Record Kind", ...mostFirst.map((code) => formatCode(code, recordName(blockId, code.code))), ""];
}

function formatCode({ code, instances, bits, abbreviated }: CodeStatistics, name: string = `UnknownCode${code}`): string {
  const average = instances > 1 ? fixedPoint(bits / instances, 1) : "";
  const share = abbreviated > 0 ? fixedPoint((abbreviated / instances) * 100, 2) : "";
  return `\t\t${pad(instances, 7)} ${pad(bits, 9)} ${pad(average, 9)} ${pad(share, 7)}  ${name}`;
}

function formatSize(bits: number): string {
  return `${bits}b/${fixedPoint(bits / 8, 2)}B/${Math.floor(bits / 32)}W`;
}

function formatAverageSize(bits: number): string {
  return `${fixedPoint(bits, 2)}/${fixedPoint(bits / 8, 2)}B/${Math.floor(bits / 32)}W`;
}

function percent(part: number, whole: number): string {
  return `${fixedPoint((part * 100) / whole, 4)}%`;
}

/** As C prints it. */
function fixedPoint(value: number, digits: number): string {
  return evenCut(value.toFixed(digits + EXACT_DIGITS)) ?? value.toFixed(digits);
}

/** As C prints it: JavaScript leaves out the zero of a short exponent. */
function exponential(value: number): string {
  const [mantissa = "", exponent] = value.toExponential(6 + EXACT_DIGITS).split("e");
  const cut = evenCut(mantissa);
  return (cut === undefined ? value.toExponential(6) : `${cut}e${exponent}`).replace(/e([+-])(\d)$/, "e$10$2");
}

const EXACT_DIGITS = 60;

/**
 * An exact number without its last digits, where rounding may go either way and C goes to the even
 * digit before them; JavaScript always rounds such a number up.
 */
function evenCut(exact: string): string | undefined {
  const cut = exact.slice(0, -EXACT_DIGITS);
  return /^50*$/.test(exact.slice(-EXACT_DIGITS)) && /[02468]$/.test(cut) ? cut : undefined;
}

function pad(value: string | number, width: number): string {
  return String(value).padStart(width);
}
