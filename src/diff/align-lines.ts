// Finds which lines of two texts are the same ones. Lines that are unique in both
// texts are trusted first, as in patience diff, which keeps functions apart that
// share their commonest lines; what is left between them is compared by Myers's
// algorithm, up to a bound on its work.

/** Pairs of equal lines, rising in both texts. Lines are given as numbers, equal for equal text. */
export function alignLines(before: Uint32Array, after: Uint32Array): [before: number, after: number][] {
  const pairs: [number, number][] = [];
  const work: Range[] = [{ a: 0, aEnd: before.length, b: 0, bEnd: after.length }];
  // A stack, for unique lines can nest as deep as the text is long.
  for (let range; (range = work.pop()) !== undefined; ) {
    let { a, aEnd, b, bEnd } = range;
    while (a < aEnd && b < bEnd && before[a] === after[b]) pairs.push([a++, b++]);
    while (a < aEnd && b < bEnd && before[aEnd - 1] === after[bEnd - 1]) pairs.push([--aEnd, --bEnd]);
    if (a === aEnd || b === bEnd) continue;
    const rest = { a, aEnd, b, bEnd };
    const anchors = uniquePairs(before, after, rest);
    if (anchors.length === 0) {
      pairs.push(...myers(before, after, rest));
      continue;
    }
    for (const [atA, atB] of [...anchors, [aEnd, bEnd] as const]) {
      work.push({ a, aEnd: atA, b, bEnd: atB });
      if (atA < aEnd) pairs.push([atA, atB]);
      a = atA + 1;
      b = atB + 1;
    }
  }
  return pairs.sort((left, right) => left[0] - right[0]);
}

interface Range {
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}

/** Lines that stand once in each range, as many as rise in both. */
function uniquePairs(before: Uint32Array, after: Uint32Array, { a, aEnd, b, bEnd }: Range): [number, number][] {
  const seen = new Map<number, { inA: number; inB: number; a: number; b: number }>();
  for (let i = a; i < aEnd; i++) {
    const entry = seen.get(before[i]!);
    if (entry === undefined) seen.set(before[i]!, { inA: 1, inB: 0, a: i, b: 0 });
    else entry.inA++;
  }
  for (let i = b; i < bEnd; i++) {
    const entry = seen.get(after[i]!);
    if (entry === undefined) continue;
    entry.inB++;
    entry.b = i;
  }
  const unique: [number, number][] = [];
  for (const entry of seen.values()) if (entry.inA === 1 && entry.inB === 1) unique.push([entry.a, entry.b]);
  return longestRising(unique);
}

/** The longest part of `pairs`, whose first numbers rise, in which the second ones rise too. */
export function longestRising<Pair extends readonly [number, number]>(pairs: readonly Pair[]): Pair[] {
  const ends: number[] = []; // by length, the pair that such a row ends with at the lowest second number
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [index, pair] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[index] = ends[low - 1]!;
    ends[low] = index;
  }
  const row: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]!) row.push(pairs[index]!);
  return row.reverse();
}

// Beyond this many differing lines texts have so little in common that a shorter edit helps nobody.
const MOST_EDITS = 1000;

function myers(before: Uint32Array, after: Uint32Array, { a, aEnd, b, bEnd }: Range): [number, number][] {
  const n = aEnd - a;
  const m = bEnd - b;
  const most = Math.min(n + m, MOST_EDITS);
  const reached = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reached.slice(middle - edits - 1, middle + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const isDown = k === -edits || (k !== edits && reached[middle + k - 1]! < reached[middle + k + 1]!);
      let x = isDown ? reached[middle + k + 1]! : reached[middle + k - 1]! + 1;
      while (x < n && x - k < m && before[a + x] === after[b + x - k]) x++;
      reached[middle + k] = x;
      if (x >= n && x - k >= m) return walkBack(trace, edits, { a, b, x: n, y: m });
    }
  }
  return [];
}

function walkBack(trace: readonly Int32Array[], edits: number, { a, b, x, y }: { a: number; b: number; x: number; y: number }): [number, number][] {
  const pairs: [number, number][] = [];
  for (let d = edits; d > 0; d--) {
    const reached = trace[d]!;
    const at = (k: number): number => reached[k + d + 1]!;
    const k = x - y;
    const isDown = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromK = isDown ? k + 1 : k - 1;
    const fromX = at(fromK);
    const fromY = fromX - fromK;
    while (x > fromX && y > fromY) {
      if (x === fromX + (isDown ? 0 : 1) && y === fromY + (isDown ? 1 : 0)) break;
      pairs.push([a + --x, b + --y]);
    }
    x = fromX;
    y = fromY;
  }
  while (x > 0 && y > 0) pairs.push([a + --x, b + --y]);
  return pairs;
}
