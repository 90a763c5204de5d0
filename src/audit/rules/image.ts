// Judges what an object or a kext's binary is as a whole.

import {
  CPU_SUBTYPE_ARM64E,
  CPU_SUBTYPE_MASK,
  CPU_SUBTYPE_X86_64_ALL,
  CPU_SUBTYPE_X86_64_H,
  LC_LINKER_OPTION,
  MH_KEXT_BUNDLE,
  MH_OBJECT,
  PLATFORM_MACOS,
} from "../../macho/layout.js";
import type { InputRule } from "../rule.js";

export const fileType: InputRule = {
  code: "file-type",
  severity: "error",
  title: "the file is neither an object nor a kext's binary",
  fix: "compile with -c, and link with kextir link or ld -kext",
  looksAt: "input",
  *check({ object }) {
    if (object === undefined || object.fileType === MH_OBJECT || object.fileType === MH_KEXT_BUNDLE) return;
    yield { message: `the file is ${typeNames[object.fileType] ?? `of type ${object.fileType}`}, and no kernel loads it` };
  },
};

const typeNames: Readonly<Record<number, string>> = {
  0x2: "a program (MH_EXECUTE)",
  0x4: "a core dump (MH_CORE)",
  0x6: "a dynamic library (MH_DYLIB)",
  0x7: "a dynamic linker (MH_DYLINKER)",
  0x8: "a bundle for programs (MH_BUNDLE)",
  0xa: "debug information (MH_DSYM)",
  0xc: "a collection of kernel extensions (MH_FILESET)",
};

export const architecture: InputRule = {
  code: "architecture",
  severity: "error",
  title: "the file is for a processor or a system that no kernel extension runs on",
  fix: "compile for x86_64-apple-macosx10.15, or for arm64e-apple-macosx11",
  looksAt: "input",
  *check({ object }) {
    if (object === undefined) return;
    const subtype = (object.cpuSubtype & ~CPU_SUBTYPE_MASK) >>> 0;
    if (object.architecture === "arm64" && subtype !== CPU_SUBTYPE_ARM64E) {
      yield { severity: "warning", message: "the code is for arm64; Macs load arm64e kernel extensions only" };
    }
    if (object.architecture === "x86_64" && subtype !== CPU_SUBTYPE_X86_64_ALL && subtype !== CPU_SUBTYPE_X86_64_H) {
      yield { message: `the code is for a variant ${subtype} of x86_64 that no kernel knows` };
    }
    const platform = object.buildVersion?.platform;
    if (platform !== undefined && platform !== PLATFORM_MACOS) yield { message: `the file is built for platform ${platform}, not for macOS (1)` };
  },
};

export const linkerOption: InputRule = {
  code: "linker-option",
  severity: "warning",
  title: "an object asks for a library to be linked",
  fix: "take the #[link] attribute or the import away",
  looksAt: "input",
  *check({ object }) {
    if (object?.fileType !== MH_OBJECT || !object.loadCommands.some(({ command }) => command === LC_LINKER_OPTION)) return;
    for (const words of object.linkerOptions) yield { message: `the object asks the linker for '${words.join(" ")}'; a kernel extension links no library of programs` };
  },
};
