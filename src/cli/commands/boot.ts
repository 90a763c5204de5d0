// Runs a kext in the test kernel, under interrupts.

import { join } from "node:path";
import { type Call, parseCall } from "../../boot/call.js";
import { bootKext } from "../../driver/boot-kext.js";
import { KpiResolver } from "../../kpi/resolve.js";
import { readImages } from "../../macho/images.js";
import { InputError, UsageError } from "../../support/diagnostic.js";
import { bootJson } from "../boot-schema.js";
import { formatBoot } from "../boot-text.js";
import { defineCommand } from "../command.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { readBinary } from "../binary-input.js";
import { isFolder, readKextBundle } from "../kext-bundle.js";
import { kernelChoice, kernelOptions } from "../kernel-options.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { packageFolder } from "../package-folder.js";
import { printJson, printText } from "../print-report.js";
import { showProgress } from "../progress.js";

const runOptions = {
  call: {
    value: "CALL", isRepeated: true,
    help: "between start and stop, call a function of the kext: 'NAME', 'scramble(1, 2)', 'sum_of([1, 2], 2) -> u32'; may be given more than once",
  },
  repeat: { value: "N", help: "how often each call is made under interrupts (default: 1000); less often where --timeout leaves no time for it" },
  timeout: { value: "SECONDS", help: "how long the run may last (default: 20)" },
} as const satisfies Options;

export const boot = defineCommand({
  usage: "boot NAME.kext|BINARY [--call CALL]… [--repeat N] [--timeout SECONDS] [options]",
  description: `\
Runs a kext for x86_64 in ring 0, in a small kernel of kextir's in qemu: constructors, start, the calls
asked for, stop, destructors. It is linked as the kernel's linker links, on a stack of 16 KiB where
timer interrupts land too, some after each single instruction; floating point, %gs, writes to code, and
memory that is not the kext's fault. Calls are made with interrupts off, then on: results have to be
the same. Numbers are handed over as they are, of "text" and [lists] of 32 bits (or as in [1u8, 2]) a
pointer to a copy. The exit code is 1 where something is found.`,
  options: { ...runOptions, ...kernelOptions },
  groups: [
    { title: "The run", options: runOptions },
    { title: "The kernel", options: kernelOptions },
  ],
  examples: [
    ["kextir boot hello.kext", "does it start, stop, leak, and what does it say"],
    ["kextir boot hello --call 'scramble(1234, 5)' --repeat 10000", "is the result the same under interrupts"],
    ["kextir boot hello --call 'sum_of([1, 2, 3], 3) -> u32' --json", "with a pointer to three numbers; the report as JSON"],
  ],

  async run({ options, operands, messages, reporter }) {
    const path = onlyOperand(operands, "kext");
    if (path === undefined) throw new UsageError("boot needs a kext", "kextir boot NAME.kext");
    const calls = options.call.map(callOf);
    const repeats = wholeNumber(options.repeat ?? "1000", "--repeat", 10_000_000);
    const timeoutSeconds = wholeNumber(options.timeout ?? "20", "--timeout", 86_400);
    const { lists, darwin } = kernelChoice(options);
    const { name, bytes, bundle } = isFolder(path) ? readKextBundle(path) : { ...readBinary(path), bundle: undefined };
    const progress = showProgress(reporter, { isVerbose: false, isQuiet: messages.quiet || messages.json });
    progress.step(`boot: running ${name}`);
    const kernelSources = join(packageFolder(), "test-kernel");
    const report = await bootKext(x86Image(bytes), { calls, repeats, timeoutSeconds, kernelSources, debugSymbols: bundle?.debugSymbols }, new KpiResolver(lists, "x86_64", darwin), searchPlaces()).finally(() => progress.clear());
    if (messages.json) printJson(bootJson(name, report));
    else printText(formatBoot(name, report));
    return report.verdict === "clean" ? ExitCode.Done : ExitCode.InputWrong;
  },
});

function callOf(text: string): Call {
  const call = parseCall(text);
  if (typeof call === "string") throw new UsageError(`--call=${text}: ${call}`, "as --call 'scramble(1, 2)' or --call 'sum_of([1, 2, 3], 3) -> u32'");
  return call;
}

function wholeNumber(text: string, option: string, most: number): number {
  if (!/^[1-9]\d*$/.test(text) || Number(text) > most) throw new UsageError(`${option}: '${text}' is no whole number from 1 to ${most}`);
  return Number(text);
}

/** The image for x86_64 of a universal file, or the file's only one. */
function x86Image(file: Uint8Array): Uint8Array {
  const images = readImages(file);
  const image = images.length === 1 ? images[0] : images.find(({ name }) => name === "x86_64");
  if (image !== undefined) return image.bytes;
  throw new InputError({ severity: "error", code: "load-architecture", message: "the file has no image for x86_64", fix: "build the kext for x86_64" });
}
