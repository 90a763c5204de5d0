/** Finds which of many runs of bytes an offset is in, of which there may be a hundred thousand. */
export class OffsetIndex {
  private readonly starts: Uint32Array;
  /** For each block of bytes the run that its first byte is in: the search goes from there to the next block's. */
  private readonly blocks: Uint32Array;

  /** Of where the runs start, ascending from 0. */
  constructor(starts: Uint32Array) {
    this.starts = starts;
    const last = starts[starts.length - 1]!;
    const blocks = new Uint32Array(Math.floor(last / BLOCK_SIZE) + 1);
    let run = 0;
    for (let block = 0; block < blocks.length; block += 1) {
      while (run + 1 < starts.length && starts[run + 1]! <= block * BLOCK_SIZE) run += 1;
      blocks[block] = run;
    }
    this.blocks = blocks;
  }

  /** The number of the run. Offsets before the first and behind the last start are in those. */
  at(offset: number): number {
    const block = Math.max(0, Math.floor(offset / BLOCK_SIZE));
    if (block >= this.blocks.length) return this.starts.length - 1;
    let low = this.blocks[block]!;
    let high = this.blocks[block + 1] ?? this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const BLOCK_SIZE = 128;
