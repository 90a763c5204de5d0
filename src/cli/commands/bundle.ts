// A kext's binary in, NAME.kext out.

import { auditKext, makeKextFiles } from "../../driver/kext/kext-bundle.js";
import { findingDiagnostics } from "../../driver/finding-diagnostics.js";
import { UsageError } from "../../support/diagnostic.js";
import { auditSettings } from "../audit-settings.js";
import { bundleChoice, bundleOptions } from "../bundle-options.js";
import { defineCommand } from "../command.js";
import { configOptions, loadConfig } from "../config.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { readBinary } from "../binary-input.js";
import { kernelChoice, kernelOptions } from "../kernel-options.js";
import { remainingSteps } from "../on-the-mac.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { writeKextBundle } from "../write-bundle.js";

const outputOptions = {
  output: { short: "o", value: "NAME.kext", help: "the folder to make, or to bring up to date" },
  "no-check": { help: "do not audit the kext before it is written" },
} as const satisfies Options;

export const bundle = defineCommand({
  usage: "bundle BINARY -o NAME.kext [options]",
  description: `\
Puts a kext's binary into a bundle, with an Info.plist that has all the kernel asks for: identifier and
version from kmod_info, OSBundleLibraries from the binary's undefined symbols. The kext is audited as a
whole first: where there is an error, the old bundle stays. What is left to do on a Mac is said at the end.`,
  options: { ...outputOptions, ...bundleOptions, ...kernelOptions, ...configOptions },
  groups: [
    { title: "Output", options: outputOptions },
    { title: "Info.plist", options: bundleOptions },
    { title: "The kernel", options: kernelOptions },
    { title: "Rules", options: configOptions },
  ],
  examples: [
    ["kextir bundle hello -o hello.kext", "all from the binary"],
    ["kextir bundle hello -o hello.kext --info-plist=Info.plist --target-release=10.15", "with keys of your own, for macOS 10.15 and later"],
  ],

  async run({ options, operands, messages, reporter }) {
    const input = onlyOperand(operands, "binary");
    const { output } = options;
    if (output === undefined) throw new UsageError("bundle needs -o", `kextir bundle ${input ?? "BINARY"} -o NAME.kext`);
    const loaded = await loadConfig(options, input);
    const { config } = loaded;
    reporter.demand(config);
    const choice = { ...bundleChoice(options, output), kernel: kernelChoice(options, loaded) };
    const files = makeKextFiles(readBinary(input).bytes, choice);
    if (!options["no-check"]) {
      const { findings } = await auditKext(files, choice, auditSettings(config), searchPlaces());
      for (const diagnostic of findingDiagnostics(findings)) reporter.report(diagnostic);
      if (reporter.errors > 0) return ExitCode.InputWrong;
    }
    writeKextBundle(output, files);
    if (!messages.quiet && !messages.json) reporter.write(remainingSteps(output));
    return ExitCode.Done;
  },
});
