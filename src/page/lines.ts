// Reads the lines of a diff out of the report's markup, see src/diff/html/entity-body.ts.

/** Text of a line that stayed, went or came. */
export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

export type Line =
  | { readonly kind: "same"; readonly text: string }
  | { readonly kind: "removed"; readonly text: string }
  | { readonly kind: "added"; readonly text: string }
  | { readonly kind: "changed"; readonly before: readonly Piece[]; readonly after: readonly Piece[] }
  | { readonly kind: "folded"; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: "counted"; readonly title: string };

export function readLines(diff: Element): Line[] {
  const lines: Line[] = [];
  let before: Piece[] = [];
  let after: Piece[] = [];
  const add = (text: string, sign: " " | "-" | "+"): void => {
    if (text === "") return;
    if (sign !== "+") before.push({ text, isMarked: sign === "-" });
    if (sign !== "-") after.push({ text, isMarked: sign === "+" });
  };
  const end = (): void => {
    if (before.some(isMarked) || after.some(isMarked)) lines.push({ kind: "changed", before, after });
    else lines.push({ kind: "same", text: before.map(({ text }) => text).join("") });
    before = [];
    after = [];
  };
  for (const node of diff.childNodes) {
    const text = node.textContent ?? "";
    const isWhole = text.endsWith("\n");
    switch (node.nodeName) {
      case "#text": {
        const [first = "", ...others] = text.split("\n");
        add(first, " ");
        for (const other of others) {
          end();
          add(other, " ");
        }
        break;
      }
      case "DEL":
        if (isWhole) lines.push({ kind: "removed", text: text.slice(0, -1) });
        else add(text, "-");
        break;
      case "INS":
        if (isWhole) lines.push({ kind: "added", text: text.slice(0, -1) });
        else add(text, "+");
        break;
      case "DETAILS": {
        const title = node.firstChild?.textContent ?? "";
        lines.push({ kind: "folded", title, lines: text.slice(title.length).replace(/\n$/, "").split("\n") });
        break;
      }
      case "P":
        lines.push({ kind: "counted", title: text });
    }
  }
  return lines;
}

function isMarked(piece: Piece): boolean {
  return piece.isMarked;
}
