// The laws of the house, read off the import lines.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Room by room, which rooms its files may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "packages/llvm-bitcode-reader/src": [],
  "src/support": [],
  "src/asm": ["src/support"],
  "src/bitcode": ["src/support"],
  "src/macho": ["src/support"],
  "src/kpi": ["src/support"],
  "src/link": ["src/macho", "src/support"],
  "src/boot": ["src/macho", "src/support"],
  "src/audit": ["src/kpi", "src/macho", "src/ir", "src/asm", "src/support"],
  "src/ir": ["src/asm", "src/support"],
  "src/pass": ["src/ir", "src/asm", "src/support"],
  passes: ["src/pass", "src/ir", "src/asm", "src/support"],
  "src/diff": ["src/ir", "src/asm", "src/support"],
  "src/page": ["src/asm", "src/support"],
  "src/toolchain": ["src/support"],
  "src/driver": ["src/audit", "src/link", "src/boot", "src/kpi", "passes", "src/pass", "src/ir", "src/asm", "src/bitcode", "src/macho", "src/toolchain", "src/support"],
  "src/cli": ["src/audit", "src/link", "src/boot", "src/kpi", "src/diff", "src/driver", "passes", "src/pass", "src/ir", "src/asm", "src/bitcode", "src/macho", "src/toolchain", "src/support"],
  src: ["src/driver", "passes", "src/pass", "src/ir", "src/asm", "src/toolchain", "src/support"],
};

const PACKAGES: Readonly<Record<string, RegExp>> = {
  "src/pass": /^zod\/mini$/,
  passes: /^zod\/mini$/,
  "src/bitcode": /^llvm-bitcode-reader$/,
  "src/link": /^node:crypto$/,
  "src/driver": /^llvm-bitcode-reader$/,
  "src/toolchain": /^(execa|node:.*)$/,
  "src/cli": /^(zod(\/.*)?|llvm-bitcode-reader|node:.*)$/,
  src: /^zod\/mini$/,
};

function sources(): string[] {
  return ["packages/llvm-bitcode-reader/src", "src", "passes"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  );
}

function imports(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const pattern = /^(?:import|export)\s+(?:[\w*\s{},]+?\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  return [...text.matchAll(pattern)].map((match) => (match[1] ?? match[2])!);
}

function roomOf(file: string): string {
  const folder = dirname(file);
  return Object.keys(MAY_IMPORT).filter((room) => folder === room || folder.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0]!;
}

describe("architecture", () => {
  for (const file of sources()) {
    it(`${file} imports only what its room may`, () => {
      const room = roomOf(file);
      expect(room, "a room of that name").not.to.equal(undefined);
      for (const specifier of imports(file)) {
        if (!specifier.startsWith(".")) {
          expect(specifier, `a package in ${room}`).to.match(PACKAGES[room] ?? /^$/);
          continue;
        }
        const target = relative(root, join(root, dirname(file), specifier));
        const other = roomOf(target);
        if (other !== room) expect(MAY_IMPORT[room], `${specifier} from ${room}`).to.include(other);
      }
    });
  }

  it("has no `any`, and touches the process only at the edges", () => {
    for (const file of sources()) {
      const text = readFileSync(join(root, file), "utf8");
      expect(text, file).not.to.match(/[:<,(]\s*any\b(?! )|\bas any\b/);
      if (!/^src\/(cli|toolchain)\//.test(file)) expect(text, file).not.to.match(/\bprocess\.(argv|env|exit|std)/);
    }
  });
});
