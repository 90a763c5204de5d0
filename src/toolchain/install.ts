import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** Which package manager the user would install a missing tool with. */
export type Installer = "apt" | "brew" | "other";

/** What can be missing. `llvm` brings llvm-dis, llvm-as, llvm-objdump, dsymutil and opt, `lld` brings ld.lld. */
export type InstallablePart = "clang" | "llvm" | "lld" | "rustc" | "qemu";

/** The newest LLVM that kextir is tested with; what is proposed when no version is asked for. */
const NEWEST_LLVM = 22;

/** Tells the installer from the platform and from what is on the PATH. */
export function installerOf({ path, platform }: { readonly path: string; readonly platform: NodeJS.Platform }): Installer {
  if (platform === "darwin") return "brew";
  const isApt = path.split(":").some((folder) => folder !== "" && isExecutable(join(folder, "apt-get")));
  return isApt ? "apt" : "other";
}

/** The command, or where there is none the words, that install a part; `major` is the LLVM release needed at least. */
export function installCommand(part: InstallablePart, installer: Installer, major: number = NEWEST_LLVM): string {
  switch (installer) {
    case "apt":
      if (part === "rustc") return "apt-get install rustc-web cargo-web rust-web-src";
      return part === "qemu" ? "apt-get install qemu-system-x86" : `apt-get install ${part}-${major}`;
    case "brew":
      if (part === "rustc") return "rustup target add x86_64-apple-darwin";
      if (part === "qemu" || part === "lld") return `brew install ${part}`;
      if (part === "clang" && major <= APPLE_CLANG_READS) return "xcode-select --install";
      return major < NEWEST_LLVM ? `brew install llvm@${major}` : "brew install llvm";
    case "other":
      if (part === "rustc") return "rustup target add x86_64-apple-darwin";
      return part === "qemu" ? "install qemu for x86_64 from your system's packages" : `install ${WORDS[part]} ${major} or newer from your system's packages`;
  }
}

const WORDS = { clang: "clang", llvm: "LLVM's tools", lld: "lld" } as const;

// Xcode's own clang is some releases behind and has no llvm-dis; text of a newer
// LLVM takes the one that Homebrew builds.
const APPLE_CLANG_READS = 16;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
