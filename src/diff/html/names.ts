// What entities are called in a report: for people, in links, and in lists.

import { symbolName } from "../../asm/names.js";
import { demangle } from "../../support/demangle.js";
import { decodeUtf8 } from "../../support/printable-text.js";
import type { EntityDiff } from "../entity-diffs.js";

export interface ReportName {
  /** Its place in the list of names. */
  readonly index: number;
  readonly group: "function" | "other";
  /** For people, not escaped. */
  readonly title: string;
  /** For links: of characters that stand for themselves in an address and in markup alike. */
  readonly key: string;
  /** Where in the report it is first. */
  readonly home: string;
}

/** Gives names to entities as they come up. */
export class ReportNames {
  readonly #byEntity = new Map<string, ReportName>();
  readonly #keys = new Set<string>();

  /** The name of an entity, which is in section `section`, with text of its own or without. */
  of(entity: Pick<EntityDiff, "kind" | "entity" | "symbol">, section: string, hasText: boolean): ReportName {
    const group = entity.kind === "definition" || entity.kind === "declaration" ? "function" : "other";
    const known = this.#byEntity.get(entity.entity);
    if (known !== undefined) return known;
    const key = this.#unusedKey(entity.symbol ?? entity.entity);
    const home = hasText ? `${section}/${key}` : section;
    const name = { index: this.#byEntity.size, group, title: entity.symbol === undefined ? entity.entity : demangle(entity.symbol), key, home } as const;
    this.#byEntity.set(entity.entity, name);
    return name;
  }

  /** The function that the module writes as `written`. */
  ofFunction(written: string, section: string): ReportName {
    const bytes = Buffer.from(written, "latin1");
    return this.of({ kind: "definition", entity: written, symbol: symbolName(bytes, 0, bytes.length) }, section, false);
  }

  all(): readonly ReportName[] {
    return [...this.#byEntity.values()];
  }

  // Another kind of entity may have a name that spells the same.
  #unusedKey(name: string): string {
    let key = linkPart(name);
    while (this.#keys.has(key)) key += "~";
    this.#keys.add(key);
    return key;
  }
}

/** A name, one character a byte, as a part of a link. */
export function linkPart(name: string): string {
  return encodeURIComponent(decodeUtf8(name) ?? name).replaceAll("'", "%27");
}
