import { type Attribute, attributeText } from "llvm-bitcode-reader";

const texts = new WeakMap<readonly Attribute[], readonly string[]>();

/** Attributes as LLVM IR spells them. Functions share their lists, so each list is spelled once. */
export function attributeTexts(attributes: readonly Attribute[]): readonly string[] {
  let spelled = texts.get(attributes);
  if (spelled === undefined) texts.set(attributes, (spelled = attributes.map(attributeText)));
  return spelled;
}
