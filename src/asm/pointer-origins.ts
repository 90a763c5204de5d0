import { callArguments } from "./call-arguments.js";
import { CLOSE_BRACKET, COMMA, EQUALS, OPEN_BRACKET, OPEN_PAREN } from "./characters.js";
import { skipConstant, skipType } from "./constants.js";
import type { TextRange } from "./clauses.js";
import { Lexer, Token } from "./lexer.js";
import { type ValueKey, valueKey } from "./value-key.js";

const GEP_FLAGS: ReadonlySet<string> = new Set(["inbounds", "nuw", "nusw"]);

/** An operand that no instruction before it explains. */
export interface PointerSource extends TextRange {
  /** Whether the address is the operand's own; false where something may have been added to it. */
  readonly isExact: boolean;
}

/** What the instruction that computes a local says of its address. */
interface Origin {
  readonly operands: readonly TextRange[];
  readonly isExact: boolean;
}

/**
 * The globals that addresses computed in one body point into, followed through
 * address arithmetic, casts, `select`, `phi`, `freeze` and core's `as_ptr`, not
 * through memory or other calls.
 */
export class PointerOrigins {
  readonly #bytes: Buffer;
  readonly #origins = new Map<ValueKey, Origin>();

  /** `bytes[start, stop)` is the body. */
  constructor(bytes: Buffer, start: number, stop: number) {
    this.#bytes = bytes;
    const lexer = new Lexer(bytes, start, stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind !== Token.Local || lexer.peek() !== EQUALS) continue;
      const key = valueKey(bytes, lexer.start, lexer.stop);
      lexer.next();
      lexer.next();
      const isExact = !lexer.is("getelementptr");
      const operands = addressOperands(lexer);
      if (key !== undefined && operands.length > 0) this.#origins.set(key, { operands, isExact });
    }
  }

  /** The globals that the operand or argument `bytes[start, stop)` leads to. */
  globals(operand: TextRange): Set<ValueKey> {
    const found = new Set<ValueKey>();
    for (const { start, stop } of this.sources(operand)) {
      const lexer = new Lexer(this.#bytes, start, stop);
      while (lexer.next() !== Token.End) {
        const key = lexer.kind === Token.Global ? valueKey(this.#bytes, lexer.start, lexer.stop) : undefined;
        if (key !== undefined) found.add(key);
      }
    }
    return found;
  }

  /** Where the addresses that the operand or argument `bytes[start, stop)` may hold come from: constants, and what cannot be followed. */
  sources(operand: TextRange): PointerSource[] {
    const found: PointerSource[] = [];
    this.#follow(operand, true, found, new Set());
    return found;
  }

  #follow(operand: TextRange, isExact: boolean, found: PointerSource[], seen: Set<ValueKey>): void {
    let isFollowed = false;
    const lexer = new Lexer(this.#bytes, operand.start, operand.stop);
    while (lexer.next() !== Token.End) {
      const key = lexer.kind === Token.Local ? valueKey(this.#bytes, lexer.start, lexer.stop) : undefined;
      const origin = key === undefined ? undefined : this.#origins.get(key);
      if (origin === undefined) continue;
      isFollowed = true;
      if (seen.has(key!)) continue;
      seen.add(key!);
      for (const next of origin.operands) this.#follow(next, isExact && origin.isExact, found, seen);
    }
    if (!isFollowed) found.push({ ...operand, isExact });
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
    case "call": case "tail":
      operands.push(returnedArgument(lexer));
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

/** `as_ptr` of core's slices, strings and cells, which code compiled at -O0 calls to get the address that it hands over. */
const RETURNS_ITS_ARGUMENT = /4core.*6as_ptr/;

/** With the current token a call's opcode or marker, the argument that the call gives back. */
function returnedArgument(lexer: Lexer): TextRange | undefined {
  while (lexer.kind !== Token.Global) {
    if (lexer.kind === Token.End || lexer.kind === Token.Local) return undefined;
    if (lexer.at(OPEN_PAREN) && !lexer.skipBracketed()) return undefined;
    lexer.next();
  }
  if (!RETURNS_ITS_ARGUMENT.test(lexer.text())) return undefined;
  lexer.next();
  const { start } = lexer;
  if (!lexer.at(OPEN_PAREN) || !lexer.skipBracketed()) return undefined;
  const [first] = callArguments(lexer.bytes, { start, stop: lexer.stop });
  return first && { start: first.type.stop, stop: first.stop };
}
