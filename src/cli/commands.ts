import type { Command } from "./command.js";
import type { CommandEntry } from "./help.js";

/** A command as the overview lists it, and where to get it. */
export interface ListedCommand extends CommandEntry {
  load(): Promise<Command>;
}

/** Every command, in the order of help; the first is meant where none is named. */
export const commands: readonly ListedCommand[] = [
  { name: "run", summary: "run passes on a module: IR in, IR out (the default)", load: async () => (await import("./commands/run.js")).run },
  { name: "compile", summary: "run passes, then clang -mkernel, then check the object", load: async () => (await import("./commands/compile.js")).compile },
  { name: "build", summary: "make a kext of a crate: rustc, passes, clang, linker, bundle, audit", load: async () => (await import("./commands/build.js")).build },
  { name: "diff", summary: "show which pass changes what in which function, or compare two modules", load: async () => (await import("./commands/diff.js")).diff },
  { name: "passes", summary: "list passes and pipelines, or explain one", load: async () => (await import("./commands/passes.js")).passes },
  { name: "inspect", summary: "say what a module or an object is and holds", load: async () => (await import("./commands/inspect.js")).inspect },
  { name: "link", summary: "link objects into the binary of a kext", load: async () => (await import("./commands/link.js")).link },
  { name: "boot", summary: "run a kext in a test kernel, under interrupts", load: async () => (await import("./commands/boot.js")).boot },
  { name: "bundle", summary: "put a kext's binary and its Info.plist into NAME.kext", load: async () => (await import("./commands/bundle.js")).bundle },
  { name: "audit", summary: "prove or refute that an object or a module is fit for the kernel", load: async () => (await import("./commands/audit.js")).audit },
  { name: "bisect", summary: "find the pass, and the functions, whose change makes a test fail", load: async () => (await import("./commands/bisect.js")).bisect },
  { name: "explain", summary: "say what a diagnostic means and what to do about it", load: async () => (await import("./commands/explain.js")).explain },
  { name: "doctor", summary: "say which compilers and tools are here and what is missing", load: async () => (await import("./commands/doctor.js")).doctor },
  { name: "schema", summary: "print the JSON Schema of the configuration or of a report", load: async () => (await import("./commands/schema.js")).schema },
];
