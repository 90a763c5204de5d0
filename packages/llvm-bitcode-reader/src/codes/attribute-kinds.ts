// Which number means which attribute. Numbers never change: releases append. Sources: AttributeKindCodes in
// llvm/Bitcode/LLVMBitCodes.h for the numbers, llvm/IR/Attributes.inc (made from Attributes.td) for the
// spelling, of LLVM 13, 14, 15, 16, 19 and 22.

/** How a kind is spelt in LLVM IR; undefined for one that is newer than LLVM 22. */
export function attributeName(kind: number): string | undefined {
  return NAMES[kind];
}

/** Names in the order of their numbers, by the first of those releases that has them. */
const NAMES_BY_RELEASE = {
  /** 1 to 77. The first 37 are as old as this numbering, LLVM 3.3. */
  13: [
    "align", "alwaysinline", "byval", "inlinehint", "inreg", "minsize", "naked", "nest", "noalias", "nobuiltin",
    "nocapture", "noduplicate", "noimplicitfloat", "noinline", "nonlazybind", "noredzone", "noreturn", "nounwind",
    "optsize", "readnone", "readonly", "returned", "returns_twice", "signext", "alignstack", "ssp", "sspreq",
    "sspstrong", "sret", "sanitize_address", "sanitize_thread", "sanitize_memory", "uwtable", "zeroext", "builtin",
    "cold", "optnone", "inalloca", "nonnull", "jumptable", "dereferenceable", "dereferenceable_or_null",
    "convergent", "safestack", "argmemonly", "swiftself", "swifterror", "norecurse", "inaccessiblememonly",
    "inaccessiblemem_or_argmemonly", "allocsize", "writeonly", "speculatable", "strictfp", "sanitize_hwaddress",
    "nocf_check", "optforfuzzing", "shadowcallstack", "speculative_load_hardening", "immarg", "willreturn",
    "nofree", "nosync", "sanitize_memtag", "preallocated", "nomerge", "null_pointer_is_valid", "noundef", "byref",
    "mustprogress", "nocallback", "hot", "noprofile", "vscale_range", "swiftasync", "nosanitize_coverage",
    "elementtype",
  ],
  /** 78. */
  14: ["disable_sanitizer_instrumentation"],
  /** 79 to 84. */
  15: ["nosanitize_bounds", "allocalign", "allocptr", "allockind", "presplitcoroutine", "fn_ret_thunk_extern"],
  /** 85 and 86; `memory` took the place of readnone, argmemonly and their kin on functions. */
  16: ["skipprofile", "memory"],
  /** 87 to 95. */
  19: [
    "nofpclass", "optdebug", "writable", "coro_only_destroy_when_complete", "dead_on_unwind", "range",
    "sanitize_numerical_stability", "initializes", "hybrid_patchable",
  ],
  /** 96 to 105; `captures` took the place of nocapture. */
  22: [
    "sanitize_realtime", "sanitize_realtime_blocking", "coro_elide_safe", "noext", "nodivergencesource",
    "sanitize_type", "captures", "dead_on_return", "sanitize_alloc_token", "nocreateundeforpoison",
  ],
} as const;

const NAMES: readonly (string | undefined)[] = [undefined, ...Object.values(NAMES_BY_RELEASE).flat()];
