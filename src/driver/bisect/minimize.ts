/**
 * A smallest part of `all` for which `fails` is true: taking any one item out of it
 * makes it false. `fails` is true of all and false of none, neither is asked; each
 * part is asked once.
 *
 * This is ddmin (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing
 * Input, 2002): for one guilty item of n it asks about log n times.
 */
export async function minimize<Item>(all: readonly Item[], fails: (part: readonly Item[]) => Promise<boolean>): Promise<readonly Item[]> {
  const places = new Map(all.map((item, index) => [item, index]));
  const known = new Map<string, boolean>();
  const ask = async (part: readonly Item[]): Promise<boolean> => {
    const key = part.map((item) => places.get(item)).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = await fails(part);
    known.set(key, answer);
    return answer;
  };

  let failing = all;
  let pieces = 2;
  while (failing.length > 1) {
    const parts = divide(failing, Math.min(pieces, failing.length));
    const smaller = (await firstOf(parts, ask)) ?? (parts.length > 2 ? await firstOf(complements(parts), ask) : undefined);
    if (smaller !== undefined) {
      // What is left of one piece is halved anew; of all but one, in pieces of the same size.
      pieces = parts.includes(smaller) ? 2 : parts.length - 1;
      failing = smaller;
    } else if (parts.length === failing.length) break;
    else pieces = parts.length * 2;
  }
  return failing;
}

async function firstOf<Item>(
  parts: readonly (readonly Item[])[],
  ask: (part: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[] | undefined> {
  for (const part of parts) if (await ask(part)) return part;
  return undefined;
}

function divide<Item>(items: readonly Item[], pieces: number): (readonly Item[])[] {
  return Array.from({ length: pieces }, (_, index) =>
    items.slice(Math.floor((items.length * index) / pieces), Math.floor((items.length * (index + 1)) / pieces)),
  );
}

function complements<Item>(parts: readonly (readonly Item[])[]): (readonly Item[])[] {
  return parts.map((_, index) => parts.filter((_other, other) => other !== index).flat());
}
