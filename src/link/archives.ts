// Which members of archives are linked: those that define what is missing.

import { isCode } from "../macho/code-section.js";
import { type InputArchive, type InputObject, isObject, readObject } from "./input.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { SymbolTable } from "./symbol-table.js";

/**
 * Adds the members that define what is missing, and what they miss in turn. Archives are
 * searched in their order, whatever the order of those who ask. C's tentative definitions
 * give way to data that a member defines, as they do with Apple's linker.
 */
export function pullMembers(table: SymbolTable, archives: readonly InputArchive[]): void {
  if (archives.length === 0) return;
  const indexes = archives.map(archiveIndex);
  const pulled = new Set<InputObject>();
  const { shared } = table;
  const pull = (members: Iterable<InputObject | undefined>): void => {
    for (const member of members) {
      if (member === undefined) continue;
      if (!pulled.has(member)) table.addObject(member);
      pulled.add(member);
      return;
    }
  };
  // Meanwhile there come to be more, as the names that members bring.
  let symbol = 0;
  const pullMissing = (): void => {
    for (; symbol < shared.length; symbol += 1) {
      if (shared.kinds[symbol] !== DefinitionKind.None) continue;
      const name = shared.name(symbol);
      pull(indexes.map(({ definitions }) => definitions.get(name)));
    }
  };
  pullMissing();
  for (let common = 0; common < shared.length; common += 1) {
    if (shared.kinds[common] !== DefinitionKind.Common) continue;
    const name = shared.name(common);
    pull(indexes.map(({ data }) => data.get(name)));
    pullMissing();
  }
}

/** Which members of an archive define names, the first that do. */
interface ArchiveIndex {
  /** A tentative definition does where there is no other. */
  readonly definitions: ReadonlyMap<string, InputObject>;
  /** Only what is neither tentative nor code. */
  readonly data: ReadonlyMap<string, InputObject>;
}

function archiveIndex({ name, members }: InputArchive): ArchiveIndex {
  const definitions = new Map<string, InputObject>();
  const data = new Map<string, InputObject>();
  const tentative = new Map<string, InputObject>();
  for (const member of members) {
    if (!isObject(member.bytes)) continue;
    const object = readObject(`${name}(${member.name})`, member.bytes);
    const { symbolList: list, sections } = object.macho;
    for (let at = 0; at < list.length; at += 1) {
      if (!list.isExternal(at)) continue;
      const kind = list.kind(at);
      if (kind === "common") setFirst(tentative, list.name(at), object);
      else if (kind === "defined" || kind === "absolute" || kind === "indirect") setFirst(definitions, list.name(at), object);
      if (kind === "defined" && !isCode(sections[list.sectionNumber(at) - 1]!)) setFirst(data, list.name(at), object);
    }
  }
  for (const [symbol, object] of tentative) setFirst(definitions, symbol, object);
  return { definitions, data };
}

function setFirst<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (!map.has(key)) map.set(key, value);
}
