import type { Operation } from "./instruction-set.js";

// xmm, ymm, zmm; mm0-7; st, st(0)-st(7); AVX-512's masks k0-7; AMX's tiles.
const floatingPointRegister = /%(?:[xyz]?mm[0-9]|st\b|k[0-7]\b|tmm[0-7])/;

// x87 mnemonics, and no others, begin with `f`: fxsave, fxrstor and fwait too.
const x87 = /^(?:f|wait$)/;

// Instructions that need not name a vector register: conversions from memory to
// a general register, control of the MMX, SSE and AVX state, saving all of it, and
// key locker, which works on eight registers at once.
const namesNoRegister =
  /^(?:v?cvtt?[sp][sdh]2u?sis?[lq]?|v?(?:ld|st)mxcsr|emms|femms|vzero(?:all|upper)|xsave\w*|xrstor\w*|tilerelease|ldtilecfg|sttilecfg|aes(?:enc|dec)wide\w+|encodekey\w+)$/;

/**
 * Whether an instruction, given without its prefixes, uses x87, MMX, SSE or AVX state: vector, x87 or mask
 * registers, or the registers that control them. By that measure the following,
 * which came with SSE, are not floating-point: prefetches, fences, pause, crc32,
 * popcnt and movnti work on memory and general registers only, and leave a
 * thread's floating-point state alone.
 */
export function isX86FloatingPoint({ mnemonic, operandText }: Pick<Operation, "mnemonic" | "operandText">): boolean {
  return floatingPointRegister.test(operandText) || x87.test(mnemonic) || namesNoRegister.test(mnemonic);
}
