import { EntityKind } from "../asm/entity-kind.js";
import { type GlobalHeader, parseGlobalHeader } from "../asm/global-header.js";
import { Lexer } from "../asm/lexer.js";
import { symbolName } from "../asm/names.js";
import { Entity } from "./entity.js";
import type { Module } from "./module.js";

/** A global variable, alias or ifunc: `@name = …`. */
export class GlobalValue extends Entity {
  #header: GlobalHeader | undefined;
  #parsed = -1;

  constructor(module: Module, index: number, inserted?: string) {
    super(module, EntityKind.GlobalValue, index, inserted);
  }

  /** The decoded name; undefined for an unnamed global. */
  get symbol(): string | undefined {
    const lexer = this.#nameToken();
    return symbolName(this.bytes, lexer.start, lexer.stop);
  }

  /** The name as the module writes it, `@g`, for messages. */
  get printedName(): string {
    return this.#nameToken().text();
  }

  /** What is written, parsed anew after each edit; undefined where it makes no sense. Offsets are into `bytes`. */
  header(): GlobalHeader | undefined {
    if (this.edited === undefined) return parseGlobalHeader(this.bytes, this.start, this.stop);
    if (this.#parsed !== this.version) {
      this.#parsed = this.version;
      this.#header = parseGlobalHeader(this.bytes, this.start, this.stop);
    }
    return this.#header;
  }

  protected override touchesName(start: number): boolean {
    return start === this.start;
  }

  #nameToken(): Lexer {
    const lexer = new Lexer(this.bytes, this.start, this.stop);
    lexer.next();
    return lexer;
  }
}
