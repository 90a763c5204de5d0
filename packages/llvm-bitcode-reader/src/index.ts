// What `import … from "llvm-bitcode-reader"` gives.

export { BitcodeError } from "./bitstream/bitcode-error.js";
export type { Abbreviation, ScalarEncoding } from "./bitstream/abbreviation.js";
export { BitCursor, type Window } from "./bitstream/cursor.js";
export { type BitRecord, UNABBREVIATED } from "./bitstream/record.js";
export { type Block, type Visitor, walk, walkBlock } from "./bitstream/walk.js";
export { isBitcode, unwrap } from "./bitstream/wrapper.js";
export { type BitstreamStatistics, type BlockStatistics, type CodeStatistics, countBitstream } from "./bitstream/statistics.js";
export { type BitstreamNames, formatStatistics } from "./bitstream/format-statistics.js";
