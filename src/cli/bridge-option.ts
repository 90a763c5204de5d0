// For whom the filter writes: --for.

import type { Options } from "./options.js";

export const bridgeOption = {
  for: { value: "CLANG", help: "who reads the module, by name, path or LLVM release, as clang-16 or 16; where that is older than what wrote it, downgrade runs last" },
} as const satisfies Options;
