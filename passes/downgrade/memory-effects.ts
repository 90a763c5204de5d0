// What `memory(…)` says, in the words of older LLVMs (LangRef, "Function Attributes").

/** Whether memory is read (1) or written (2); their sum for both. */
type Effects = number;

const NONE = 0;
const READ = 1;
const WRITE = 2;
const READ_WRITE = READ | WRITE;

const NAMES = ["none", "read", "write", "readwrite"] as const;

interface MemoryEffects {
  readonly argmem: Effects;
  readonly inaccessiblemem: Effects;
  /** All that is neither; locations that LLVM 22 tells apart, errnomem and target memory, count as it. */
  readonly other: Effects;
}

/** Locations that LLVM 16 to 19 know. */
const OLD_LOCATIONS: ReadonlySet<string> = new Set(["argmem", "inaccessiblemem"]);

/** Whether `arguments_`, what stands between the parentheses of `memory(…)`, names a location that LLVM 16 does not know. */
export function hasNewLocation(written: string): boolean {
  return [...written.matchAll(/([a-z_0-9]+)\s*:/g)].some(([, location]) => !OLD_LOCATIONS.has(location!));
}

/** The same as `memory(…)` without locations newer than LLVM 16. */
export function printForLlvm16(written: string): string {
  const { argmem, inaccessiblemem, other } = parse(written);
  const parts = [
    ...(other !== NONE || (argmem === NONE && inaccessiblemem === NONE) ? [NAMES[other]!] : []),
    ...(argmem === other ? [] : [`argmem: ${NAMES[argmem]!}`]),
    ...(inaccessiblemem === other ? [] : [`inaccessiblemem: ${NAMES[inaccessiblemem]!}`]),
  ];
  return `memory(${parts.join(", ")})`;
}

/** The words that LLVM 15 has for it; where they cannot say it all, those that promise less. Empty where nothing is promised. */
export function printForLlvm15(written: string): string {
  const { argmem, inaccessiblemem, other } = parse(written);
  const all = argmem | inaccessiblemem | other;
  if (all === NONE) return "readnone";
  const access = all === READ ? ["readonly"] : all === WRITE ? ["writeonly"] : [];
  if (other !== NONE) return access.join(" ");
  const where = inaccessiblemem === NONE ? "argmemonly" : argmem === NONE ? "inaccessiblememonly" : "inaccessiblemem_or_argmemonly";
  return [where, ...access].join(" ");
}

function parse(written: string): MemoryEffects {
  const said = new Map<string, Effects>();
  let rest = NONE;
  for (const part of written.split(",")) {
    const [first = "", second] = part.split(":").map((word) => word.trim());
    const effects = NAMES.indexOf((second ?? first) as (typeof NAMES)[number]);
    if (effects < 0) return { argmem: READ_WRITE, inaccessiblemem: READ_WRITE, other: READ_WRITE };
    if (second === undefined) rest = effects;
    else said.set(first, effects);
  }
  let other = rest;
  for (const [location, effects] of said) if (!OLD_LOCATIONS.has(location)) other |= effects;
  return { argmem: said.get("argmem") ?? rest, inaccessiblemem: said.get("inaccessiblemem") ?? rest, other };
}
