/** Thrown where kextir itself is wrong; the command line prints its stack and exits with 70. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

/** States what must hold unless kextir has a bug. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}

/** Marks a branch that the types rule out. */
export function unreachable(value: never): never {
  throw new InternalError(`unexpected ${String(value)}`);
}
