// A pass's change of a module, taken apart by what it changed, and put together again for some of it.
//
// What a module's text says of one entity is mostly said there. Attributes are not: they are shared
// through groups. So a function counts as changed where a group that it or a call in it names did,
// and a module with the change of only this function has the changed group as a copy, which the
// function is pointed at, unless all that use the group are chosen.

import { printAttribute } from "../asm/attributes.js";
import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { demangle } from "../support/demangle.js";
import type { AttributeGroup } from "./attribute-group.js";
import type { Entity } from "./entity.js";
import { Function } from "./function.js";
import { GlobalValue } from "./global-value.js";
import { Module } from "./module.js";

/** What is changed as one: an entity, or several that have no meaning apart. */
export interface ChangedUnit {
  /** As in `define @f`, `global @text`, `metadata`. */
  readonly name: string;
  /** The Rust path of its symbol; undefined where that is no Rust name. */
  readonly rustPath: string | undefined;
  /** Attributes that came to a function, by its header and groups. */
  readonly cameAttributes: readonly string[];
  readonly wentAttributes: readonly string[];
  /** Of the changed module. */
  readonly entities: readonly Entity[];
}

/** By a group's number, what gives that of its changed copy, made when first asked for; undefined for one that went. */
type GroupCopies = ReadonlyMap<number, () => number | undefined>;

/** A change of a module, by units. */
export class PartialChange {
  readonly units: readonly ChangedUnit[];
  readonly #before: Buffer;
  readonly #original: Module;
  readonly #author: string;
  readonly #after: Module;
  /** Groups that are other than before, by number. */
  readonly #groups: ReadonlySet<number>;
  /** Who names a changed group, before or after. */
  readonly #users = new Map<number, Set<Entity>>();

  /** `after` was made of `before`'s text and then changed; `author` is whose name the parts bear. */
  constructor(after: Module, author: string) {
    this.#before = after.bytes;
    this.#original = new Module(after.bytes);
    this.#after = after;
    this.#author = author;
    const changed = [...after.changedEntities()];
    this.#groups = new Set(changed.filter(isGroup).map(({ number }) => number));
    this.units = this.#findUnits(changed.filter((entity) => !isGroup(entity)));
  }

