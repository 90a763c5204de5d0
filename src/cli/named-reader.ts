import { type Reader, readerOf } from "../driver/bridge.js";
import { programAt } from "../toolchain/find.js";
import { searchPlaces } from "./environment.js";

/** The reader that `--for` names: a clang by name or path, or an LLVM release by its number. */
export async function namedReader(named: string): Promise<Reader> {
  if (/^\d+$/.test(named)) return { name: `LLVM ${Number(named)}`, reads: Number(named) };
  const places = searchPlaces();
  return readerOf(programAt(named, "--for", places), places);
}
