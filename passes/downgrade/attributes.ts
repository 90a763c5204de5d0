// Attributes of functions, parameters, results and calls. Most promise something
// to the optimiser and may go; calling conventions may not.

import { hasNewLocation, printForLlvm15, printForLlvm16 } from "./memory-effects.js";
import { Lexer, Token } from "../../src/asm/lexer.js";
import type { CodeRow, TextRow } from "./row.js";
import { dropped, refused, wordEnd } from "./words.js";

const CONVENTION = "a calling convention is a promise between caller and callee";

export const attributes: readonly CodeRow[] = [
  {
    construct: "captures(none)", since: 22, instead: "nocapture; other captures(…) are dropped", words: ["captures"],
    rewrite(site) {
      const stop = wordEnd(site);
      if (/^captures\(\s*none\s*\)$/.test(site.text(site.start, stop))) site.replace(site.start, stop, "nocapture");
      else site.drop(site.start, stop);
      return true;
    },
  },
  {
    construct: "memory(…) with errnomem, target_mem0 or target_mem1", since: 22, instead: "these count as the default location", words: ["memory"],
    rewrite(site) {
      const stop = wordEnd(site);
      const written = site.text(site.stop, stop).slice(1, -1);
      if (site.to < 16 || !hasNewLocation(written)) return false;
      site.replace(site.start, stop, printForLlvm16(written));
      return true;
    },
  },
  {
    construct: "memory(…)", since: 16, instead: "readnone, readonly, argmemonly and their kin", words: ["memory"],
    rewrite(site) {
      const stop = wordEnd(site);
      const words = printForLlvm15(site.text(site.stop, stop).slice(1, -1));
      if (words === "") site.drop(site.start, stop);
      else site.replace(site.start, stop, words);
      return true;
    },
  },
  dropped(22, "dead_on_return"),
  dropped(22, "nocreateundeforpoison"),
  dropped(22, "nodivergencesource"),
  dropped(22, "coro_elide_safe"),
  dropped(22, "sanitize_type, sanitize_realtime, sanitize_realtime_blocking, sanitize_alloc_token",
    "sanitize_type", "sanitize_realtime", "sanitize_realtime_blocking", "sanitize_alloc_token"),
  // It says that an integer is not extended, which is how x86 and AArch64 pass one without it.
  dropped(22, "noext"),
  dropped(19, "range(T a, b)", "range"),
  dropped(19, "initializes((a, b), …)", "initializes"),
  dropped(19, "nofpclass(…)", "nofpclass"),
  dropped(19, "dead_on_unwind"),
  dropped(19, "writable"),
  dropped(19, "optdebug"),
  dropped(19, "coro_only_destroy_when_complete"),
  dropped(19, "sanitize_numerical_stability"),
  refused(19, "hybrid_patchable", "Windows patches such functions while they run"),
  dropped(16, "skipprofile"),

  refused(22, "cheriot_compartmentcallcc, cheriot_librarycallcc, cheriot_compartmentcalleecc, riscv_vls_cc, amdgpu_gfx_whole_wave", CONVENTION,
    "cheriot_compartmentcallcc", "cheriot_compartmentcalleecc", "cheriot_librarycallcc", "riscv_vls_cc", "amdgpu_gfx_whole_wave"),
  refused(19, "preserve_nonecc, graalcc, m68k_rtdcc, riscv_vector_cc, amdgpu_cs_chain, aarch64_sme_preservemost_from_x1", CONVENTION,
    "preserve_nonecc", "graalcc", "m68k_rtdcc", "riscv_vector_cc", "amdgpu_cs_chain", "amdgpu_cs_chain_preserve", "aarch64_sme_preservemost_from_x1"),
  refused(16, "aarch64_sme_preservemost_from_x0, aarch64_sme_preservemost_from_x2", CONVENTION,
    "aarch64_sme_preservemost_from_x0", "aarch64_sme_preservemost_from_x2"),
];

/** String attributes whose values the verifier checks. */
export const attributeTexts: readonly TextRow[] = [framePointer(22, "non-leaf-no-reserve"), framePointer(19, "reserved")];

/** Both let leaf functions do without a frame; what they say of the register has no older word, and macOS never takes it. */
function framePointer(since: number, value: string): TextRow {
  return {
    construct: `"frame-pointer"="${value}"`, since, instead: '"frame-pointer"="non-leaf"', needle: `"frame-pointer"="${value}"`,
    rewrite({ bytes, start, stop }) {
      const edits = [];
      const lexer = new Lexer(bytes, start, stop);
      while (lexer.next() !== Token.End) {
        if (lexer.kind !== Token.String || !lexer.is('"frame-pointer"')) continue;
        lexer.next();
        lexer.next();
        if (lexer.is(`"${value}"`)) edits.push({ start: lexer.start, stop: lexer.stop, text: '"non-leaf"' });
      }
      return edits;
    },
  };
}
