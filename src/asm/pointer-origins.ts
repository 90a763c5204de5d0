import { CLOSE_BRACKET, COMMA, EQUALS, OPEN_BRACKET } from "./characters.js";
import { skipConstant, skipType } from "./constants.js";
import type { TextRange } from "./clauses.js";
import { Lexer, Token } from "./lexer.js";
import { type ValueKey, valueKey } from "./value-key.js";

const GEP_FLAGS: ReadonlySet<string> = new Set(["inbounds", "nuw", "nusw"]);

/**
 * The globals that addresses computed in one body point into, followed through
 * address arithmetic, casts, `select`, `phi` and `freeze`, not through memory
 * or calls.
 */
export class PointerOrigins {
  readonly #bytes: Buffer;
  /** For each local that such an instruction computes, the operands its address may come from. */
  readonly #operands = new Map<ValueKey, readonly TextRange[]>();

  /** `bytes[start, stop)` is the body. */
  constructor(bytes: Buffer, start: number, stop: number) {
    this.#bytes = bytes;
    const lexer = new Lexer(bytes, start, stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind !== Token.Local || lexer.peek() !== EQUALS) continue;
      const key = valueKey(bytes, lexer.start, lexer.stop);
      lexer.next();
      lexer.next();
      const operands = addressOperands(lexer);
      if (key !== undefined && operands.length > 0) this.#operands.set(key, operands);
    }
  }

  /** The globals that the operand or argument `bytes[start, stop)` leads to. */
  globals(operand: TextRange): Set<ValueKey> {
    const found = new Set<ValueKey>();
    this.#follow(operand, found, new Set());
    return found;
  }

  #follow({ start, stop }: TextRange, found: Set<ValueKey>, seen: Set<ValueKey>): void {
    const lexer = new Lexer(this.#bytes, start, stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind !== Token.Global && lexer.kind !== Token.Local) continue;
      const key = valueKey(this.#bytes, lexer.start, lexer.stop);
      if (key === undefined) continue;
      if (lexer.kind === Token.Global) found.add(key);
      else if (!seen.has(key)) {
        seen.add(key);
        for (const operand of this.#operands.get(key) ?? []) this.#follow(operand, found, seen);
      }
    }
  }
}

/** With the current token an opcode, the operands that its result may have its address from. */
function addressOperands(lexer: Lexer): TextRange[] {
  const operand = (): TextRange | undefined => {
    const start = lexer.nextStart();
    return skipConstant(lexer) ? { start, stop: lexer.stop } : undefined;
  };
  const typedOperand = (): TextRange | undefined => (skipType(lexer) ? operand() : undefined);
  const operands: (TextRange | undefined)[] = [];
  switch (lexer.kind === Token.Word ? lexer.text() : "") {
    case "getelementptr":
      do lexer.next();
      while (lexer.kind === Token.Word && GEP_FLAGS.has(lexer.text()));
      lexer.position = lexer.start;
      if (skipType(lexer) && lexer.peek() === COMMA) {
        lexer.next();
        operands.push(typedOperand());
      }
      break;
    case "bitcast": case "addrspacecast": case "freeze":
      operands.push(typedOperand());
      break;
    case "select":
      typedOperand();
      for (let value = 0; value < 2 && lexer.peek() === COMMA; value++) {
        lexer.next();
        operands.push(typedOperand());
      }
      break;
    case "phi":
      if (!skipType(lexer)) break;
      do {
        lexer.next();
        if (!lexer.at(OPEN_BRACKET)) break;
        operands.push(operand());
        while (!lexer.at(CLOSE_BRACKET) && lexer.next() !== Token.End);
      } while (lexer.peek() === COMMA && lexer.next() !== Token.End);
      break;
  }
  return operands.filter((range) => range !== undefined);
}
