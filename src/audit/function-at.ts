import type { AuditedFunction } from "./audited-function.js";

/** The function that an address lies in. @param functions by ascending address. */
export function functionAt(functions: readonly AuditedFunction[], address: number): AuditedFunction | undefined {
  return functions[functionIndexAt(functions, address)];
}

/** Its index; -1 where the address is in none of them. */
export function functionIndexAt(functions: readonly AuditedFunction[], address: number): number {
  let low = 0;
  for (let high = functions.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (functions[middle]!.address <= address) low = middle + 1;
    else high = middle;
  }
  const fn = functions[low - 1];
  return fn !== undefined && address < fn.address + fn.size ? low - 1 : -1;
}
