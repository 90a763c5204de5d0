import { searchFor } from "../asm/byte-search.js";
import { EntityKind } from "../asm/entity-kind.js";
import { type ModuleScan, scanModule } from "../asm/scan.js";
import { invariant } from "../support/invariant.js";
import { AttributeGroup } from "./attribute-group.js";
import { Entity } from "./entity.js";
import { Function } from "./function.js";
import { GlobalValue } from "./global-value.js";
import { type ModulePart, moduleParts, printParts } from "./print-module.js";

/** A named thing: function, global variable, alias or ifunc. */
export type SymbolEntity = Function | GlobalValue;

/**
 * A textual module: its original bytes, an index of its top-level entities, and
 * the edits that passes recorded. Entities are made when asked for; function
 * bodies are read only by who needs them. Printing gives the original bytes plus
 * the edits, so bytes nobody touched cannot change.
 */
export class Module {
  readonly bytes: Buffer;
  readonly scan: ModuleScan;
  /** Whose edits are recorded from now on: a pass's name, set by the pass manager. */
  author = "";

  readonly #entities = new Map<number, Entity>();
  /** Original indices by kind, in order. */
  readonly #indices = new Map<EntityKind, number[]>();
  /** Inserted entities by the original entity they follow; -1 for the module's beginning. */
  readonly #inserted = new Map<number, Entity[]>();
  readonly #changed = new Set<Entity>();
  #changes = 0;
  #groups: Map<number, AttributeGroup[]> | undefined;
  #symbols: Map<string, SymbolEntity> | undefined;
  #maxGroup: number | undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.scan = scanModule(bytes);
    const { count, kinds } = this.scan;
    for (let index = 0; index < count; index++) {
      const kind = kinds[index] as EntityKind;
      if (kind === EntityKind.MetadataNode) continue; // numerous, and hardly ever asked for
      const list = this.#indices.get(kind);
      if (list === undefined) this.#indices.set(kind, [index]);
      else list.push(index);
    }
  }

  /** Counts every edit, insertion and removal; equal counts mean an unchanged module. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * The entities of one kind in their order, those that passes inserted included,
   * those they removed not; with `where` only those for whose current text it is
   * true. Where it is not, no entity is made, which matters to who asks for a few of many.
   */
  *entities(kind: EntityKind, where: (bytes: Buffer, start: number, stop: number) => boolean = () => true): Generator<Entity> {
    const isWanted = (entity: Entity): boolean => !entity.isRemoved && where(entity.bytes, entity.start, entity.stop);
    const anchors = [...this.#inserted.keys()].sort((a, b) => a - b);
    const { starts, ends } = this.scan;
    let next = 0;
    for (const index of this.#indicesOf(kind)) {
      for (; next < anchors.length && anchors[next]! < index; next++) yield* this.#insertedAfter(anchors[next]!, kind, isWanted);
      const known = this.#entities.get(index);
      if (known === undefined ? where(this.bytes, starts[index]!, ends[index]!) : isWanted(known)) yield known ?? this.entity(index);
    }
    for (; next < anchors.length; next++) yield* this.#insertedAfter(anchors[next]!, kind, isWanted);
  }

  /** The entity at `index` of the scan. */
  entity(index: number): Entity {
    let entity = this.#entities.get(index);
    if (entity === undefined) this.#entities.set(index, (entity = makeEntity(this, this.scan.kinds[index] as EntityKind, index)));
    return entity;
  }

  /** The entity whose original text holds byte `offset`; undefined between entities. */
  entityAt(offset: number): Entity | undefined {
    const { starts, ends, count } = this.scan;
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low < count && starts[low]! <= offset ? this.entity(low) : undefined;
  }

  /** Definitions and declarations in their order. */
  *functions(): Generator<Function> {
    yield* this.declarations();
    yield* this.definitions();
  }

  *definitions(): Generator<Function> {
    for (const entity of this.entities(EntityKind.Definition)) yield entity as Function;
  }

  *declarations(): Generator<Function> {
    for (const entity of this.entities(EntityKind.Declaration)) yield entity as Function;
  }

  /** Global variables, aliases and ifuncs. */
  *globals(): Generator<GlobalValue> {
    for (const entity of this.entities(EntityKind.GlobalValue)) yield entity as GlobalValue;
  }

  *attributeGroups(): Generator<AttributeGroup> {
    for (const entity of this.entities(EntityKind.AttributeGroup)) yield entity as AttributeGroup;
  }

  /**
   * The group `number`; undefined when it is not defined, which LLVM takes for
   * empty. Of several definitions of one number the last.
   */
  attributeGroup(number: number): AttributeGroup | undefined {
    if (this.#groups === undefined) {
      this.#groups = new Map();
      for (const group of this.attributeGroups()) {
        const list = this.#groups.get(group.number);
        if (list === undefined) this.#groups.set(group.number, [group]);
        else list.push(group);
      }
    }
    return this.#groups.get(number)?.at(-1);
  }

  /** The metadata node `!number = …`; undefined when there is none. */
  metadataNode(number: number): Entity | undefined {
    for (let index = 0; index < this.scan.count; index++) {
      if (this.scan.kinds[index] !== EntityKind.MetadataNode || numberAfterBang(this.bytes, this.scan.starts[index]!) !== number) continue;
      const node = this.entity(index);
      if (!node.isRemoved) return node;
    }
    for (const node of this.#insertedNodes()) if (numberAfterBang(node.bytes, node.start) === number) return node;
    return undefined;
  }

  /** A metadata number that no node has: the next above all, while that fits in 32 bits. */
  unusedMetadataNumber(): number {
    let unused = 0;
    for (const number of this.#nodeNumbers()) if (number >= unused) unused = number + 1;
    if (unused <= MAX_METADATA_NUMBER) return unused;
    const numbers = new Set(this.#nodeNumbers());
    for (unused = 0; numbers.has(unused); ) unused++;
    return unused;
  }

  /** The entities that passes changed, inserted or removed. */
  changedEntities(): Iterable<Entity> {
    return this.#changed;
  }

  /** The index of the original entity that an inserted one follows; -1 at the module's beginning. */
  anchorOf(inserted: Entity): number {
    for (const [index, entities] of this.#inserted) if (entities.includes(inserted)) return index;
    return inserted.index - 1;
  }

  /** The function or global of that decoded name. */
  symbol(name: string): SymbolEntity | undefined {
    if (this.#symbols === undefined) {
      this.#symbols = new Map();
      for (const entity of [...this.globals(), ...this.functions()]) {
        if (entity.symbol !== undefined) this.#symbols.set(entity.symbol, entity);
      }
    }
    return this.#symbols.get(name);
  }

  /** A group number that nothing defines or refers to. */
  unusedGroupNumber(): number {
    if (this.#maxGroup === undefined) {
      this.#maxGroup = -1;
      // Any `#` and digits, wherever they stand: too high a number does no harm.
      for (let at = this.bytes.indexOf(0x23); at >= 0; at = this.bytes.indexOf(0x23, at + 1)) {
        let number = 0;
        let stop = at + 1;
        for (let digit; (digit = this.bytes[stop]! - 0x30) >= 0 && digit <= 9; stop++) number = number * 10 + digit;
        if (stop > at + 1 && number > this.#maxGroup && number < 0xffff_ffff) this.#maxGroup = number;
      }
    }
    return ++this.#maxGroup;
  }

  /**
   * The entities whose current text holds `needle` (ASCII), metadata included. Where it
   * stands (in a name, a string, a comment) is for the caller to find out; with `counts`
   * only occurrences for which it is true count, given the bytes and where in them.
   */
  entitiesIncluding(needle: string, counts: (bytes: Buffer, at: number) => boolean = () => true): Entity[] {
    return [...new Set(this.#including(needle, counts))].sort((a, b) => a.index - b.index);
  }

  /** Whether entitiesIncluding finds any. */
  includes(needle: string, counts: (bytes: Buffer, at: number) => boolean = () => true): boolean {
    return this.#including(needle, counts).next().done !== true;
  }

  /** Puts a new entity after `anchor`, on a line of its own; at the end of the module without one. */
  insertAfter(anchor: Entity | undefined, kind: EntityKind, text: string): Entity {
    let at = anchor?.index ?? this.scan.count - 1;
    let list = this.#inserted.get(at);
    if (anchor !== undefined && anchor.index < 0) {
      for (const [key, entities] of this.#inserted) {
        if (entities.includes(anchor)) {
          at = key;
          list = entities;
        }
      }
    }
    const entity = makeEntity(this, kind, -1, text);
    if (list === undefined) this.#inserted.set(at, (list = []));
    if (anchor !== undefined && anchor.index < 0) list.splice(list.indexOf(anchor) + 1, 0, entity);
    else if (kind === EntityKind.Target) list.unshift(entity); // target lines stand before every other entity
    else list.push(entity);
    this.#changed.add(entity);
    this.#forget(entity);
    return entity;
  }

  /** Puts a new entity before everything else, comments included, on a line of its own. */
  insertFirst(kind: EntityKind, text: string): Entity {
    const entity = makeEntity(this, kind, -1, text);
    const list = this.#inserted.get(-1);
    if (list === undefined) this.#inserted.set(-1, [entity]);
    else list.unshift(entity);
    this.#changed.add(entity);
    this.#forget(entity);
    return entity;
  }

  /** Adds `attributes #N = { … }` after the last group, and returns it. */
  addAttributeGroup(attributes: string): AttributeGroup {
    const last = [...this.attributeGroups()].at(-1);
    const number = this.unusedGroupNumber();
    const text = `attributes #${number} = { ${attributes} }`;
    return this.insertAfter(last ?? this.#lastBeforeMetadata(), EntityKind.AttributeGroup, text) as AttributeGroup;
  }

  /** @internal An entity tells that it was edited, and whether its name may be another now. */
  noteEdit(entity: Entity, isRenamed: boolean): void {
    this.#changed.add(entity);
    this.#changes++;
    if (isRenamed) this.#symbols = undefined;
  }

  /** @internal An entity tells that it was removed. */
  noteRemoval(entity: Entity): void {
    this.#changed.add(entity);
    this.#forget(entity);
  }

  /** The module as it is now, in pieces. */
  print(): Generator<Buffer> {
    return printParts(this, this.parts());
  }

  /** The input and what passes did to it, in the order of the text: what `print` prints, with the authors. */
  parts(): Generator<ModulePart> {
    return moduleParts(this, this.#changed, this.#inserted);
  }

  #indicesOf(kind: EntityKind): readonly number[] {
    if (kind === EntityKind.MetadataNode && !this.#indices.has(kind)) {
      const list: number[] = [];
      for (let index = 0; index < this.scan.count; index++) if (this.scan.kinds[index] === kind) list.push(index);
      this.#indices.set(kind, list);
    }
    return this.#indices.get(kind) ?? [];
  }

  *#including(needle: string, counts: (bytes: Buffer, at: number) => boolean): Generator<Entity> {
    const find = searchFor(needle);
    for (let at = find(this.bytes, 0); at >= 0; ) {
      let next = at + 1;
      if (counts(this.bytes, at)) {
        const entity = this.entityAt(at);
        if (entity !== undefined) {
          if (entity.edited === undefined && !entity.isRemoved && at + needle.length <= entity.stop) yield entity;
          next = Math.max(next, this.scan.ends[entity.index]! - needle.length + 1);
        }
      }
      at = find(this.bytes, next);
    }
    for (const entity of this.#changed) {
      if (entity.isRemoved) continue;
      const { bytes, stop } = entity;
      for (let at = find(bytes, entity.start); at >= 0 && at + needle.length <= stop; at = find(bytes, at + 1)) {
        if (!counts(bytes, at)) continue;
        yield entity;
        break;
      }
    }
  }

  *#insertedAfter(anchor: number, kind: EntityKind, isWanted: (entity: Entity) => boolean): Generator<Entity> {
    // A copy, for passes insert while they look.
    for (const entity of this.#inserted.get(anchor)?.slice() ?? []) if (entity.kind === kind && isWanted(entity)) yield entity;
  }

  *#nodeNumbers(): Generator<number> {
    const { count, kinds, starts } = this.scan;
    for (let index = 0; index < count; index++) {
      if (kinds[index] === EntityKind.MetadataNode) yield numberAfterBang(this.bytes, starts[index]!);
    }
    for (const node of this.#insertedNodes()) yield numberAfterBang(node.bytes, node.start);
  }

  *#insertedNodes(): Generator<Entity> {
    for (const list of this.#inserted.values()) {
      for (const entity of list) if (entity.kind === EntityKind.MetadataNode && !entity.isRemoved) yield entity;
    }
  }

  #lastBeforeMetadata(): Entity | undefined {
    for (let index = this.scan.count - 1; index >= 0; index--) {
      const kind = this.scan.kinds[index];
      if (kind !== EntityKind.NamedMetadata && kind !== EntityKind.MetadataNode && kind !== EntityKind.Summary) return this.entity(index);
    }
    return undefined;
  }

  #forget(entity: Entity): void {
    this.#changes++;
    if (entity.kind === EntityKind.AttributeGroup) this.#groups = undefined;
    else if (entity instanceof Function || entity instanceof GlobalValue) this.#symbols = undefined;
  }
}

/** Node numbers are 32 bits wide (LLLexer.cpp). */
const MAX_METADATA_NUMBER = 0xffff_ffff;

/** The number in the `!7` at `at`. */
function numberAfterBang(bytes: Buffer, at: number): number {
  let number = 0;
  for (let digit, i = at + 1; (digit = bytes[i]! - 0x30) >= 0 && digit <= 9; i++) number = number * 10 + digit;
  return number;
}

function makeEntity(module: Module, kind: EntityKind, index: number, inserted?: string): Entity {
  invariant(index >= 0 || inserted !== undefined, "an entity has a place or a text");
  switch (kind) {
    case EntityKind.Definition:
    case EntityKind.Declaration: return new Function(module, kind, index, inserted);
    case EntityKind.GlobalValue: return new GlobalValue(module, index, inserted);
    case EntityKind.AttributeGroup: return new AttributeGroup(module, index, inserted);
    default: return new Entity(module, kind, index, inserted);
  }
}
