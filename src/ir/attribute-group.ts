import { type Attribute, type AttributeItem, parseAttribute } from "../asm/attributes.js";
import { CLOSE_BRACE, OPEN_BRACE } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { TextEdit } from "./edited-text.js";
import { attributeEdits } from "./attribute-list.js";
import { Entity } from "./entity.js";
import type { Module } from "./module.js";

/** `attributes #0 = { … }`. */
export class AttributeGroup extends Entity {
  readonly number: number;
  #items: readonly AttributeItem[] = [];
  #closeBrace = 0;
  #parsed = -1;

  constructor(module: Module, index: number, inserted?: string) {
    super(module, EntityKind.AttributeGroup, index, inserted);
    const lexer = new Lexer(this.bytes, this.start, this.stop);
    lexer.next();
    lexer.next();
    this.number = lexer.kind === Token.Group ? Number(lexer.text().slice(1)) : -1;
  }

  /** The attributes in their order, as they are now. */
  get attributes(): readonly AttributeItem[] {
    this.#parse();
    return this.#items;
  }

  get(key: string): Attribute | undefined {
    return this.attributes.find((item) => item.key === key);
  }

  /**
   * Sets and removes attributes; returns whether that changed anything. A group
   * left empty, which no parser accepts, is for the caller to remove.
   */
  change(set: readonly Attribute[], remove: readonly string[] = []): boolean {
    this.#parse();
    const edits: TextEdit[] = attributeEdits(this, this.#items, this.#closeBrace, set, remove, true);
    this.edit(edits);
    return edits.length > 0;
  }

  #parse(): void {
    if (this.#parsed === this.version) return;
    this.#parsed = this.version;
    const lexer = new Lexer(this.bytes, this.start, this.stop);
    const items: AttributeItem[] = [];
    while (lexer.next() !== Token.End && !lexer.at(OPEN_BRACE));
    while (lexer.next() !== Token.End && !lexer.at(CLOSE_BRACE)) {
      const item = parseAttribute(lexer);
      if (item !== undefined) items.push(item);
    }
    this.#closeBrace = lexer.start;
    this.#items = items;
  }
}
