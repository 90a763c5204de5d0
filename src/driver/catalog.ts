import { pipelines } from "../../passes/pipelines.js";
import { passes } from "../../passes/registry.js";
import type { PassCatalog } from "../pass/configure.js";

/** The passes and pipelines that kextir comes with. */
export const catalog: PassCatalog = { passes, pipelines };

/** The pipeline that is run where none is named. */
export const DEFAULT_PIPELINE = "kext";
