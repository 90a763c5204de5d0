// The string attributes whose values name symbols. No parser checks them.

/** Gives a symbol's new name; undefined where it keeps the one it has. */
export type Renamer = (symbol: string) => string | undefined;

/** What became of a value. */
export type RenamedValue =
  | { readonly kind: "renamed"; readonly value: string }
  /** The attribute takes only names the code generator knows, and the new one is none of them. */
  | { readonly kind: "refused"; readonly symbol: string };

/** What the keys of such attributes begin with. */
export const SYMBOL_ATTRIBUTE_KEYS = ["probe-stack", "alloc-variant-zeroed", "vector-function-abi-variant", "instrument-function-"] as const;

/** The decoded value of attribute `key` with its symbols renamed; undefined when it names none that is. */
export function renameInAttribute(key: string, value: string, rename: Renamer): RenamedValue | undefined {
  switch (key) {
    case "probe-stack":
      // The one value that is no symbol: X86ISelLowering then probes in line.
      return value === "inline-asm" ? undefined : renamed(rename(value));
    case "alloc-variant-zeroed":
      return renamed(rename(value));
    case "vector-function-abi-variant": {
      const variants = value.split(",").map((variant) => renameInVariant(variant, rename)).join(",");
      return variants === value ? undefined : renamed(variants);
    }
    case "instrument-function-entry":
    case "instrument-function-entry-inlined":
    case "instrument-function-exit":
    case "instrument-function-exit-inlined": {
      const name = rename(value);
      return name === undefined || PROFILE_HOOKS.has(name) ? renamed(name) : { kind: "refused", symbol: value };
    }
    default: return undefined;
  }
}

/** The functions that EntryExitInstrumenter.cpp knows how to call; any other is a fatal error. */
const PROFILE_HOOKS: ReadonlySet<string> = new Set([
  "mcount", ".mcount", "llvm.arm.gnu.eabi.mcount", "\u0001_mcount", "\u0001mcount", "__mcount", "_mcount",
  "__cyg_profile_func_enter_bare", "__cyg_profile_func_enter", "__cyg_profile_func_exit",
]);

function renamed(value: string | undefined): RenamedValue | undefined {
  return value === undefined ? undefined : { kind: "renamed", value };
}

/**
 * `_ZGV<isa><mask><vlen><parameters>_<scalar>[(<vector>)]` (VFABIDemangler.cpp). Without a
 * vector name the whole is the vector function's name, which stays.
 */
function renameInVariant(variant: string, rename: Renamer): string {
  const parts = /^(_ZGV(?:_LLVM_|[a-z])[MN](?:\d+|x)(?:[lRLUvu](?:s?n?\d+)?(?:a\d+)?)*_)([^(]+)(?:\((.*)\))?$/.exec(variant);
  if (parts === null) return variant;
  const [, head = "", scalar = "", vector] = parts;
  const newScalar = rename(scalar);
  const newVector = rename(vector ?? variant);
  if (newScalar === undefined && newVector === undefined) return variant;
  return `${head}${newScalar ?? scalar}(${newVector ?? vector ?? variant})`;
}