  /** The module as it was but for the change to these units. */
  apply(chosen: readonly ChangedUnit[]): Module {
    const module = new Module(this.#before);
    module.author = this.#author;
    const inside = new Set(chosen.flatMap(({ entities }) => entities));
    const outside = this.units.flatMap(({ entities }) => entities).filter((entity) => !inside.has(entity));
    const copies = this.#changeGroups(module, inside);
    const texts: string[] = [];
    for (const entity of inside) {
      const copy = this.#copyChange(module, entity, outside);
      if (copy === undefined) continue;
      renumberGroups(copy, copies);
      texts.push(copy.text());
    }
    for (const entity of outside) this.#addWhatIsNamed(module, entity, texts, copies);
    return module;
  }

  #findUnits(changed: readonly Entity[]): ChangedUnit[] {
    const entities = new Set(changed);
    if (this.#groups.size > 0) {
      for (const [user, numbers] of this.#groupUsers()) {
        entities.add(user);
        for (const number of numbers) {
          const users = this.#users.get(number);
          if (users === undefined) this.#users.set(number, new Set([user]));
          else users.add(user);
        }
      }
    }
    const units = new Map<string, Entity[]>();
    for (const entity of [...entities].sort((a, b) => this.#placeOf(a) - this.#placeOf(b))) {
      const name = nameOf(entity);
      const unit = units.get(name);
      if (unit === undefined) units.set(name, [entity]);
      else unit.push(entity);
    }
    return [...units].map(([name, members]) => this.#unit(name, members));
  }

  #placeOf(entity: Entity): number {
    return entity.index < 0 ? this.#after.anchorOf(entity) + 0.5 : entity.index;
  }

  /** The entities that name a changed group now or did before, each with those groups. */
  *#groupUsers(): Generator<[user: Entity, numbers: ReadonlySet<number>]> {
    for (const kind of [EntityKind.Definition, EntityKind.Declaration, EntityKind.GlobalValue]) {
      for (const entity of this.#after.entities(kind)) {
        const numbers = new Set([...groupsNamedIn(entity)].map(({ number }) => number));
        if (entity.index >= 0 && entity.edited !== undefined) {
          for (const { number } of groupsNamedIn(this.#original.entity(entity.index))) numbers.add(number);
        }
        for (const number of numbers) if (!this.#groups.has(number)) numbers.delete(number);
        if (numbers.size > 0) yield [entity, numbers];
      }
    }
  }

  #unit(name: string, entities: readonly Entity[]): ChangedUnit {
    const symbol = symbolOf(entities[0]!);
    const path = symbol === undefined ? undefined : demangle(symbol);
    const written = (fn: Entity | undefined): string[] => (fn instanceof Function ? fn.attributes().map(printAttribute) : []);
    const attributes = entities.map((entity) => ({
      before: entity.index < 0 ? [] : written(this.#original.entity(entity.index)),
      after: entity.isRemoved ? [] : written(entity),
    }));
    return {
      name,
      rustPath: path === symbol ? undefined : path,
      cameAttributes: attributes.flatMap(({ before, after }) => after.filter((attribute) => !before.includes(attribute))),
      wentAttributes: attributes.flatMap(({ before, after }) => before.filter((attribute) => !after.includes(attribute))),
      entities,
    };
  }

  /** Does to `module` what was done to an entity; returns the entity as it is there, undefined where it is gone. */
  #copyChange(module: Module, entity: Entity, outside: readonly Entity[]): Entity | undefined {
    if (entity.index < 0) return this.#insert(module, entity);
    const copy = module.entity(entity.index);
    if (!entity.isRemoved && entity.edited === undefined) return copy;
    // A declaration that others name as before has to stay for them.
    const name = entity.kind === EntityKind.Declaration ? printedName(this.#original.entity(entity.index)) : undefined;
    const isStillNamed = name !== undefined && outside.some(({ index }) => index >= 0 && this.#original.entity(index).includes(name));
    if (entity.isRemoved) {
      if (isStillNamed) return copy;
      copy.remove();
      return undefined;
    }
    if (isStillNamed && printedName(entity) !== name) return module.insertAfter(copy, entity.kind, entity.text());
    copy.edit(entity.edited!.edits());
    return copy;
  }

  #insert(module: Module, entity: Entity): Entity | undefined {
    if (entity.isRemoved) return undefined;
    const anchor = this.#after.anchorOf(entity);
    return anchor < 0 ? module.insertFirst(entity.kind, entity.text()) : module.insertAfter(module.entity(anchor), entity.kind, entity.text());
  }

  /** A new name in a chosen text needs what it names, were that not chosen itself. */
  #addWhatIsNamed(module: Module, entity: Entity, texts: readonly string[], copies: GroupCopies): void {
    const name = entity.isRemoved ? undefined : printedName(entity);
    if (name === undefined || !texts.some((text) => text.includes(name))) return;
    const isInserted = entity.index < 0;
    const isRenamed = entity.kind === EntityKind.Declaration && !isInserted && printedName(this.#original.entity(entity.index)) !== name;
    const added = isInserted ? this.#insert(module, entity) : isRenamed ? module.insertAfter(module.entity(entity.index), entity.kind, entity.text()) : undefined;
    if (added !== undefined) renumberGroups(added, copies);
  }

  /** Changes groups that only chosen entities use, and returns how the others are made when they are needed. */
  #changeGroups(module: Module, inside: ReadonlySet<Entity>): GroupCopies {
    const copies = new Map<number, () => number | undefined>();
    for (const number of this.#groups) {
      const users = this.#users.get(number);
      const isOld = this.#original.attributeGroup(number) !== undefined;
      if (users !== undefined && isOld && [...users].every((user) => inside.has(user))) {
        for (const entity of this.#after.changedEntities()) {
          if (!isGroup(entity) || entity.number !== number || entity.index < 0) continue;
          if (entity.isRemoved) module.entity(entity.index).remove();
          else module.entity(entity.index).edit(entity.edited?.edits() ?? []);
        }
        continue;
      }
      let copied: number | undefined;
      copies.set(number, () => {
        const group = this.#after.attributeGroup(number);
        if (group === undefined) return undefined;
        return (copied ??= module.addAttributeGroup(group.attributes.map((item) => group.bytes.toString("latin1", item.start, item.stop)).join(" ")).number);
      });
    }
    return copies;
  }
}

function isGroup(entity: Entity): entity is AttributeGroup {
  return entity.kind === EntityKind.AttributeGroup;
}

/** Entities of one name are one unit. */
function nameOf(entity: Entity): string {
  switch (entity.kind) {
    case EntityKind.Definition: return `define ${printedName(entity) ?? entity.index}`;
    case EntityKind.Declaration: return `declare ${printedName(entity) ?? entity.index}`;
    case EntityKind.GlobalValue: return `global ${printedName(entity) ?? entity.index}`;
    case EntityKind.Type:
    case EntityKind.Comdat: return firstWord(entity);
    case EntityKind.Target: return "target";
    case EntityKind.ModuleAsm: return "module asm";
    case EntityKind.NamedMetadata:
    case EntityKind.MetadataNode: return "metadata";
    case EntityKind.UseListOrder: return "use-list orders";
    case EntityKind.Summary: return "summary";
    default: return firstWord(entity);
  }
}

function firstWord(entity: Entity): string {
  return /^\S*/.exec(entity.text())![0];
}

function symbolOf(entity: Entity): string | undefined {
  return entity instanceof Function || entity instanceof GlobalValue ? entity.symbol : undefined;
}

function printedName(entity: Entity): string | undefined {
  if (entity instanceof Function) return entity.printedName === "this function" ? undefined : entity.printedName;
  return entity instanceof GlobalValue ? entity.printedName : undefined;
}

/** Each `#7` in an entity's text, its edges into `bytes`. */
function* groupsNamedIn(entity: Entity): Generator<{ readonly number: number; readonly start: number; readonly stop: number }> {
  if (!entity.includes("#")) return;
  const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Group) yield { number: Number(lexer.text().slice(1)), start: lexer.start, stop: lexer.stop };
  }
}

/** Points an entity at the copies of the groups that it names. */
function renumberGroups(entity: Entity, copies: GroupCopies): void {
  const edits = [...groupsNamedIn(entity)].flatMap(({ number, start, stop }) => {
    const copy = copies.get(number)?.();
    return copy === undefined || copy === number ? [] : [{ start, stop, text: `#${copy}` }];
  });
  entity.edit(edits);
}
