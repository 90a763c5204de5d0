import { entityName } from "./entity-name.js";
import type { Change } from "./segments.js";
import { listNames } from "./stat.js";

/** The entities that a hunk changes, two of them by name: `@f, @g and 3 more`. */
export function titleOf(changes: readonly Change[]): string {
  const entities = new Set(changes.flatMap(({ before, after }) => [...before, ...after].flatMap(({ entity }) => (entity === undefined ? [] : [entityName(entity)]))));
  return listNames([...entities], 2);
}
