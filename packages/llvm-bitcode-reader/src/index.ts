// What `import … from "llvm-bitcode-reader"` gives.

export { BitcodeError } from "./bitstream/bitcode-error.js";
export type { Abbreviation, ScalarEncoding } from "./bitstream/abbreviation.js";
export { BitCursor, type Window } from "./bitstream/cursor.js";
export { type BitRecord, UNABBREVIATED } from "./bitstream/record.js";
export { type Block, type Visitor, walk, walkBlock } from "./bitstream/walk.js";
export { isBitcode, unwrap } from "./bitstream/wrapper.js";
export { type BitstreamStatistics, type BlockStatistics, type CodeStatistics, countBitstream } from "./statistics/count.js";
export { formatStatistics } from "./statistics/format.js";
export { BlockNode, type RecordNode, topLevelBlocks } from "./bitstream/tree.js";
export { type ContainerStep, containerKind, findBitcode, type FoundBitcode } from "./container/find-bitcode.js";
export type { Alias, IFunc } from "./module/aliases.js";
export { attributeText } from "./module/attribute-text.js";
export type { Attribute, AttributeGroup, AttributeList, AttributePlace, ConstantRange } from "./module/attributes.js";
export { BitcodeModule } from "./module/bitcode-module.js";
export type { Comdat } from "./module/comdats.js";
export type { Constant } from "./module/constants.js";
export type { FunctionBody } from "./module/function-body.js";
export type { Function } from "./module/functions.js";
export type { GlobalValue, Value } from "./module/global-value.js";
export type { GlobalVariable } from "./module/global-variables.js";
export type { Metadata, MetadataNode, MetadataTable, NamedMetadata } from "./module/metadata.js";
export { type FlagBehavior, integerOf, type ModuleFlag } from "./module/module-flags.js";
export type { KeptRecord } from "./module/module-records.js";
export { escapeString, quoteName } from "./module/quoted.js";
export { type Identification, readModules } from "./module/read-modules.js";
export { structBodyText, typeText } from "./module/type-text.js";
export type { FunctionType, StructType, Type } from "./module/types.js";
