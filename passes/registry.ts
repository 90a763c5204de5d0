import type { Pass } from "../src/pass/pass.js";
import { codeModel } from "./code-model.js";
import { downgrade } from "./downgrade.js";
import { guardFormatStrings } from "./guard-format-strings.js";
import { kernelAttributes } from "./kernel-attributes.js";
import { noredzone } from "./noredzone.js";
import { pinLayout } from "./pin-layout.js";
import { renameSymbols } from "./rename-symbols.js";
import { retarget } from "./retarget.js";
import { softFloat } from "./soft-float.js";
import { stripSplitStack } from "./strip-split-stack.js";
import { stripUnwind } from "./strip-unwind.js";
import { terminateStrings } from "./terminate-strings.js";

/** Every pass, in the order that they run in, those of the pipeline kext first. */
export const passes: readonly Pass[] = [
  retarget,
  pinLayout,
  stripSplitStack,
  stripUnwind,
  renameSymbols,
  terminateStrings,
  guardFormatStrings,
  kernelAttributes,
  noredzone,
  softFloat,
  codeModel,
  downgrade,
];
