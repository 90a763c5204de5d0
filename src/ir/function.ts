import type { Attribute, AttributeItem } from "../asm/attributes.js";
import { EntityKind } from "../asm/entity-kind.js";
import { type FunctionHeader, parseFunctionHeader, parseTrailer } from "../asm/function-header.js";
import { Lexer } from "../asm/lexer.js";
import { symbolName } from "../asm/names.js";
import { scanModule } from "../asm/scan.js";
import { attributeEdits, insertion, removal } from "./attribute-list.js";
import type { TextEdit } from "./edited-text.js";
import { Entity } from "./entity.js";
import type { Module } from "./module.js";

type AttributePart = Pick<FunctionHeader, "attributes" | "attributesEnd">;

/** A function: a `define` with its body, or a `declare`. Import it as `ir.Function` or under another name. */
export class Function extends Entity {
  readonly isDefinition: boolean;
  #header: FunctionHeader | undefined;
  #parsed = -1;
  #part: AttributePart | undefined;
  #partVersion = -1;
  /** Offset of the body's `{` in `bytes` once the text is edited. */
  #editedBodyStart: number;

  constructor(module: Module, kind: EntityKind, index: number, inserted?: string) {
    super(module, kind, index, inserted);
    this.isDefinition = kind === EntityKind.Definition;
    this.#editedBodyStart = inserted === undefined ? 0 : scanModule(this.bytes).bodies[0]!;
  }

  override edit(edits: readonly TextEdit[]): void {
    const base = this.start;
    let body = this.isDefinition ? this.bodyStart : 0;
    const shift = edits.reduce((sum, { start, stop, text }) => (stop <= body ? sum + text.length - (stop - start) : sum), 0);
    body += shift - base;
    this.#editedBodyStart = body;
    super.edit(edits);
  }

  /** The decoded name; undefined for an unnamed function and for text that names none. */
  get symbol(): string | undefined {
    if (this.edited !== undefined) return this.header()?.symbol;
    const at = this.module.scan.names[this.index]!;
    if (at === 0) return undefined;
    const lexer = new Lexer(this.bytes, at, this.stop);
    lexer.next();
    return symbolName(this.bytes, lexer.start, lexer.stop);
  }

  /** The name as the module writes it, `@f`, for messages. */
  get printedName(): string {
    if (this.edited === undefined && this.module.scan.names[this.index] === 0) return "this function";
    const at = this.edited === undefined ? this.module.scan.names[this.index]! : this.header()?.name.start;
    if (at === undefined) return "this function";
    const lexer = new Lexer(this.bytes, at, this.stop);
    lexer.next();
    return lexer.text();
  }

  /** The whole header, parsed anew after each edit; undefined where it makes no sense. Offsets are into `bytes`. */
  header(): FunctionHeader | undefined {
    if (this.edited === undefined) return parseFunctionHeader(this.bytes, this.start, this.bodyStart);
    if (this.#parsed !== this.version) {
      this.#parsed = this.version;
      this.#header = parseFunctionHeader(this.bytes, this.start, this.bodyStart);
    }
    return this.#header;
  }

  /** Offset of the body's `{` in `bytes`; of the end for a declaration. */
  get bodyStart(): number {
    if (!this.isDefinition) return this.stop;
    return (this.edited === undefined ? this.module.scan.bodies[this.index]! : this.#editedBodyStart) || this.stop;
  }

  /** Function attributes and group references, in their order, as they are written in the header. */
  attributeItems(): readonly AttributeItem[] {
    return this.#attributePart().attributes;
  }

  /** The numbers of the groups the header refers to. */
  groups(): number[] {
    return this.attributeItems().flatMap((item) => (item.group === undefined ? [] : [item.group]));
  }

  /** All attributes, from the header and its groups, in their order. A group that is not defined is empty. */
  attributes(): readonly Attribute[] {
    return this.attributeItems().flatMap((item) =>
      item.group === undefined ? [item] : (this.module.attributeGroup(item.group)?.attributes ?? []),
    );
  }

  /** The attribute `key`, from the header or one of its groups. */
  attribute(key: string): Attribute | undefined {
    return this.attributes().find((attribute) => attribute.key === key);
  }

  hasAttribute(key: string): boolean {
    return this.attribute(key) !== undefined;
  }

  /** Sets and removes attributes in the header itself, its groups apart; returns whether that changed anything. */
  changeInlineAttributes(set: readonly Attribute[], remove: readonly string[] = []): boolean {
    const { attributes, attributesEnd } = this.#attributePart();
    const edits = attributeEdits(this, attributes, attributesEnd, set, remove, false);
    this.edit(edits);
    return edits.length > 0;
  }

  /** Replaces references to group `from` by `to`; a number that is undefined means none. */
  changeGroup(from: number | undefined, to: number | undefined): void {
    const { attributes, attributesEnd } = this.#attributePart();
    if (from === undefined) {
      if (to !== undefined) this.edit([insertion(this.bytes, attributesEnd, `#${to}`)]);
      return;
    }
    if (to === undefined) {
      this.edit(attributes.filter((item) => item.group === from).map((item) => removal(this.bytes, item)));
      return;
    }
    this.edit(attributes.filter((item) => item.group === from).map((item) => ({ start: item.start, stop: item.stop, text: `#${to}` })));
  }

  protected override touchesName(start: number): boolean {
    const after = this.edited === undefined ? this.module.scan.trailers[this.index]! : this.header()?.parameters.start;
    return after === undefined || start < after;
  }

  #attributePart(): AttributePart {
    if (this.#part === undefined || this.#partVersion !== this.version) {
      this.#part = this.#parseAttributePart();
      this.#partVersion = this.version;
    }
    return this.#part;
  }

  /** Before any edit the scan tells where the attributes begin, which spares the rest of the header. */
  #parseAttributePart(): AttributePart {
    if (this.edited !== undefined) return this.header() ?? { attributes: [], attributesEnd: this.bodyStart };
    const after = this.module.scan.trailers[this.index]!;
    if (after === 0) return { attributes: [], attributesEnd: this.bodyStart };
    const lexer = new Lexer(this.bytes, after, this.bodyStart);
    lexer.stop = after;
    const { attributes, attributesEnd } = parseTrailer(lexer);
    return { attributes, attributesEnd };
  }
}
