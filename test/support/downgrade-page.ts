import { table } from "../../passes/downgrade/table.js";

/** `docs/downgrade.md`, made from the table of the pass. */
export function downgradePage(): string {
  const chapters = table.map(({ title, rows }) => {
    const lines = rows.map(({ construct, since, instead }) => `| ${cell(construct)} | ${since} | ${instead.replaceAll("|", "\\|")} |`);
    return `## ${title}\n\n| construct | reads it | older LLVMs get |\n|---|---|---|\n${lines.join("\n")}\n`;
  });
  return `${HEAD}\n${chapters.join("\n")}`;
}

const HEAD = `# What downgrade rewrites

<!-- Made from the table in passes/downgrade by test/update-docs.ts. -->

rustc follows LLVM's trunk; clangs, Apple's most of all, lag behind. A parser ends at the first word
that it does not know, and an intrinsic that a clang does not know becomes an undefined symbol. The
pass \`downgrade<to=N>\` writes what LLVM N, 15 to 21, reads. \`kextir compile\` runs it by itself where
the clang is older than the module (\`--no-bridge\` keeps it from that), \`kextir --for=clang-16\` in the
filter.

Each row names the oldest LLVM that reads the construct, measured with the parsers of 15, 16, 19 and
22: one that came with 17 or 18 stands as 19, with 20 or 21 as 22. LLVMs between those are treated as the
older one, which costs optimisations at most. What is dropped only promises something to the
optimiser. What is refused is an error with its file, line and reason.
`;

function cell(construct: string): string {
  return `\`${construct.replaceAll("|", "\\|")}\``;
}
