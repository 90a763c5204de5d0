// Which subtarget features in "target-features" bring floating-point and vector
// registers, and how a list of features is rid of them.

import type { Architecture } from "./triple.js";

/** What turns floating point and vectors off on one architecture. */
interface FloatingPointFeatures {
  /** The features to switch, with their signs, in the order they are written. */
  readonly off: readonly string[];
  /** Features that are, or imply, one of those switched off. */
  readonly family: RegExp;
}

const X86: FloatingPointFeatures = {
  // rustc's own list for x86_64-unknown-none, and x87 and AVX-512.
  off: ["-x87", "-mmx", "-sse", "-sse2", "-sse3", "-ssse3", "-sse4.1", "-sse4.2", "-avx", "-avx2", "-avx512f", "+soft-float"],
  // After X86.td and `llc -mattr=help` of LLVM 13 to 22: all that imply SSE or MMX, and the tiles of AMX.
  family: /^(?:x87|mmx|3dnowa?|sse(?:[2-4]|4[.][12]|4a)?|ssse3|avx.*|evex512|fma4?|f16c|xop|v?aes|v?pclmul(?:qdq)?|gfni|sha(?:512)?|sm[34]|(?:wide)?kl|amx-.*)$/,
};

const AARCH64: FloatingPointFeatures = {
  off: ["-neon", "-fp-armv8"],
  // An architecture version like v8.5a stays: what it implies goes with the features above.
  family: /^(?:neon|fp-armv8|fp16fml|fullfp16|crypto|aes|sha[23]|sm4|dotprod|rdm|complxnum|jsconv|fptoint|bf16|i8mm|f32mm|f64mm|faminmax|lut|fp8.*|sve.*|sme.*|ssve.*)$/,
};

/**
 * The list `features` (the value of "target-features", `+a,-b`) with floating
 * point and vectors off; other features stay in their order. LLVM reads the list
 * from left to right, `-sse` clearing all that implies SSE and a later `+avx`
 * setting it again, so what is switched off comes after all that is switched on.
 * Undefined for an architecture whose features are not known.
 */
export function withoutFloatingPoint(features: string, architecture: Architecture): string | undefined {
  const known = featuresOf(architecture);
  if (known === undefined) return undefined;
  const entries = features.split(",").filter((entry) => {
    const name = entry.slice(1);
    return entry !== "" && entry !== "-soft-float" && !(entry.startsWith("+") && known.family.test(name));
  });
  const lastOn = entries.findLastIndex((entry) => entry.startsWith("+") && !known.off.includes(entry));
  const kept = entries.filter((entry, index) => index > lastOn || !known.off.includes(entry));
  return [...kept, ...known.off.filter((entry) => !kept.includes(entry))].join(",");
}

function featuresOf(architecture: Architecture): FloatingPointFeatures | undefined {
  switch (architecture) {
    case "x86_64": case "x86": return X86;
    case "aarch64": return AARCH64;
    case "other": return undefined;
  }
}
