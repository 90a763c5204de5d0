// Stands for zod where passes describe their options. The bundler puts it there, for making forty
// schemas takes longer than filtering a small module does, and most command lines give a pass no
// options: then all that is needed is the presets, which are written in the schemas' own calls.
// A schema is a recipe here. zod is loaded, and the recipe followed, when somebody looks into it.

const zod = () => require("./zod-names.mjs");

/** A schema of zod that is not made yet. */
class Recipe {
  #make;
  #schema;

  /** `preset`, if there is one, gives what the schema makes of nothing or, for an object, of `{}`. */
  constructor(make, preset) {
    this.#make = make;
    this.preset = preset;
  }

  get schema() {
    return (this.#schema ??= this.#make());
  }

  /** By this zod and its users know a schema. */
  get _zod() {
    return this.schema._zod;
  }

  check(...checks) {
    return new Recipe(() => this.schema.check(...checks.map(made)), this.preset);
  }
}

function made(value) {
  if (value instanceof Recipe) return value.schema;
  if (Array.isArray(value)) return value.map(made);
  // A pass that a user loads brings schemas of a zod of its own.
  if (typeof value !== "object" || value === null || "_zod" in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, made(inner)]));
}

function recipe(name, preset = () => undefined) {
  return (...args) => new Recipe(() => zod()[name](...args.map(made)), preset(...args));
}

/** An object's preset is that of its fields, where each has one. */
function presetOfObject(shape) {
  const fields = Object.entries(shape);
  if (!fields.every(([, field]) => field.preset !== undefined)) return undefined;
  return () => {
    const options = {};
    for (const [key, field] of fields) {
      const value = field.preset();
      if (value !== undefined) options[key] = value;
    }
    return options;
  };
}

export const strictObject = recipe("strictObject", presetOfObject);
export const object = recipe("object", presetOfObject);
export const catchall = recipe("catchall", (inner) => inner.preset);
export const _default = recipe("_default", (_inner, value) => () => (Array.isArray(value) ? [...value] : value));
export const optional = recipe("optional", () => () => undefined);
export const array = recipe("array");
export const boolean = recipe("boolean");
export const custom = recipe("custom");
export const describe = recipe("describe");
const enumeration = recipe("enum");
export const int = recipe("int");
export const literal = recipe("literal");
export const maximum = recipe("maximum");
export const minimum = recipe("minimum");
export const nullable = recipe("nullable");
export const number = recipe("number");
export const record = recipe("record");
export const refine = recipe("refine");
export const regex = recipe("regex");
export const string = recipe("string");
export const union = recipe("union");
export { enumeration as enum };

export function safeParse(schema, value) {
  if (schema instanceof Recipe && schema.preset !== undefined && Object.keys(value).length === 0) return { success: true, data: schema.preset() };
  return zod().safeParse(made(schema), value);
}

export function toJSONSchema(schema, options) {
  return zod().toJSONSchema(made(schema), options);
}
