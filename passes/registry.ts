import type { Pass } from "../src/pass/pass.js";
import { kernelAttributes } from "./kernel-attributes.js";
import { noredzone } from "./noredzone.js";
import { renameSymbols } from "./rename-symbols.js";
import { retarget } from "./retarget.js";
import { softFloat } from "./soft-float.js";
import { stripSplitStack } from "./strip-split-stack.js";
import { stripUnwind } from "./strip-unwind.js";
import { terminateStrings } from "./terminate-strings.js";

/** Every pass, in the order `kextir passes` lists them. */
export const passes: readonly Pass[] = [stripSplitStack, stripUnwind, terminateStrings, kernelAttributes, retarget, noredzone, softFloat, renameSymbols];
