import type { Pass } from "../src/pass/pass.js";
import { kernelAttributes } from "./kernel-attributes.js";
import { noredzone } from "./noredzone.js";
import { renameSymbols } from "./rename-symbols.js";
import { retarget } from "./retarget.js";
import { softFloat } from "./soft-float.js";
import { stripSplitStack } from "./strip-split-stack.js";
import { stripUnwind } from "./strip-unwind.js";
import { terminateStrings } from "./terminate-strings.js";

/** Every pass, in the order that the pipeline kext runs them and `kextir passes` lists them. */
export const passes: readonly Pass[] = [
  retarget,
  stripSplitStack,
  stripUnwind,
  renameSymbols,
  terminateStrings,
  kernelAttributes,
  noredzone,
  softFloat,
];
