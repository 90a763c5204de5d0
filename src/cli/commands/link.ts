// Objects and archives in, the binary of a kext out.

import { basename, resolve } from "node:path";
import { kernelSymbols, unknownSymbols } from "../../driver/kernel-symbols.js";
import { KpiResolver } from "../../kpi/resolve.js";
import { type Link, link as linkObjects } from "../../link/link.js";
import { formatMap } from "../../link/map.js";
import { isArchive } from "../../macho/archive.js";
import { UsageError } from "../../support/diagnostic.js";
import type { FolderFile } from "../../toolchain/debug-symbols.js";
import { readLinkInput } from "../binary-input.js";
import { defineCommand } from "../command.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { kernelChoice, kernelOptions } from "../kernel-options.js";
import type { Options } from "../options.js";
import { writeOutputs } from "../output.js";
import { writeDebugSymbols } from "../write-bundle.js";

const outputOptions = {
  output: { short: "o", value: "FILE", help: "the binary to write" },
  dsym: { value: "NAME.kext.dSYM", help: "make this folder of the objects' debug info: for debuggers, and, beside NAME.kext, for source lines in reports of audit and boot" },
  map: { value: "FILE", help: "say in FILE where each function and variable went" },
} as const satisfies Options;

const linkOptions = {
  export: { value: "SYMBOL", isRepeated: true, help: "let other kexts use SYMBOL, as _name; may be given more than once (default: all is hidden)" },
  "dead-strip": { help: "leave out functions and data that nothing needs" },
  "system-ld": { value: "PROGRAM", isValueOptional: true, spelling: "--system-ld[=PROGRAM]", help: "link with Apple's linker instead, which only macOS has" },
} as const satisfies Options;

export const link = defineCommand({
  usage: "link FILE.o|FILE.a… -o BINARY [options]",
  description: `\
Links objects, and those members of archives that are needed, into the binary of a kext for x86_64, as
Apple's 'ld -kext' does. Symbols that no input defines are left to the kernel's linker. What that
cannot do, and Apple's linker gets wrong without a word, is refused: 32-bit addresses, direct
references to data of other kexts. The functions of Apple's libkmod are built in. The same inputs
give the same bytes.`,
  options: { ...outputOptions, ...linkOptions, ...kernelOptions },
  groups: [
    { title: "Output", options: outputOptions },
    { title: "Linking", options: linkOptions },
    { title: "The kernel", options: kernelOptions },
  ],
  examples: [
    ["kextir link main.o glue.o -o hello", "the binary for hello.kext/Contents/MacOS"],
    ["kextir link main.o glue.o -o hello --dsym hello.kext.dSYM", "with the objects' debug info, of rustc -g and clang -g, for debuggers"],
    ["kextir link main.o libcompiler_builtins.rlib -o hello --dead-strip --map hello.map", "with a library of Rust's, and what became of it"],
  ],

  async run({ options, operands, reporter }) {
    const { output, dsym, map, export: exports, "dead-strip": deadStrip, "system-ld": linker } = options;
    if (output === undefined) throw new UsageError("link needs -o", "kextir link MAIN.o GLUE.o -o BINARY");
    if (operands.length === 0) throw new UsageError("link needs objects or archives", `kextir link MAIN.o GLUE.o -o ${output}`);
    if (dsym !== undefined && !/[^/]\.dSYM\/*$/.test(dsym)) throw new UsageError(`--dsym=${dsym}: a folder with debug info is named NAME.kext.dSYM`, `--dsym=${basename(output)}.kext.dSYM`);
    if (linker !== undefined) {
      if (dsym !== undefined) throw new UsageError("--dsym is for kextir's own linker: Apple's leaves it to dsymutil", `dsymutil ${output} -o ${dsym}`);
      const { linkWithSystem } = await import("../../toolchain/system-linker.js");
      await linkWithSystem({ linker: linker === "" ? undefined : linker, inputs: operands, output, exports, deadStrip, map });
      return ExitCode.Done;
    }
    const { lists, darwin } = kernelChoice(options);
    const resolver = new KpiResolver(lists, "x86_64", darwin);
    const inputs = operands.map(readLinkInput);
    const again = inputs.find(({ bytes }, at) => operands.indexOf(operands[at]!) < at && !isArchive(bytes));
    if (again !== undefined) throw new UsageError(`'${again.name}' is given twice`, "give each object once");
    const linked = linkObjects(inputs, { exports, deadStrip, kernel: kernelSymbols(resolver) });
    for (const warning of unknownSymbols(linked, resolver)) reporter.report(warning);
    const debugSymbols = dsym === undefined ? undefined : await debugSymbolsFor(linked, output);
    writeOutputs([
      { path: output, pieces: [linked.image] },
      ...(map === undefined ? [] : [{ path: map, pieces: [Buffer.from(`${[...formatMap(output, linked)].join("\n")}\n`)] }]),
    ]);
    if (debugSymbols !== undefined) writeDebugSymbols(resolve(dsym!), debugSymbols);
    return ExitCode.Done;
  },
});

// Most links need no program to be run, and start more quickly without what runs them.
async function debugSymbolsFor(linked: Link, output: string): Promise<FolderFile[]> {
  const { debugSymbolsOf } = await import("../../driver/kext/debug-info.js");
  return debugSymbolsOf(linked, basename(output), searchPlaces());
}
