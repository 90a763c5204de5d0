/** What a test says of a module; `unknown` where it cannot tell. */
export type Verdict = "good" | "bad" | "unknown";

/** A good and a bad version with none between them of which anything is known. */
export interface Boundary {
  readonly good: number;
  readonly bad: number;
}

/**
 * Where versions `0 … last`, of which the first is good and the last bad, turn from
 * good to bad. Each step tests the version nearest the middle of those left; one of
 * which the test cannot tell is passed over. So good and bad are neighbours but for
 * such versions.
 */
export async function findFirstBad(last: number, test: (version: number) => Promise<Verdict>): Promise<Boundary> {
  let good = 0;
  let bad = last;
  const unknown = new Set<number>();
  for (;;) {
    const version = nearestMiddle(good, bad, unknown);
    if (version === undefined) return { good, bad };
    const verdict = await test(version);
    if (verdict === "good") good = version;
    else if (verdict === "bad") bad = version;
    else unknown.add(version);
  }
}

function nearestMiddle(good: number, bad: number, unknown: ReadonlySet<number>): number | undefined {
  const middle = (good + bad) >> 1;
  for (let distance = 0; distance < bad - good; distance++) {
    for (const version of [middle - distance, middle + distance]) {
      if (version > good && version < bad && !unknown.has(version)) return version;
    }
  }
  return undefined;
}
