// What passes use of zod. zod-on-demand.mjs offers the same names.
export {
  _default, array, boolean, catchall, custom, describe, enum, int, literal, maximum, minimum, nullable, number, object, optional, record, refine, regex,
  safeParse, strictObject, string, toJSONSchema, union,
} from "zod/mini";
