import type { Pass } from "../src/pass/pass.js";
import { noredzone } from "./noredzone.js";
import { stripSplitStack } from "./strip-split-stack.js";

/** Every pass, in the order `kextir passes` lists them. */
export const passes: readonly Pass[] = [stripSplitStack, noredzone];
