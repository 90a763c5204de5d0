// Objects and archives in, the binary of a kext out.

import { judgeUndefined } from "../../driver/judge-undefined.js";
import { KpiResolver } from "../../kpi/resolve.js";
import { link as linkObjects } from "../../link/link.js";
import { formatMap } from "../../link/map.js";
import { UsageError } from "../../support/diagnostic.js";
import { defineCommand } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { readInput } from "../input.js";
import type { Options } from "../options.js";
import { type Output, writeOutputs } from "../output.js";

const outputOptions = {
  output: { short: "o", value: "FILE", help: "the binary to write" },
  map: { value: "FILE", help: "say in FILE where each function and variable went" },
} as const satisfies Options;

const linkOptions = {
  export: { value: "SYMBOL", isRepeated: true, help: "let other kexts use SYMBOL, as _name; may be given more than once (default: all is hidden)" },
  "dead-strip": { help: "leave out functions and data that nothing needs" },
} as const satisfies Options;

export const link = defineCommand({
  usage: "link FILE.o|FILE.a… -o BINARY [options]",
  description: `\
Links objects, and those members of archives that are needed, into the binary of a kext for x86_64, as
Apple's 'ld -kext' does. Symbols that no input defines are left to the kernel's linker. What that
cannot do, and Apple's linker gets wrong without a word, is refused: 32-bit addresses, direct
references to data of other kexts. The same inputs give the same bytes.`,
  options: { ...outputOptions, ...linkOptions },
  groups: [
    { title: "Output", options: outputOptions },
    { title: "Linking", options: linkOptions },
  ],
  examples: [
    ["kextir link main.o glue.o -o hello", "the binary for hello.kext/Contents/MacOS"],
    ["kextir link main.o libcompiler_builtins.rlib -o hello --dead-strip --map hello.map", "with a library of Rust's, and what became of it"],
  ],

  async run({ options, operands }) {
    const { output } = options;
    if (output === undefined) throw new UsageError("link needs -o", "kextir link MAIN.o GLUE.o -o BINARY");
    if (operands.length === 0) throw new UsageError("link needs objects or archives", `kextir link MAIN.o GLUE.o -o ${output}`);
    const inputs = operands.map((path) => readInput(path));
    const resolver = new KpiResolver([], "x86_64");
    const linked = linkObjects(inputs, { exports: options.export, deadStrip: options["dead-strip"], judgeUndefined: (name) => judgeUndefined(name, resolver) });
    const map: Output[] = options.map === undefined ? [] : [{ path: options.map, pieces: [Buffer.from(`${[...formatMap(output, linked)].join("\n")}\n`)] }];
    writeOutputs([{ path: output, pieces: [linked.image] }, ...map]);
    return ExitCode.Done;
  },
});
