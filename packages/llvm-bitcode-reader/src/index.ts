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
