import { type InputArchive, type InputObject, isObject, readObject } from "./input.js";

/** Which member of an archive defines a name: the first that does. */
export function archiveIndex({ name, members }: InputArchive): ReadonlyMap<string, InputObject> {
  const index = new Map<string, InputObject>();
  const tentative = new Map<string, InputObject>();
  for (const member of members) {
    if (!isObject(member.bytes)) continue;
    const object = readObject(`${name}(${member.name})`, member.bytes);
    const list = object.macho.symbolList;
    for (let at = 0; at < list.length; at += 1) {
      if (!list.isExternal(at)) continue;
      const kind = list.kind(at);
      if (kind === "common") setFirst(tentative, list.name(at), object);
      else if (kind === "defined" || kind === "absolute" || kind === "indirect") setFirst(index, list.name(at), object);
    }
  }
  // A tentative definition does where there is no other.
  for (const [symbol, object] of tentative) setFirst(index, symbol, object);
  return index;
}

function setFirst<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (!map.has(key)) map.set(key, value);
}
