/** The instruction sets that kextir tells apart. */
export type Architecture = "x86_64" | "x86" | "aarch64" | "other";

/** A target triple, `architecture-vendor-system[-environment]`. */
export interface Triple {
  readonly text: string;
  readonly architecture: Architecture;
  /** Whether code for it is Mach-O: macOS, iOS and their kin, or `-macho`. */
  readonly isMachO: boolean;
}

/** Reads a triple as LLVM does (Triple.cpp): components may be missing, and unknown ones are no error. */
export function parseTriple(text: string): Triple {
  const [first = "", ...rest] = text.split("-");
  return {
    text,
    architecture: architectureOf(first),
    isMachO: rest.some((part) => /^(?:darwin|macosx?|ios|tvos|watchos|xros|visionos|driverkit|bridgeos)[0-9.]*$/.test(part))
      || rest.some((part) => part.endsWith("macho")),
  };
}

function architectureOf(name: string): Architecture {
  if (/^(?:x86_64h?|amd64)$/.test(name)) return "x86_64";
  if (/^(?:i[3-9]86|x86)$/.test(name)) return "x86";
  if (/^(?:aarch64(?:e|_32)?|arm64(?:e|ec|_32)?)$/.test(name)) return "aarch64";
  return "other";
}
