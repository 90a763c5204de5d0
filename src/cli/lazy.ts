// All that filtering a text with kextir's own passes does without. It is loaded by
// import() from the rest of the command line, here alone, so that the bundler makes
// one file of it and the filter starts quickly.

import { bridgeNote, refuseUnreadable, withBridge } from "../driver/bridge.js";
import { fitLayout } from "../driver/fit-layout.js";
import { disassembleInput } from "./bitcode-input.js";
import { checkConfig } from "./check-config.js";
import { audit } from "./commands/audit.js";
import { bisect } from "./commands/bisect.js";
import { boot } from "./commands/boot.js";
import { build } from "./commands/build.js";
import { bundle } from "./commands/bundle.js";
import { compile } from "./commands/compile.js";
import { diff } from "./commands/diff.js";
import { doctor } from "./commands/doctor.js";
import { explain } from "./commands/explain.js";
import { inspect } from "./commands/inspect.js";
import { link } from "./commands/link.js";
import { passes } from "./commands/passes.js";
import { schema } from "./commands/schema.js";
import { printingChanges } from "./instruments/printing-changes.js";
import { verifyEach } from "./instruments/verifying.js";
import { loadPasses } from "./load-pass.js";
import { namedReader } from "./named-reader.js";
import { readRewriteMap } from "./rewrite-map.js";

export {
  audit, bisect, boot, bridgeNote, build, bundle, checkConfig, compile, diff, disassembleInput, doctor, explain, fitLayout, inspect, link, loadPasses, namedReader, passes, printingChanges, readRewriteMap, refuseUnreadable, schema, verifyEach, withBridge,
};
