import type { Pass } from "../src/pass/pass.js";
import { noredzone } from "./noredzone.js";

/** Every pass, in the order `kextir passes` lists them. */
export const passes: readonly Pass[] = [noredzone];
