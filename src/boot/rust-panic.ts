// A panic of Rust's comes to the kernel by way of functions of core's and of the panic handler, none of which is to blame.

import { demangle } from "../support/demangle.js";
import type { Place } from "./places.js";

/** What is behind those functions in a chain of callers, innermost first; all of it where nothing is. */
export function whoPanicked(chain: readonly (Place | undefined)[]): readonly (Place | undefined)[] {
  const index = chain.findIndex((place) => place?.of === "kext" && !OF_A_PANIC.test(demangle(place.function)));
  return index < 0 ? chain : chain.slice(index);
}

const OF_A_PANIC = /^_*(?:__rustc::)?(?:rust_begin_unwind|rust_panic|__rust_alloc_error_handler|__rdl_oom)\b|^core::panicking::|^(?:core|alloc)::.*(?:_fail(?:ed)?|_error|_overflow|::panic_\w+)(?:$|::|<)/;
