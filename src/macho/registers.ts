/** What a register is known to hold. */
export type Value =
  /** Bytes from the stack pointer at the function's entry; below it is negative. */
  | { readonly kind: "stack"; readonly offset: number }
  /** An address in the object. */
  | { readonly kind: "data"; readonly address: number };

/** By full register name; a register that is not in it may hold anything. */
export type Registers = Map<string, Value>;

/** `value` moved by a number of bytes. */
export function plus(value: Value | undefined, bytes: number): Value | undefined {
  if (value === undefined) return undefined;
  if (value.kind === "stack") return { kind: "stack", offset: value.offset + bytes };
  return { kind: "data", address: value.address + bytes };
}

export function assign(registers: Registers, register: string, value: Value | undefined): void {
  if (value === undefined) registers.delete(register);
  else registers.set(register, value);
}

/** The registers that hold the same in both. */
export function intersection(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): Registers {
  const common: Registers = new Map();
  for (const [register, value] of a) {
    const other = b.get(register);
    if (other !== undefined && isSame(value, other)) common.set(register, value);
  }
  return common;
}

function isSame(a: Value, b: Value): boolean {
  if (a.kind === "stack") return b.kind === "stack" && a.offset === b.offset;
  return b.kind === "data" && a.address === b.address;
}
