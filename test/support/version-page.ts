// docs/versions.md: written from the matrix, and read by the test that holds it to it.

import { CLANGS, type Cell, type CellResult, clangVersion, hasCore, type Rustc, SETTINGS, TRIPLES } from "./version-matrix.js";

type Setting = keyof typeof SETTINGS;

/** All cells that this machine can try. */
export function allCells(rustcs: readonly Rustc[]): Cell[] {
  const clangs = CLANGS.filter((major) => clangVersion(major) !== undefined);
  return rustcs.flatMap((rustc) =>
    TRIPLES.filter((triple) => hasCore(rustc, triple)).flatMap((triple) =>
      (Object.keys(SETTINGS) as Setting[]).flatMap((setting) => clangs.map((clang) => ({ rustc, triple, setting, clang }))),
    ),
  );
}

/** The page. */
export function versionPage(rustcs: readonly Rustc[], results: ReadonlyMap<Cell, CellResult>): string {
  const reasons: string[] = [];
  const tables = rustcs.flatMap((rustc) => TRIPLES.map((triple) => table(rustc, triple, results, reasons)));
  const clangs = CLANGS.map((major) => clangVersion(major) ?? `${major} (not tried)`).join(", ");
  const notes = reasons.map((reason, index) => `${index + 1}. ${reason}`).join("\n");
  return `${HEAD.replace("CLANGS", clangs)}\n${tables.join("\n")}${notes === "" ? "" : `\n## Why not\n\n${notes}\n`}`;
}

/** What the page says of a cell: `✓`, `✗` or `–`; undefined where it has no such cell. */
export function claimOf(page: string, { rustc, triple, setting, clang }: Cell): string | undefined {
  const section = page.split(/^## /m).find((part) => part.startsWith(titleOf(rustc, triple)));
  const row = section?.split("\n").find((line) => line.startsWith(`| ${setting} |`));
  return row?.split("|")[2 + CLANGS.indexOf(clang)]?.trim().charAt(0);
}

const HEAD = `\
# Which rustc goes with which clang

The programs of [ir-fixtures/rust](../ir-fixtures/rust), compiled by each rustc to IR as one crate, go
through kextir to each clang (CLANGS). Linux modules become Mach-O on the way. ✓ means that, of what
kextir makes for that clang,

- the LLVM of the same release **parses** and **verifies** it (\`llvm-as\`), and no debug info is lost,
- \`kextir compile\` **compiles** it with \`-mkernel\` to an object that passes the check, with no
  intrinsic left as an undefined symbol,
- for Linux modules, the program **computes** the same: linked with a C program that calls its functions
  2000 times each, it prints what the code that rustc itself made prints.

✗ has a reason below. \`make matrix\` writes this page; \`make test\` tries some of its cells again. The
settings are those of rustc; clang gets the same level, and for \`LTO\` \`-O2\`.
`;

function titleOf({ name, llvm }: Rustc, triple: string): string {
  return `${name} (LLVM ${llvm}), ${triple}`;
}

function table(rustc: Rustc, triple: Cell["triple"], results: ReadonlyMap<Cell, CellResult>, reasons: string[]): string {
  const head = `## ${titleOf(rustc, triple)}\n`;
  if (!hasCore(rustc, triple)) return `${head}\nNot tried: this compiler has no \`core\` for the target here.\n`;
  const rows = (Object.keys(SETTINGS) as Setting[]).map((setting) => {
    const marks = CLANGS.map((clang) => {
      const found = [...results].find(([cell]) => cell.rustc === rustc && cell.triple === triple && cell.setting === setting && cell.clang === clang);
      return found === undefined ? "–" : mark(found[1], reasons);
    });
    return `| ${setting} | ${marks.join(" | ")} |`;
  });
  return `${head}\n| | ${CLANGS.map((major) => `clang ${major}`).join(" | ")} |\n|---|${CLANGS.map(() => "---|").join("")}\n${rows.join("\n")}\n`;
}

function mark({ failed }: CellResult, reasons: string[]): string {
  if (failed === undefined) return "✓";
  const reason = `not ${PARTICIPLES[failed.check]}: ${failed.reason}`;
  if (!reasons.includes(reason)) reasons.push(reason);
  return `✗ (${reasons.indexOf(reason) + 1})`;
}

const PARTICIPLES = { parses: "parsed", verifies: "verified", compiles: "compiled", computes: "the same" } as const;
