import { Lexer, Token } from "../asm/lexer.js";
import type { Entity } from "../ir/entity.js";
import { entityFragments, type Steps, textAt } from "./steps.js";

/** The numbers of the attribute groups that a function's header and the calls in its body refer to, at any step. */
export function groupsEverUsed(fn: Entity, steps: Steps): Set<number> {
  const fragments = entityFragments(fn, steps);
  const states = new Set([0, ...fragments.flatMap(({ from, to }) => [from, to])].filter((step) => step <= steps.last));
  const numbers = new Set<number>();
  for (const step of states) {
    const lexer = new Lexer(textAt(fragments, step));
    while (lexer.next() !== Token.End) if (lexer.kind === Token.Group) numbers.add(Number(lexer.text().slice(1)));
  }
  return numbers;
}
