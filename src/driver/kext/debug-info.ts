import { debugMap } from "../../link/debug-map.js";
import type { Link } from "../../link/link.js";
import { type FolderFile, makeDebugSymbols } from "../../toolchain/debug-symbols.js";
import type { SearchPlaces } from "../../toolchain/find.js";

/** The files of a dSYM for what was linked; `executable` is the binary's name in its bundle. Throws as `makeDebugSymbols` does. */
export function debugSymbolsOf(linked: Link, executable: string, places: SearchPlaces, signal?: AbortSignal): Promise<FolderFile[]> {
  const objects = debugMap(linked).map(({ object, symbols }) => ({ bytes: object.bytes, symbols }));
  return makeDebugSymbols({ image: linked.image, executable, objects }, places, signal);
}
