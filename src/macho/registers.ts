// What general registers are known to hold. A state is an array of numbers, one for
// each register, so that states are copied and compared quickly: there is one for
// each block of a function.
//
//   NaN              anything
//   below DATA / 2   bytes from the stack pointer at the function's entry; below it is negative
//   above            DATA and an address in the object

/** The number that instruction encodings give a general register; arm64's stack pointer is 31. */
export type Register = number;

/** By register. */
export type RegisterState = Float64Array;

const DATA = 2 ** 52;

export const unknown = NaN;

/** What a register holds that has the address of something in the object. */
export function dataValue(address: number): number {
  return DATA + address;
}

/** The address in the object that a register holds, if it is known to hold one. */
export function dataAddress(state: RegisterState, register: Register): number | undefined {
  const value = state[register]!;
  return value > DATA / 2 ? value - DATA : undefined;
}

/** Bytes from the stack pointer at the entry to what a register points to; NaN where that is not known. */
export function stackOffset(state: RegisterState, register: Register): number {
  const value = state[register]!;
  return value < DATA / 2 ? value : unknown;
}
