/**
 * Spells a program and its arguments as a POSIX shell would read them, for
 * messages that a user may paste into a terminal. Nothing is ever run from it.
 */
export function shellQuote(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  // Inside $'…' a control character can be written out; raw it would break the
  // message's line.
  if ([...word].some(isControl)) return `$'${[...word].map(escape).join("")}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function isControl(character: string): boolean {
  return character < " " || character === "\x7f";
}

function escape(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  if (character === "'" || character === "\\") return `\\${character}`;
  if (!isControl(character)) return character;
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
