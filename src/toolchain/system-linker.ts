import { runTool } from "./run.js";

export interface SystemLink {
  /** The linker; Xcode's when absent. */
  readonly linker?: string | undefined;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly exports: readonly string[];
  readonly deadStrip: boolean;
  readonly map?: string | undefined;
}

/** Links a kext with Apple's linker, which exists on macOS. Throws ToolError where it cannot be run or fails. */
export async function linkWithSystem({ linker, inputs, output, exports, deadStrip, map }: SystemLink): Promise<void> {
  const args = [
    "-arch", "x86_64", "-kext", "-o", output,
    ...["_kmod_info", ...exports].flatMap((symbol) => ["-exported_symbol", symbol]),
    ...(deadStrip ? ["-dead_strip"] : []),
    ...(map === undefined ? [] : ["-map", map]),
    ...inputs,
  ];
  // xcrun runs the tool of the Xcode that is selected.
  const [program, first] = linker === undefined ? ["xcrun", ["ld"]] : [linker, []];
  await runTool(program, [...first, ...args], { wanted: "link a kext", install: "it comes with Xcode (xcode-select --install); without --system-ld kextir links itself" });
}
