import * as z from "zod/mini";
import { EntityKind } from "../../asm/entity-kind.js";
import type { Entity } from "../../ir/entity.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { definePass } from "../../pass/pass.js";

/** A pass that takes out of a module what is not in `needed`, as `reachableEntities` gives it. */
export function dropUnneeded(needed: ReadonlySet<Entity>): ConfiguredPass {
  const pass = definePass({
    name: "drop-unneeded",
    summary: "remove functions and data that nothing needs",
    description: "Run on the modules of libraries, so that passes and clang see only what the kext has use for.",
    options: z.strictObject({}),
    run(module, _options, context) {
      for (const entity of [...module.globals(), ...module.functions()]) {
        if (needed.has(entity)) continue;
        entity.remove();
        context.count("functions and globals removed");
      }
      // They speak of what may be gone, and neither changes what the code does.
      for (const kind of [EntityKind.UseListOrder, EntityKind.Summary]) for (const entity of module.entities(kind)) entity.remove();
    },
  });
  return { pass, options: {}, text: pass.name, signature: pass.name };
}
