// Where a reader is in the report: what `#pass/function` means.

/** Parts of a link as they stand in it; empty for all passes, and for all that a pass changed. */
export interface Place {
  readonly pass: string;
  readonly name: string;
}

export function parsePlace(hash: string): Place {
  const text = hash.replace(/^#/, "");
  const slash = text.indexOf("/");
  return slash < 0 ? { pass: text, name: "" } : { pass: text.slice(0, slash), name: text.slice(slash + 1) };
}

export function formatPlace({ pass, name }: Place): string {
  return name === "" ? `#${pass}` : `#${pass}/${name}`;
}
