import { bsd } from "./built-in/bsd.js";
import { iokit } from "./built-in/iokit.js";
import { libkern } from "./built-in/libkern.js";
import { mach } from "./built-in/mach.js";
import { unsupported } from "./built-in/unsupported.js";

/** A function or variable of the kernel that kexts use. */
export interface KernelSymbol {
  /** As in C, without the underscore that Mach-O puts before it. */
  readonly name: string;
  /** Its declaration in C, as the kernel's headers have it. */
  readonly declaration: string;
  readonly bundle: string;
  /** The major version of Darwin that it is known to have come with: 8, of macOS 10.4, for what is as old as the bundles. */
  readonly since: number;
}

/** The built-in table. It knows what kexts commonly use, not all that the kernel exports. */
export function kernelSymbols(): ReadonlyMap<string, KernelSymbol> {
  return (table ??= new Map(Object.entries(BUNDLES).flatMap(([bundle, text]) => parseTable(`com.apple.kpi.${bundle}`, text))));
}

let table: Map<string, KernelSymbol> | undefined;

const BUNDLES = { bsd, iokit, libkern, mach, unsupported };

/** Lines of `DARWIN DECLARATION`. */
function parseTable(bundle: string, text: string): [string, KernelSymbol][] {
  return text.trim().split("\n").map((line) => {
    const [, since, declaration] = /^([0-9]+) (.*)$/.exec(line)!;
    const name = /(\w+)(?:\(.*\)|\[\])?$/.exec(declaration!.replace(/\(\*\w*\)\([^)]*\)/g, "callback"))![1]!;
    return [name, { name, declaration: declaration!, bundle, since: Number(since) }];
  });
}
