import { closest } from "../support/closest.js";
import { demangle } from "../support/demangle.js";
import { UsageError } from "../support/diagnostic.js";
import type { LoadedKext } from "./load-kext.js";

/**
 * The address of a function of the kext's, by its symbol, with or without the
 * underscore, or by its Rust path, of which the beginning may be left out.
 *
 * @throws UsageError where there is none, or more than one.
 */
export function findFunction(name: string, { object, base }: LoadedKext): bigint {
  const symbols = object.symbols.filter(({ kind, section }) => kind === "defined" && section?.segment === "__TEXT");
  const exact = symbols.find((symbol) => symbol.name === name || symbol.name === `_${name}`);
  if (exact !== undefined) return base + exact.value;
  const byPath = symbols.filter((symbol) => {
    const path = demangle(symbol.name);
    return path === name || path.endsWith(`::${name}`);
  });
  if (byPath.length === 1) return base + byPath[0]!.value;
  if (byPath.length > 1) throw new UsageError(`--call: several functions are called '${name}'`, `name one: ${byPath.map((symbol) => symbol.name).join(", ")}`);
  const near = closest(name, symbols.map((symbol) => symbol.name.replace(/^_/, "")));
  throw new UsageError(`--call: the kext has no function '${name}'`, near === undefined ? `kextir build leaves out what nothing uses, but for --export=_${name}; llvm-nm lists the kext's symbols` : `did you mean '${near}'?`);
}
